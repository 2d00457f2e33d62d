//! Sleeping.

use std::os::windows::io::{AsRawHandle as _, BorrowedHandle, FromRawHandle as _, OwnedHandle};

use windows_sys::Win32::Foundation::WAIT_OBJECT_0;
use windows_sys::Win32::System::Threading::{
    CREATE_WAITABLE_TIMER_HIGH_RESOLUTION, CreateWaitableTimerExW, INFINITE, ResetEvent,
    SetWaitableTimer, Sleep, TIMER_ALL_ACCESS, WaitForMultipleObjects,
};

use crate::errno::{self, Errno, WinError};
use crate::{check_win, last_error};

/// Waits until a time on the monotonic clock.
pub fn sleep_until(sec: i64, nsec: u32) -> Result<(), Errno> {
    let deadline = sec.saturating_mul(1_000_000_000).saturating_add(nsec.into());
    wait_until(deadline, None)
}

/// Waits until a time on the monotonic clock, in nanoseconds, or until an event comes, which is `EINTR`.
pub fn wait_until(deadline: i64, event: Option<BorrowedHandle<'_>>) -> Result<(), Errno> {
    let mut left = deadline.saturating_sub(super::monotonic());
    if left <= 0 {
        // SAFETY: it takes a number. Others that are ready have their turn.
        unsafe { Sleep(0) };
        return Ok(());
    }
    let timer = timer().map_err(WinError::errno)?;
    while left > 0 {
        // A time below 0 counts from now, in steps of 100 nanoseconds.
        let due = -(left / 100).saturating_add(1);
        let handles = [Some(timer.as_raw_handle()), event.map(|event| event.as_raw_handle())];
        let handles: Vec<_> = handles.into_iter().flatten().collect();
        // SAFETY: the handles are open; the time is readable.
        let woken = unsafe {
            let set = SetWaitableTimer(
                timer.as_raw_handle(),
                &raw const due,
                0,
                None,
                std::ptr::null(),
                0,
            );
            check_win(set).map_err(WinError::errno)?;
            WaitForMultipleObjects(handles.len() as u32, handles.as_ptr(), 0, INFINITE)
        };
        match woken {
            WAIT_OBJECT_0 => {}
            other if other == WAIT_OBJECT_0 + 1 => return Err(errno::EINTR),
            _ => return Err(last_error().errno()),
        }
        left = deadline.saturating_sub(super::monotonic());
    }
    Ok(())
}

/// `ResetEvent`: whatever was signalled before is forgotten.
pub fn reset(event: BorrowedHandle<'_>) -> Result<(), Errno> {
    // SAFETY: the handle is open.
    check_win(unsafe { ResetEvent(event.as_raw_handle()) }).map_err(WinError::errno)?;
    Ok(())
}

/// A timer of high resolution, or of the resolution of the system's tick before Windows 10 1803.
fn timer() -> Result<OwnedHandle, WinError> {
    let make = |flags| {
        // SAFETY: it takes numbers and null pointers.
        let timer = unsafe {
            CreateWaitableTimerExW(std::ptr::null(), std::ptr::null(), flags, TIMER_ALL_ACCESS)
        };
        // SAFETY: the handle is new and nobody else's.
        (!timer.is_null()).then(|| unsafe { OwnedHandle::from_raw_handle(timer) })
    };
    make(CREATE_WAITABLE_TIMER_HIGH_RESOLUTION).or_else(|| make(0)).ok_or_else(last_error)
}
