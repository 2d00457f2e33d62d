//! Changing the mode of what a name stands for, be it a symbolic link.

use std::ffi::CStr;

use rustix::fs::{Mode, OFlags};

use crate::errno::{self, Errno};
use crate::fd::{AsRawFd as _, Fd};
use crate::{borrow_dir, check};

/// The number is new enough to be the same on every architecture that numbers its calls from zero.
const FCHMODAT2: libc::c_long = if cfg!(any(target_arch = "mips", target_arch = "mips32r6")) {
    4452
} else if cfg!(any(target_arch = "mips64", target_arch = "mips64r6")) {
    5452
} else {
    452
};

/// `fchmodat2(2)`: Linux 6.6, else `ENOSYS`.
pub fn fchmodat2(dir: Fd<'_>, path: &CStr, mode: u32, flags: i32) -> Result<(), Errno> {
    // SAFETY: a C string and numbers.
    let result = unsafe { libc::syscall(FCHMODAT2, dir.raw(), path.as_ptr(), mode, flags) };
    check(result as libc::c_int).map(drop)
}

/// The same for kernels before 6.6, the way C libraries do it: through a descriptor on whatever the name stands for.
/// `EOPNOTSUPP` for a symbolic link. Needs `/proc`.
pub fn lchmodat_by_descriptor(dir: Fd<'_>, path: &CStr, mode: u32) -> Result<(), Errno> {
    let flags = OFlags::PATH | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let file = rustix::fs::openat(borrow_dir(dir), path, flags, Mode::empty())?;
    let stat = rustix::fs::fstat(&file)?;
    if stat.st_mode as u32 & libc::S_IFMT == libc::S_IFLNK {
        return Err(errno::EOPNOTSUPP);
    }
    let name = format!("/proc/self/fd/{}", file.as_raw_fd());
    Ok(rustix::fs::chmod(name, Mode::from_raw_mode(mode))?)
}

/// `fchmodat(2)` with `AT_SYMLINK_NOFOLLOW`, on any kernel. `EOPNOTSUPP` for a symbolic link.
pub fn lchmodat(dir: Fd<'_>, path: &CStr, mode: u32) -> Result<(), Errno> {
    match fchmodat2(dir, path, mode, libc::AT_SYMLINK_NOFOLLOW) {
        Err(errno::ENOSYS) => lchmodat_by_descriptor(dir, path, mode),
        other => other,
    }
}
