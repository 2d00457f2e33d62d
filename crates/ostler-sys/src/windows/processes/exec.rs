//! Running programs, through the C runtime: it passes its table of descriptors on.

use std::convert::Infallible;

use super::Pointers;
use crate::errno::{self, Errno};
use crate::fd::Fd;
use crate::wide::WStr;
use crate::windows::crt;
use crate::{last_errno, quietly};

/// `_wexecve`: comes back only with an error. Otherwise the program runs as another process and this one has ended.
pub fn execve(path: &WStr, argv: &Pointers<'_>, envp: &Pointers<'_>) -> Result<Infallible, Errno> {
    // SAFETY: a wide string and two vectors of them, ended as the call expects, which outlive it.
    quietly(|| unsafe { crt::_wexecve(path.as_ptr(), argv.as_ptr(), envp.as_ptr()) });
    Err(last_errno())
}

/// There is no `fexecve` here: `ENOSYS`.
pub fn fexecve(
    _program: Fd<'_>,
    _argv: &Pointers<'_>,
    _envp: &Pointers<'_>,
) -> Result<Infallible, Errno> {
    Err(errno::ENOSYS)
}

/// `_wspawnve`: the exit code for `P_WAIT`, 0 for `P_DETACH`, otherwise a handle that is the caller's.
pub fn spawnve(
    mode: i32,
    path: &WStr,
    argv: &Pointers<'_>,
    envp: &Pointers<'_>,
) -> Result<isize, Errno> {
    // SAFETY: a wide string and two vectors of them, ended as the call expects, which outlive it.
    answer(|| unsafe { crt::_wspawnve(mode, path.as_ptr(), argv.as_ptr(), envp.as_ptr()) })
}

/// `_wsystem`: the exit code of the shell.
pub fn system(command: &WStr) -> Result<i32, Errno> {
    // SAFETY: the command is a wide string.
    answer(|| unsafe { crt::_wsystem(command.as_ptr()) as isize }).map(|code| code as i32)
}

/// An answer among which -1 may be an exit code as well as a failure, which leaves a number.
fn answer(call: impl FnOnce() -> isize) -> Result<isize, Errno> {
    quietly(|| {
        // SAFETY: the runtime hands out the address of this thread's own number.
        unsafe { *crt::_errno() = 0 };
        match (call(), last_errno()) {
            (-1, errno) if errno.raw() != 0 => Err(errno),
            (answer, _) => Ok(answer),
        }
    })
}
