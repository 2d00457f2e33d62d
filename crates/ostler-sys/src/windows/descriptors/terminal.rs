//! Consoles, by descriptor.

use std::os::windows::io::AsRawHandle as _;

use windows_sys::Win32::System::Console::{
    CONSOLE_SCREEN_BUFFER_INFO, ENABLE_VIRTUAL_TERMINAL_PROCESSING, GetConsoleCP, GetConsoleMode,
    GetConsoleOutputCP, GetConsoleScreenBufferInfo, GetStdHandle, STD_ERROR_HANDLE,
};

use crate::errno::{Errno, WinError};
use crate::fd::Fd;
use crate::windows::crt;
use crate::{check_win, quietly};

/// `_isatty`: a device of characters, which `NUL` is too.
pub fn isatty(fd: Fd<'_>) -> bool {
    // SAFETY: it takes a number only.
    quietly(|| unsafe { crt::_isatty(fd.raw()) }) != 0
}

/// `GetConsoleScreenBufferInfo`: the columns and lines of the window.
pub fn winsize(fd: Fd<'_>) -> Result<(u16, u16), WinError> {
    let handle = super::get_osfhandle(fd).map_err(|_: Errno| WinError::from_raw(6))?;
    // SAFETY: a structure of numbers, which is written to; the handle is open.
    let window = unsafe {
        let mut info: CONSOLE_SCREEN_BUFFER_INFO = std::mem::zeroed();
        check_win(GetConsoleScreenBufferInfo(handle.as_raw_handle(), &raw mut info))?;
        info.srWindow
    };
    let length = |low: i16, high: i16| (i32::from(high) - i32::from(low) + 1).max(0) as u16;
    Ok((length(window.Left, window.Right), length(window.Top, window.Bottom)))
}

/// Whether what is written to standard error is looked through for sequences that colour it and move about:
/// `ENABLE_VIRTUAL_TERMINAL_PROCESSING`.
pub fn obeys_sequences() -> bool {
    let mut mode = 0;
    // SAFETY: the handle is standard error's, or none; the mode is written to.
    let known = unsafe { GetConsoleMode(GetStdHandle(STD_ERROR_HANDLE), &raw mut mode) };
    known != 0 && mode & ENABLE_VIRTUAL_TERMINAL_PROCESSING != 0
}

/// `GetConsoleCP`, `GetConsoleOutputCP`: the code page of what is typed, or shown; 0 without a console.
pub fn code_page(of_input: bool) -> u32 {
    // SAFETY: they take nothing.
    unsafe { if of_input { GetConsoleCP() } else { GetConsoleOutputCP() } }
}
