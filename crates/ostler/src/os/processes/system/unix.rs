//! Commands for the shell.

use std::ffi::OsStr;

use ostler_sys as sys;

use crate::audit::{audit, events};
use crate::error::Result;
use crate::os::WaitStatus;
use crate::os::at::with_str;

/// Has the shell run a command, and waits for it: `os.system(command)`, `system(3)`.
///
/// The command has this process's standard input, output and error. While it runs, this process ignores `SIGINT` and
/// `SIGQUIT`. The result is the wait status of the shell; a command that does not exist is the exit code 127, and with
/// some C libraries a shell that could not be started is too.
///
/// # Errors
///
/// `Value` for a NUL byte in the command; otherwise the system's if there can be no child.
///
/// # Audit
///
/// `os.system` with `command`.
///
/// ```
/// use ostler::os;
/// assert!(os::system("true && test 1 -lt 2")?.success());
/// assert_eq!(os::system("exit 3")?.code(), Some(3));
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn system(command: impl AsRef<OsStr>) -> Result<WaitStatus> {
    let command = command.as_ref();
    audit!(events::System { command });
    // Never repeated: the command might run twice. The C library sees to interruptions while it waits.
    with_str(command, sys::processes::system).map(WaitStatus::from_raw)
}
