//! Pipes.

use std::os::windows::io::{AsRawHandle as _, FromRawHandle as _, OwnedHandle};

use windows_sys::Win32::Foundation::HANDLE;
use windows_sys::Win32::System::Pipes::{
    CreatePipe, GetNamedPipeHandleStateW, PIPE_NOWAIT, PIPE_WAIT, SetNamedPipeHandleState,
};

use crate::check_win;
use crate::errno::{Errno, WinError};
use crate::fd::{Fd, OwnedFd};
use crate::windows::c;

/// `CreatePipe`: the end to read, the end to write, in binary mode. Not inheritable.
pub fn pipe() -> Result<(OwnedFd, OwnedFd), WinError> {
    const FLAGS: i32 = c::O_BINARY | c::O_NOINHERIT;
    /// `ERROR_TOO_MANY_OPEN_FILES`: the table of descriptors is full.
    const FULL: WinError = WinError::from_raw(4);
    let (mut read, mut write): (HANDLE, HANDLE) = (std::ptr::null_mut(), std::ptr::null_mut());
    // SAFETY: both handles are written to, and are new and nobody else's.
    let (read, write) = unsafe {
        check_win(CreatePipe(&raw mut read, &raw mut write, std::ptr::null(), 0))?;
        (OwnedHandle::from_raw_handle(read), OwnedHandle::from_raw_handle(write))
    };
    let read = super::open_osfhandle(read, FLAGS).map_err(|_: Errno| FULL)?;
    let write = super::open_osfhandle(write, FLAGS | c::O_WRONLY).map_err(|_: Errno| FULL)?;
    Ok((read, write))
}

/// `GetNamedPipeHandleState`
pub fn get_blocking(fd: Fd<'_>) -> Result<bool, WinError> {
    mode(fd).map(|mode| mode & PIPE_NOWAIT == 0)
}

/// `SetNamedPipeHandleState`
pub fn set_blocking(fd: Fd<'_>, blocking: bool) -> Result<(), WinError> {
    let mode = mode(fd)? & !(PIPE_WAIT | PIPE_NOWAIT);
    let mode = mode | if blocking { PIPE_WAIT } else { PIPE_NOWAIT };
    let handle = handle(fd)?;
    // SAFETY: the handle is open; the mode is read only.
    check_win(unsafe {
        SetNamedPipeHandleState(handle, &raw const mode, std::ptr::null(), std::ptr::null())
    })
}

fn mode(fd: Fd<'_>) -> Result<u32, WinError> {
    let mut mode = 0;
    let handle = handle(fd)?;
    // SAFETY: the handle is open; the mode is written to.
    check_win(unsafe {
        GetNamedPipeHandleStateW(
            handle,
            &raw mut mode,
            std::ptr::null_mut(),
            std::ptr::null_mut(),
            std::ptr::null_mut(),
            std::ptr::null_mut(),
            0,
        )
    })?;
    Ok(mode)
}

fn handle(fd: Fd<'_>) -> Result<HANDLE, WinError> {
    /// `ERROR_INVALID_HANDLE`
    const NONE: WinError = WinError::from_raw(6);
    super::get_osfhandle(fd).map(|handle| handle.as_raw_handle()).map_err(|_: Errno| NONE)
}
