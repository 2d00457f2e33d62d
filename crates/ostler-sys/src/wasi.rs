//! WASI: the messages of error numbers, by its C library.

use std::ffi::CStr;

use crate::errno::Errno;

/// The number the last failed call of this thread left behind.
pub fn last_errno() -> Errno {
    Errno::from_raw(std::io::Error::last_os_error().raw_os_error().unwrap_or(0))
}

/// `strerror_r(3)`
pub fn strerror(errno: Errno) -> String {
    let mut text = [0_u8; 256];
    // SAFETY: the buffer is writable for the length given.
    unsafe { libc::strerror_r(errno.raw(), text.as_mut_ptr().cast(), text.len()) };
    let text = CStr::from_bytes_until_nul(&text).unwrap_or_default().to_string_lossy();
    if text.is_empty() { format!("Unknown error {}", errno.raw()) } else { text.into_owned() }
}
