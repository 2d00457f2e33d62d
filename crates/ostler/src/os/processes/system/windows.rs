//! Commands for the shell.

use std::ffi::OsStr;

use ostler_sys as sys;

use crate::audit::{audit, events};
use crate::error::Result;
use crate::os::at::with_str;

/// Has the shell run a command, waits for it, and tells its exit code: `os.system(command)`, `_wsystem`.
///
/// The shell is the program that `COMSPEC` names, usually `cmd.exe`. It has this process's standard input, output and error.
///
/// # Errors
///
/// `Value` for a NUL in the command; `FileNotFound` if there is no shell.
///
/// # Audit
///
/// `os.system` with `command`.
///
/// ```no_run
/// assert_eq!(ostler::os::system("exit 3")?, 3);
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn system(command: impl AsRef<OsStr>) -> Result<i32> {
    let command = command.as_ref();
    audit!(events::System { command });
    with_str(command, sys::processes::system)
}
