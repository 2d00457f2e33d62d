//! Resource limits.

use crate::errno::Errno;

/// A limit: what the kernel holds the process to now, and how far the process may raise that. `None` is no limit.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Limit {
    pub soft: Option<u64>,
    pub hard: Option<u64>,
}

/// `getrlimit(2)`
pub fn getrlimit(resource: i32) -> Result<Limit, Errno> {
    let mut limit = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
    // SAFETY: the structure is writable; a resource the kernel does not know is EINVAL.
    super::check(unsafe { libc::getrlimit(resource as _, &raw mut limit) })?;
    let finite = |n: libc::rlim_t| (n != libc::RLIM_INFINITY).then_some(n as u64);
    Ok(Limit { soft: finite(limit.rlim_cur), hard: finite(limit.rlim_max) })
}

/// The limits of this system, by name.
pub const RLIMITS: &[(&str, i32)] = &[
    ("RLIMIT_AS", libc::RLIMIT_AS as i32),
    ("RLIMIT_CORE", libc::RLIMIT_CORE as i32),
    ("RLIMIT_CPU", libc::RLIMIT_CPU as i32),
    ("RLIMIT_DATA", libc::RLIMIT_DATA as i32),
    ("RLIMIT_FSIZE", libc::RLIMIT_FSIZE as i32),
    #[cfg(linux_kernel)]
    ("RLIMIT_LOCKS", libc::RLIMIT_LOCKS as i32),
    ("RLIMIT_MEMLOCK", libc::RLIMIT_MEMLOCK as i32),
    #[cfg(linux_kernel)]
    ("RLIMIT_MSGQUEUE", libc::RLIMIT_MSGQUEUE as i32),
    #[cfg(linux_kernel)]
    ("RLIMIT_NICE", libc::RLIMIT_NICE as i32),
    ("RLIMIT_NOFILE", libc::RLIMIT_NOFILE as i32),
    ("RLIMIT_NPROC", libc::RLIMIT_NPROC as i32),
    ("RLIMIT_RSS", libc::RLIMIT_RSS as i32),
    #[cfg(linux_kernel)]
    ("RLIMIT_RTPRIO", libc::RLIMIT_RTPRIO as i32),
    #[cfg(target_os = "linux")]
    ("RLIMIT_RTTIME", libc::RLIMIT_RTTIME as i32),
    #[cfg(linux_kernel)]
    ("RLIMIT_SIGPENDING", libc::RLIMIT_SIGPENDING as i32),
    ("RLIMIT_STACK", libc::RLIMIT_STACK as i32),
];
