//! The C library beside the crate: to prepare what is tested, and to look at it from another side.

use std::ffi::OsStr;
use std::time::Duration;

/// A call of the C library.
macro_rules! libc {
    ($name:ident($($argument:expr),*)) => {
        // SAFETY: numbers, or pointers to what the test holds; the process is the test's own.
        unsafe { libc::$name($($argument),*) }
    };
}

/// A structure of the C library's with zeros in it.
macro_rules! zeroed {
    ($name:ident) => {
        // SAFETY: nothing but numbers and functions that are not there.
        unsafe { std::mem::zeroed::<libc::$name>() }
    };
}

/// Lowers a soft limit of this process.
pub(super) fn limit(resource: i32, soft: u64) {
    let mut limit = zeroed!(rlimit);
    assert_eq!(libc!(getrlimit(resource as _, &raw mut limit)), 0);
    limit.rlim_cur = soft.min(limit.rlim_max);
    assert_eq!(libc!(setrlimit(resource as _, &raw const limit)), 0);
}

pub(super) fn set_env(name: &str, value: impl AsRef<OsStr>) {
    // SAFETY: the other thread of a test in a process of its own only waits.
    unsafe { std::env::set_var(name, value) }
}

pub(super) fn unset_env(name: &str) {
    // SAFETY: as above.
    unsafe { std::env::remove_var(name) }
}

/// How long this process has run its own code. Under load the system's part, page faults and all, can be many times this.
pub(super) fn user_time() -> Duration {
    let mut usage = zeroed!(rusage);
    assert_eq!(libc!(getrusage(libc::RUSAGE_SELF, &raw mut usage)), 0);
    Duration::new(usage.ru_utime.tv_sec as u64, usage.ru_utime.tv_usec as u32 * 1000)
}
