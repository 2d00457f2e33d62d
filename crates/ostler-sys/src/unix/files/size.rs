//! Sizes, and what is still on its way to the disk.

use std::ffi::CStr;

use crate::check;
use crate::errno::Errno;

/// `truncate(2)`
pub fn truncate(path: &CStr, length: i64) -> Result<(), Errno> {
    #[cfg(not(linux_kernel))]
    use libc::truncate;
    #[cfg(linux_kernel)]
    use libc::truncate64 as truncate;

    // SAFETY: a C string and a number.
    check(unsafe { truncate(path.as_ptr(), length) }).map(drop)
}

/// `sync(2)`
pub fn sync() {
    rustix::fs::sync();
}
