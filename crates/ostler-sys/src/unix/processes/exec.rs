//! Becoming another program.

use std::convert::Infallible;
use std::ffi::CStr;

use super::Pointers;
use crate::errno::Errno;
use crate::fd::Fd;

/// `execve(2)`: comes back only with an error.
pub fn execve(path: &CStr, argv: &Pointers<'_>, envp: &Pointers<'_>) -> Result<Infallible, Errno> {
    // SAFETY: three C arrays, ended as the call expects, which outlive it.
    unsafe { libc::execve(path.as_ptr(), argv.as_ptr(), envp.as_ptr()) };
    Err(Errno::last())
}

/// `fexecve(3)`: comes back only with an error.
#[cfg(not(any(apple, target_os = "openbsd", target_os = "netbsd")))]
pub fn fexecve(
    program: Fd<'_>,
    argv: &Pointers<'_>,
    envp: &Pointers<'_>,
) -> Result<Infallible, Errno> {
    use std::os::fd::AsRawFd as _;

    let program = crate::borrow(program)?;
    // SAFETY: two C arrays, ended as the call expects, which outlive it.
    unsafe { libc::fexecve(program.as_raw_fd(), argv.as_ptr(), envp.as_ptr()) };
    Err(Errno::last())
}

/// There is no `fexecve` here: `ENOSYS`.
#[cfg(any(apple, target_os = "openbsd", target_os = "netbsd"))]
pub fn fexecve(
    _program: Fd<'_>,
    _argv: &Pointers<'_>,
    _envp: &Pointers<'_>,
) -> Result<Infallible, Errno> {
    Err(crate::errno::ENOSYS)
}

/// Whether a file may be there: cheaper to ask than to fork for. `stat(2)`, as `access(2)` answers for the real ids, and a
/// program is executed with the effective ones.
pub fn is_there(path: &CStr) -> bool {
    rustix::fs::stat(path).is_ok()
}
