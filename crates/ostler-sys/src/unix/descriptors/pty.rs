//! Pseudo-terminals.

use std::ffi::CString;
use std::os::fd::{AsRawFd as _, FromRawFd as _, RawFd};

use crate::errno::Errno;
use crate::fd::{Fd, OwnedFd};
use crate::{borrow, check};

const TERMINAL: i32 = libc::O_RDWR | libc::O_NOCTTY;

/// What `openpty(3)` does, with both descriptors close-on-exec from the start: the master, the terminal.
pub fn openpty() -> Result<(OwnedFd, OwnedFd), Errno> {
    let master = posix_openpt(TERMINAL)?;
    grantpt((&master).into())?;
    unlockpt((&master).into())?;
    let terminal = open_terminal((&master).into())?;
    Ok((master, terminal))
}

/// The terminal of a master.
fn open_terminal(master: Fd<'_>) -> Result<OwnedFd, Errno> {
    // By the descriptor, where the kernel can (Linux 4.13): the name may mean another in this mount namespace.
    #[cfg(target_os = "linux")]
    {
        use rustix::pty::{OpenptFlags, ioctl_tiocgptpeer};
        let flags = OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC;
        if let Ok(terminal) = ioctl_tiocgptpeer(borrow(master)?, flags) {
            return Ok(terminal);
        }
    }
    super::openat(Fd::CWD, &ptsname(master)?, TERMINAL, 0)
}

/// `posix_openpt(3)`. Close-on-exec.
pub fn posix_openpt(flags: i32) -> Result<OwnedFd, Errno> {
    // Apple's refuses the flag.
    let atomic = if cfg!(apple) { 0 } else { libc::O_CLOEXEC };
    // SAFETY: posix_openpt takes a number only.
    let master = check(unsafe { libc::posix_openpt(flags & !libc::O_CLOEXEC | atomic) })?;
    // SAFETY: the descriptor is new and nobody else's.
    let master = unsafe { OwnedFd::from_raw_fd(master) };
    if cfg!(apple) {
        super::set_inheritable((&master).into(), false)?;
    }
    Ok(master)
}

/// `grantpt(3)`
pub fn grantpt(fd: Fd<'_>) -> Result<(), Errno> {
    // SAFETY: grantpt takes a number only.
    check(unsafe { libc::grantpt(fd.raw()) }).map(drop)
}

/// `unlockpt(3)`
pub fn unlockpt(fd: Fd<'_>) -> Result<(), Errno> {
    // SAFETY: unlockpt takes a number only.
    check(unsafe { libc::unlockpt(fd.raw()) }).map(drop)
}

/// `ptsname_r(3)`, or what it is made of where the C library lacks it.
pub fn ptsname(fd: Fd<'_>) -> Result<CString, Errno> {
    Ok(rustix::pty::ptsname(borrow(fd)?, Vec::new())?)
}

/// `login_tty(3)` with a descriptor that is given up. Async-signal-safe.
pub fn login_tty(fd: OwnedFd) -> Result<(), Errno> {
    // SAFETY: the owner gave the descriptor up.
    unsafe { login_tty_raw(fd.as_raw_fd()) }?;
    // It is closed now, or it is one of the three that mean the terminal.
    std::mem::forget(fd);
    Ok(())
}

/// `login_tty(3)`. Closes `fd` if it succeeds.
///
/// # Safety
///
/// Nobody relies on owning `fd`, unless it is the caller.
pub unsafe fn login_tty_raw(fd: RawFd) -> Result<(), Errno> {
    // SAFETY: the caller answers for the number.
    check(unsafe { libc::login_tty(fd) })?;
    if fd <= libc::STDERR_FILENO {
        // It was one of the three already: a copy onto itself has left it close-on-exec.
        // SAFETY: it is open, and the caller's.
        super::set_inheritable(unsafe { Fd::from_raw(fd) }, true)?;
    }
    Ok(())
}
