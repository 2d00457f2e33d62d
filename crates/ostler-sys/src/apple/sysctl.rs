//! What the kernel is and runs on, by name.

use std::ffi::CStr;
use std::ptr;

use crate::check;
use crate::errno::Errno;

/// `sysctlbyname(3)` for a value that is a text, without its final NUL.
pub fn text(name: &CStr) -> Result<Vec<u8>, Errno> {
    let mut value = [0_u8; 1024];
    let mut length = value.len();
    // SAFETY: the name is a C string, the buffer as long as is said, and nothing is set.
    check(unsafe {
        libc::sysctlbyname(
            name.as_ptr(),
            value.as_mut_ptr().cast(),
            &raw mut length,
            ptr::null_mut(),
            0,
        )
    })?;
    let value = value.get(..length).unwrap_or_default();
    Ok(value.split(|byte| *byte == 0).next().unwrap_or_default().to_vec())
}
