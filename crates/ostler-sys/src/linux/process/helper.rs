//! Small processes that serve this one: copies of it that make system calls and nothing else.

use std::os::fd::AsRawFd as _;

use crate::check;
use crate::errno::Errno;
use crate::fd::BorrowedFd;

/// Splits the process in two, as `fork(2)`, with two differences: no signal tells of the copy's end, and the calls that wait
/// for children do not know it unless told `__WALL`. The copy has every signal blocked. `clone(2)`; zero in the copy.
///
/// # Safety
///
/// The copy has one thread; what other threads held stays held in it, and the C library has not been told of it. It may do no
/// more than a signal handler may (`signal-safety(7)`), and must leave by `_exit`.
pub unsafe fn split() -> Result<i32, Errno> {
    let mut all = std::mem::MaybeUninit::<libc::sigset_t>::uninit();
    let mut before = std::mem::MaybeUninit::<libc::sigset_t>::uninit();
    // SAFETY: the set is filled before it is read, and the old one is written before it is put back. Without flags and a
    // stack of its own the copy goes on here with a copy of this memory.
    unsafe {
        libc::sigfillset(all.as_mut_ptr());
        libc::pthread_sigmask(libc::SIG_SETMASK, all.as_ptr(), before.as_mut_ptr());
        let pid = check(libc::syscall(libc::SYS_clone, 0, 0, 0, 0, 0) as i32);
        if pid != Ok(0) {
            libc::pthread_sigmask(libc::SIG_SETMASK, before.as_ptr(), std::ptr::null_mut());
        }
        pid
    }
}

/// Closes every descriptor but these: what a copy of a process holds open by accident.
///
/// # Safety
///
/// For copies of a process, where nobody relies on the others.
pub unsafe fn close_all_but(kept: [Option<BorrowedFd<'_>>; 2]) {
    let number = |fd: Option<BorrowedFd<'_>>| fd.map_or(u32::MAX, |fd| fd.as_raw_fd() as u32);
    let (one, other) = (number(kept[0]), number(kept[1]));
    let mut first = 0;
    for kept in [one.min(other), one.max(other)] {
        if first < kept {
            close_range(first, kept - 1);
        }
        first = kept.saturating_add(1);
    }
    close_range(first, u32::MAX);
}

/// `close_range(2)`
fn close_range(first: u32, last: u32) {
    /// Where a limit was lowered some may be above.
    const MOST: u32 = 65536;
    // SAFETY: `close_all_but`, whose caller answers for the descriptors.
    if unsafe { libc::syscall(libc::SYS_close_range, first, last, 0) } != -1 {
        return;
    }
    // Before Linux 5.9.
    for number in first..=last.min(MOST) {
        // SAFETY: as above.
        unsafe { libc::close(number as i32) };
    }
}

/// Names this process, for those who list processes.
pub fn name_oneself(name: &std::ffi::CStr) {
    // SAFETY: a C string that outlives the call.
    unsafe { libc::prctl(libc::PR_SET_NAME, name.as_ptr()) };
}

/// How a helper ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum End {
    /// It left of its own accord, with zero.
    Done,
    /// It was killed, or gave up.
    Killed,
    /// Another has collected it: nothing is known.
    Unknown,
}

/// Collects a helper if it has ended: how. `None` as long as it goes on.
pub fn collect(pid: i32, wait: bool) -> Option<End> {
    let options = libc::__WALL | if wait { 0 } else { libc::WNOHANG };
    loop {
        match crate::processes::waitpid(pid, options) {
            Ok((0, _)) => return None,
            Ok((_, 0)) => return Some(End::Done),
            Ok(_) => return Some(End::Killed),
            Err(crate::errno::EINTR) => {}
            Err(_) => return Some(End::Unknown),
        }
    }
}
