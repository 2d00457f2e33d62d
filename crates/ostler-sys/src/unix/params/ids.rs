//! User and group ids.
//!
//! Those that change ids go through the C library: it changes all threads of the process, where the system call changes
//! one.

use crate::check;
use crate::errno::Errno;

/// The id that leaves one as it is, in calls that set several: -1.
pub const UNCHANGED: u32 = u32::MAX;

/// `getuid(2)`
#[inline]
pub fn getuid() -> u32 {
    rustix::process::getuid().as_raw()
}

/// `geteuid(2)`
#[inline]
pub fn geteuid() -> u32 {
    rustix::process::geteuid().as_raw()
}

/// `getgid(2)`
#[inline]
pub fn getgid() -> u32 {
    rustix::process::getgid().as_raw()
}

/// `getegid(2)`
#[inline]
pub fn getegid() -> u32 {
    rustix::process::getegid().as_raw()
}

macro_rules! set {
    ($($(#[$on:meta])* $function:ident($($id:ident),*), $page:literal;)*) => {
        $(
            $(#[$on])*
            #[doc = concat!("`", $page, "`, for the whole process.")]
            pub fn $function($($id: u32),*) -> Result<(), Errno> {
                // SAFETY: plain numbers.
                check(unsafe { libc::$function($($id),*) }).map(drop)
            }
        )*
    };
}

set! {
    setuid(uid), "setuid(2)";
    seteuid(uid), "seteuid(2)";
    setreuid(ruid, euid), "setreuid(2)";
    setgid(gid), "setgid(2)";
    setegid(gid), "setegid(2)";
    setregid(rgid, egid), "setregid(2)";
    #[cfg(any(linux_kernel, target_os = "freebsd", target_os = "dragonfly", target_os = "openbsd"))]
    setresuid(ruid, euid, suid), "setresuid(2)";
    #[cfg(any(linux_kernel, target_os = "freebsd", target_os = "dragonfly", target_os = "openbsd"))]
    setresgid(rgid, egid, sgid), "setresgid(2)";
}

macro_rules! get_three {
    ($($function:ident, $page:literal;)*) => {
        $(
            #[doc = concat!("`", $page, "`: real, effective, saved.")]
            #[cfg(any(linux_kernel, target_os = "freebsd", target_os = "dragonfly", target_os = "openbsd"))]
            pub fn $function() -> Result<(u32, u32, u32), Errno> {
                let (mut real, mut effective, mut saved) = (0, 0, 0);
                // SAFETY: three writable ids.
                check(unsafe { libc::$function(&raw mut real, &raw mut effective, &raw mut saved) })?;
                Ok((real, effective, saved))
            }
        )*
    };
}

get_three! {
    getresuid, "getresuid(2)";
    getresgid, "getresgid(2)";
}
