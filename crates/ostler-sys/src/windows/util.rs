//! The small change of calling Windows: return values, messages, the runtime's temper.

use std::ffi::{c_int, c_uint};

use windows_sys::Win32::Foundation::GetLastError;
use windows_sys::Win32::System::Diagnostics::Debug::{
    FORMAT_MESSAGE_FROM_SYSTEM, FORMAT_MESSAGE_IGNORE_INSERTS, FormatMessageW,
};

use super::crt;
use crate::errno::{Errno, WinError};

/// The number the last failed call of the C runtime left behind.
pub fn last_errno() -> Errno {
    // SAFETY: the runtime hands out the address of this thread's own number.
    Errno::from_raw(unsafe { *crt::_errno() })
}

/// The code the last failed call of the Win32 interface left behind.
pub fn last_error() -> WinError {
    // SAFETY: it takes nothing.
    WinError::from_raw(unsafe { GetLastError() })
}

/// The result of a call of the C runtime that returns -1 and leaves a number.
#[inline]
pub(crate) fn check(result: c_int) -> Result<c_int, Errno> {
    if result == -1 { Err(last_errno()) } else { Ok(result) }
}

/// The result of a call of the Win32 interface that returns 0 and leaves a code.
#[inline]
pub(crate) fn check_win(result: i32) -> Result<(), WinError> {
    if result == 0 { Err(last_error()) } else { Ok(()) }
}

/// Calls the C runtime with arguments that may be wrong: it is to leave a number, and not to end the process.
pub(crate) fn quietly<T>(call: impl FnOnce() -> T) -> T {
    struct Restore(crt::InvalidParameterHandler);

    impl Drop for Restore {
        fn drop(&mut self) {
            // SAFETY: the handler is the one that was there before.
            unsafe { crt::_set_thread_local_invalid_parameter_handler(self.0) };
        }
    }

    unsafe extern "C" fn ignore(_: *const u16, _: *const u16, _: *const u16, _: c_uint, _: usize) {}

    // SAFETY: the handler does nothing, and is this thread's only.
    let _restore =
        Restore(unsafe { crt::_set_thread_local_invalid_parameter_handler(Some(ignore)) });
    call()
}

/// The message for a number: the C runtime's, or the system's where it has none.
pub fn strerror(errno: Errno) -> String {
    let mut text = [0_u16; 256];
    let number = errno.raw();
    if number < 10000 {
        // SAFETY: the buffer is writable for the length given.
        quietly(|| unsafe { crt::_wcserror_s(text.as_mut_ptr(), text.len(), number) });
        let text = until_nul(&text);
        if !text.is_empty() && text != "Unknown error" {
            return text;
        }
    }
    u32::try_from(number)
        .ok()
        .filter(|number| *number >= 10000)
        .and_then(|code| system_message(WinError::from_raw(code)))
        .unwrap_or_else(|| format!("Unknown error {number}"))
}

fn until_nul(text: &[u16]) -> String {
    let length = text.iter().position(|unit| *unit == 0).unwrap_or(text.len());
    String::from_utf16_lossy(&text[..length])
}

/// The message for a code, without the full stop and the line's end, as the reference has it.
pub fn message(code: WinError) -> String {
    system_message(code).unwrap_or_else(|| format!("Windows Error 0x{:x}", code.raw()))
}

fn system_message(code: WinError) -> Option<String> {
    let mut text = [0_u16; 1024];
    // SAFETY: the buffer is writable for the length given, and nothing is inserted into the message.
    let length = unsafe {
        FormatMessageW(
            FORMAT_MESSAGE_FROM_SYSTEM | FORMAT_MESSAGE_IGNORE_INSERTS,
            std::ptr::null(),
            code.raw(),
            0,
            text.as_mut_ptr(),
            text.len() as u32,
            std::ptr::null(),
        )
    };
    let text = String::from_utf16_lossy(&text[..length as usize]);
    let text = text.trim_end_matches(|c: char| c <= ' ' || c == '.');
    (!text.is_empty()).then(|| text.to_owned())
}
