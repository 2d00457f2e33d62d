//! From descriptors to handles and back.

use std::os::windows::io::{
    AsRawHandle as _, BorrowedHandle, IntoRawHandle as _, OwnedHandle, RawHandle,
};

use windows_sys::Win32::Foundation::{
    GetHandleInformation, HANDLE_FLAG_INHERIT, SetHandleInformation,
};

use crate::errno::{self, Errno, WinError};
use crate::fd::{Fd, FromRawFd as _, OwnedFd, RawFd};
use crate::windows::crt;
use crate::{check, check_win, quietly};

/// What the runtime gives for a standard stream that the process was started without.
const NO_HANDLE: isize = -2;

/// `_open_osfhandle`. The descriptor owns the handle.
pub fn open_osfhandle(handle: OwnedHandle, flags: i32) -> Result<OwnedFd, Errno> {
    let number = open_osfhandle_raw(handle.as_raw_handle() as isize, flags)?;
    // It is the descriptor's now.
    let _ = handle.into_raw_handle();
    // SAFETY: the descriptor is new and nobody else's.
    Ok(unsafe { OwnedFd::from_raw_fd(number) })
}

/// `_open_osfhandle` of any number. Whoever closes the descriptor closes the handle.
pub fn open_osfhandle_raw(handle: isize, flags: i32) -> Result<RawFd, Errno> {
    // SAFETY: it takes numbers only; a handle that is none is refused.
    quietly(|| check(unsafe { crt::_open_osfhandle(handle, flags) }))
}

/// `_get_osfhandle`. The handle is the descriptor's.
pub fn get_osfhandle(fd: Fd<'_>) -> Result<BorrowedHandle<'_>, Errno> {
    match get_osfhandle_raw(fd)? {
        NO_HANDLE => Err(errno::EBADF),
        // SAFETY: it is open as long as the descriptor is, for which the `Fd` answers.
        handle => Ok(unsafe { BorrowedHandle::borrow_raw(handle as RawHandle) }),
    }
}

/// `_get_osfhandle`, as a number.
pub fn get_osfhandle_raw(fd: Fd<'_>) -> Result<isize, Errno> {
    // SAFETY: it takes a number only.
    quietly(|| match unsafe { crt::_get_osfhandle(fd.raw()) } {
        -1 => Err(errno::EBADF),
        handle => Ok(handle),
    })
}

/// `GetHandleInformation`
pub fn get_handle_inheritable(handle: BorrowedHandle<'_>) -> Result<bool, WinError> {
    let mut flags = 0;
    // SAFETY: the handle is open; the flags are written to.
    check_win(unsafe { GetHandleInformation(handle.as_raw_handle(), &raw mut flags) })?;
    Ok(flags & HANDLE_FLAG_INHERIT != 0)
}

/// `SetHandleInformation`
pub fn set_handle_inheritable(
    handle: BorrowedHandle<'_>,
    inheritable: bool,
) -> Result<(), WinError> {
    let flags = if inheritable { HANDLE_FLAG_INHERIT } else { 0 };
    // SAFETY: the handle is open.
    check_win(unsafe { SetHandleInformation(handle.as_raw_handle(), HANDLE_FLAG_INHERIT, flags) })
}

/// Whether a program that is run gets the handle behind the descriptor.
pub fn get_inheritable(fd: Fd<'_>) -> Result<bool, Errno> {
    let handle = get_osfhandle(fd)?;
    get_handle_inheritable(handle).map_err(WinError::errno)
}

/// Sets whether a program that is run gets the handle behind the descriptor.
pub fn set_inheritable(fd: Fd<'_>, inheritable: bool) -> Result<(), Errno> {
    let handle = get_osfhandle(fd)?;
    set_handle_inheritable(handle, inheritable).map_err(WinError::errno)
}
