//! Random numbers.

use windows_sys::Win32::Foundation::RtlNtStatusToDosError;
use windows_sys::Win32::Security::Cryptography::{
    BCRYPT_USE_SYSTEM_PREFERRED_RNG, BCryptGenRandom,
};

use crate::errno::WinError;

/// The best the system has, `BCryptGenRandom`: how many bytes were written, never none.
pub fn urandom(buffer: &mut [u8]) -> Result<usize, WinError> {
    let length = u32::try_from(buffer.len()).unwrap_or(u32::MAX);
    let source = std::ptr::null_mut();
    // SAFETY: the buffer is writable for the length given.
    let status = unsafe {
        BCryptGenRandom(source, buffer.as_mut_ptr(), length, BCRYPT_USE_SYSTEM_PREFERRED_RNG)
    };
    if status < 0 {
        // SAFETY: it takes a number only.
        return Err(WinError::from_raw(unsafe { RtlNtStatusToDosError(status) }));
    }
    Ok(length as usize)
}
