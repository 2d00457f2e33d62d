//! Waiting for children, choosing what for.

use ostler_sys::processes::ChildInfo;
use ostler_sys::{self as sys, c};

use super::WaitOptions;
use crate::error::Result;
use crate::host::retry;
use crate::signal::Signal;

codes! {
    /// What the id given to [`waitid`] is.
    pub struct IdType: u32 {
        /// Any child; the id does not matter.
        P_ALL = c::P_ALL;
        /// The child with this process id.
        P_PID = c::P_PID;
        /// Any child of this process group.
        P_PGID = c::P_PGID;
        /// The child that a descriptor of [`pidfd_open`](super::pidfd_open) holds (Linux 5.4).
        #[cfg(linux_kernel)]
        P_PIDFD = c::P_PIDFD;
    }
}

codes! {
    /// What became of a child: [`WaitidResult::si_code`].
    pub struct ChildCode: i32 {
        /// It exited.
        CLD_EXITED = c::CLD_EXITED;
        /// A signal ended it.
        CLD_KILLED = c::CLD_KILLED;
        /// A signal ended it and made it dump core.
        CLD_DUMPED = c::CLD_DUMPED;
        /// A traced child trapped.
        CLD_TRAPPED = c::CLD_TRAPPED;
        /// A signal stopped it.
        CLD_STOPPED = c::CLD_STOPPED;
        /// It goes on after a stop.
        CLD_CONTINUED = c::CLD_CONTINUED;
    }
}

/// What [`waitid`] tells of a child.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[doc(alias = "waitid_result")]
#[allow(clippy::struct_field_names)]
pub struct WaitidResult {
    /// The child's process id.
    pub si_pid: i32,
    /// The child's real user.
    pub si_uid: u32,
    /// Always `SIGCHLD`.
    pub si_signo: Signal,
    /// The exit status after [`CLD_EXITED`], else the number of a signal.
    pub si_status: i32,
    /// What became of the child.
    pub si_code: ChildCode,
}

#[doc(hidden)]
impl From<ChildInfo> for WaitidResult {
    fn from(info: ChildInfo) -> Self {
        Self {
            si_pid: info.pid,
            si_uid: info.uid,
            si_signo: Signal::from_raw(info.signo),
            si_status: info.status,
            si_code: ChildCode::from_raw(info.code),
        }
    }
}

/// Waits for a child to do one of the things asked for: `os.waitid(idtype, id, options)`, `waitid(2)`.
///
/// `options` has at least one of [`WEXITED`](super::WEXITED), [`WSTOPPED`](super::WSTOPPED) and
/// [`WCONTINUED`](super::WCONTINUED). `None` if there is nothing to tell yet and [`WNOHANG`](super::WNOHANG) was given.
///
/// # Errors
///
/// `ChildProcess` if there is no such child; `EINVAL` for options without one of the three.
///
/// ```
/// use ostler::os;
/// let child = os::spawnv(os::P_NOWAIT, "/bin/false", ["false"])?;
/// let end = os::waitid(os::P_PID, child, os::WEXITED)?.expect("waited for");
/// assert_eq!((end.si_pid, end.si_code, end.si_status), (child, os::CLD_EXITED, 1));
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn waitid(idtype: IdType, id: i32, options: WaitOptions) -> Result<Option<WaitidResult>> {
    let told = retry(|| sys::processes::waitid(idtype.raw(), id as u32, options.bits()))?;
    Ok(told.map(WaitidResult::from))
}

/// [`waitid`] for the child that a descriptor holds: `os.waitid(os.P_PIDFD, pidfd, options)`.
///
/// # Errors
///
/// As [`waitid`]; `BlockingIo` if the descriptor was opened with [`PIDFD_NONBLOCK`](super::PIDFD_NONBLOCK) and there is
/// nothing to tell yet.
///
/// # Platforms
///
/// Linux 5.4.
///
/// ```
/// use ostler::os;
/// let child = os::spawnv(os::P_NOWAIT, "/bin/true", ["true"])?;
/// let process = os::pidfd_open(child)?;
/// let end = os::waitid_pidfd(&process, os::WEXITED)?.expect("waited for");
/// assert_eq!(end.si_pid, child);
/// # Ok::<(), ostler::Error>(())
/// ```
#[cfg(linux_kernel)]
pub fn waitid_pidfd(
    process: impl crate::fd::AsFd,
    options: WaitOptions,
) -> Result<Option<WaitidResult>> {
    use crate::fd::AsRawFd as _;

    waitid(IdType::P_PIDFD, process.as_fd().as_raw_fd(), options)
}
