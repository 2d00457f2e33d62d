//! Waiting for children.

use ostler_sys::{self as sys, c};

use crate::error::Result;
use crate::host::retry;
use crate::os::{Rusage, WaitStatus};

flags! {
    /// What a wait waits for: [`waitpid`], [`wait3`], [`wait4`] and [`waitid`](crate::os::waitid).
    pub struct WaitOptions: i32 {
        /// Comes back at once if there is nothing to tell yet.
        WNOHANG = c::WNOHANG;
        /// Stopped children count too. (For [`waitid`](crate::os::waitid) it is [`WSTOPPED`].)
        WUNTRACED = c::WUNTRACED;
        /// Children that go on after a stop count too.
        WCONTINUED = c::WCONTINUED;
        /// For [`waitid`](crate::os::waitid): children that ended count. (The others always count them.)
        WEXITED = c::WEXITED;
        /// For [`waitid`](crate::os::waitid): stopped children count.
        WSTOPPED = c::WSTOPPED;
        /// For [`waitid`](crate::os::waitid): leaves what it tells to be told again.
        WNOWAIT = c::WNOWAIT;
    }
}

/// Waits for any child to end, and tells its process id and status: `os.wait()`, `wait(2)`.
///
/// # Errors
///
/// `ChildProcess` if there are no children.
///
/// ```
/// use ostler::os;
/// let child = os::spawnv(os::P_NOWAIT, "/bin/false", ["false"])?;
/// let (pid, status) = os::wait()?;
/// assert_eq!((pid, status.code()), (child, Some(1)));
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn wait() -> Result<(i32, WaitStatus)> {
    waitpid(-1, WaitOptions::empty())
}

/// Waits for a child, and tells its process id and status: `os.waitpid(pid, options)`, `waitpid(2)`.
///
/// A positive `pid` is that child, zero any child of this process's group, -1 any child, any other negative number any
/// child of the group of that number. With [`WNOHANG`] and nothing to tell both results are zero.
///
/// # Errors
///
/// `ChildProcess` if there is no such child.
///
/// ```
/// use ostler::os;
/// let child = os::spawnv(os::P_NOWAIT, "/bin/sleep", ["sleep", "0.2"])?;
/// assert_eq!(os::waitpid(child, os::WNOHANG)?.0, 0);
/// assert_eq!(os::waitpid(child, os::WaitOptions::empty())?.0, child);
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn waitpid(pid: i32, options: WaitOptions) -> Result<(i32, WaitStatus)> {
    let (pid, status) = retry(|| sys::processes::waitpid(pid, options.bits()))?;
    Ok((pid, WaitStatus::from_raw(status)))
}

/// Waits for any child, and tells what it used as well: `os.wait3(options)`, `wait3(2)`.
///
/// # Errors
///
/// As [`waitpid`].
///
/// ```
/// use ostler::os;
/// let child = os::spawnv(os::P_NOWAIT, "/bin/true", ["true"])?;
/// let (pid, status, usage) = os::wait3(os::WaitOptions::empty())?;
/// assert!(pid == child && status.success() && usage.ru_maxrss() > 0);
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn wait3(options: WaitOptions) -> Result<(i32, WaitStatus, Rusage)> {
    wait4(-1, options)
}

/// [`waitpid`] that tells what the child used as well: `os.wait4(pid, options)`, `wait4(2)`.
///
/// # Errors
///
/// As [`waitpid`].
///
/// ```
/// use ostler::os;
/// let child = os::spawnv(os::P_NOWAIT, "/bin/true", ["true"])?;
/// let (_, _, usage) = os::wait4(child, os::WaitOptions::empty())?;
/// println!("{:?} of user time", usage.user_time());
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn wait4(pid: i32, options: WaitOptions) -> Result<(i32, WaitStatus, Rusage)> {
    let (pid, status, usage) = retry(|| sys::processes::wait4(pid, options.bits()))?;
    Ok((pid, WaitStatus::from_raw(status), Rusage::from_raw(usage)))
}
