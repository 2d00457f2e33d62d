//! Waiting for processes by handle.

use std::os::windows::io::{AsHandle as _, OwnedHandle};

use ostler_sys as sys;

use crate::error::Result;
use crate::os::WaitStatus;

/// Waits for a process to end, and tells how it did: `os.waitpid(pid, options)` with a handle for the `pid`.
///
/// Any process can be waited for whose handle one has: of [`spawnv`](crate::os::spawnv) with
/// [`P_NOWAIT`](crate::os::P_NOWAIT), of [`std::process::Child`]. The handle is closed then, as the reference does it. There
/// are no options here, and no waiting for any child.
///
/// # Errors
///
/// `ChildProcess` for a handle that cannot be waited on; `PermissionDenied` for one that does not let the exit code be read.
///
/// ```no_run
/// use ostler::os;
///
/// let child = os::spawnv(os::P_NOWAIT, r"C:\Windows\System32\where.exe", ["where", "cmd"])?;
/// assert!(os::waitpid(child.into_handle().unwrap())?.success());
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn waitpid(pid: impl Into<OwnedHandle>) -> Result<WaitStatus> {
    let process: OwnedHandle = pid.into();
    let code = sys::processes::wait(process.as_handle()).map_err(sys::processes::as_errno)?;
    Ok(WaitStatus::exited(code))
}
