//! Locks on a whole file: whether there is one, and who has it.

use crate::check;
use crate::errno::Errno;
use crate::fd::Fd;

/// Whether another open file has a lock of `flock(2)` on the file, shared or exclusive. To find out it takes the lock, and
/// gives it back at once.
pub fn is_flocked(fd: Fd<'_>) -> Result<bool, Errno> {
    let ask = |operation| {
        // SAFETY: flock takes numbers only.
        check(unsafe { libc::flock(fd.raw(), operation | libc::LOCK_NB) }).map(drop)
    };
    let asked = match ask(libc::LOCK_EX) {
        // Some file systems want a descriptor to write with for this one.
        Err(crate::errno::EBADF) => ask(libc::LOCK_SH),
        asked => asked,
    };
    match asked {
        Ok(()) => ask(libc::LOCK_UN).map(|()| false),
        Err(crate::errno::EWOULDBLOCK) => Ok(true),
        Err(error) => Err(error),
    }
}

/// The process with a record lock, `fcntl(2)`, on any part of the file: its number, 0 if it is in a PID namespace that shows
/// nothing here, a negative number if the lock belongs to an open file or to another machine.
pub fn lock_holder(fd: Fd<'_>) -> Result<Option<i32>, Errno> {
    // SAFETY: a record of numbers, for which zero is a value: all of the file, from its beginning.
    let mut lock: libc::flock = unsafe { std::mem::zeroed() };
    lock.l_type = libc::F_WRLCK as _;
    lock.l_whence = libc::SEEK_SET as _;
    // SAFETY: the record is ours, and written to until the call returns.
    check(unsafe { libc::fcntl(fd.raw(), libc::F_GETLK, &mut lock) })?;
    Ok((i32::from(lock.l_type) != libc::F_UNLCK as i32).then_some(lock.l_pid))
}
