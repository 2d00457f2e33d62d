//! Waiting for processes, and how they ended.

use std::fmt;
use std::os::windows::io::{AsHandle as _, OwnedHandle};
use std::os::windows::process::ExitStatusExt as _;
use std::process::ExitStatus;

use ostler_sys as sys;

use crate::error::{Error, Result};

/// How a process ended, in the form of the reference's `waitpid`: its exit code times 256, as other systems have it.
///
/// One that was ended from outside has the code that whoever did it chose.
///
/// ```no_run
/// use ostler::os::{self, WaitStatus};
/// assert_eq!(WaitStatus::from_raw(3 << 8).code(), Some(3));
/// assert_eq!(os::waitstatus_to_exitcode(3 << 8)?, 3);
/// # Ok::<(), ostler::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct WaitStatus(u64);

impl WaitStatus {
    /// Takes a number as it is.
    pub const fn from_raw(raw: u64) -> Self {
        Self(raw)
    }

    /// The number.
    pub const fn raw(self) -> u64 {
        self.0
    }

    /// That of a process which exited with a code.
    pub(crate) const fn exited(code: u32) -> Self {
        Self((code as u64) << 8)
    }

    /// The exit code as C programs have it, and there always is one here. That of a process that crashed is the code of its
    /// exception, `0xc0000005` for bad memory, which is negative; [`waitstatus_to_exitcode`] has it without a sign.
    #[allow(clippy::unnecessary_wraps)] // As where a signal may have ended it.
    pub const fn code(self) -> Option<i32> {
        Some(self.unsigned().cast_signed())
    }

    /// Whether the exit code is 0.
    pub const fn success(self) -> bool {
        self.unsigned() == 0
    }

    const fn unsigned(self) -> u32 {
        (self.0 >> 8) as u32
    }
}

impl fmt::Debug for WaitStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "WaitStatus({:#x})", self.0)
    }
}

/// In words: `exit code: 1`.
impl fmt::Display for WaitStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        ExitStatus::from(*self).fmt(f)
    }
}

impl From<u64> for WaitStatus {
    fn from(raw: u64) -> Self {
        Self(raw)
    }
}

impl From<WaitStatus> for ExitStatus {
    fn from(status: WaitStatus) -> Self {
        Self::from_raw(status.unsigned())
    }
}

/// Waits for a process to end, and tells how it did: `os.waitpid(pid, options)` with a handle for the `pid`.
///
/// Any process can be waited for whose handle one has: of [`spawnv`](super::spawnv) with [`P_NOWAIT`](super::P_NOWAIT), of
/// [`std::process::Child`]. The handle is closed then, as the reference does it. There are no options here, and no waiting
/// for any child.
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

/// The exit code that a status stands for: `os.waitstatus_to_exitcode(status)`.
///
/// # Errors
///
/// `Value` for a code that 32 bits cannot hold.
///
/// ```no_run
/// assert_eq!(ostler::os::waitstatus_to_exitcode(0xc000_0005 << 8)?, 0xc000_0005);
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn waitstatus_to_exitcode(status: impl Into<WaitStatus>) -> Result<u32> {
    let code = status.into().0 >> 8;
    u32::try_from(code).map_err(|_| Error::value(format!("invalid exit code: {code}")))
}
