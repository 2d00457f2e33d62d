//! Windows on the screen: whose they are, what they are called, and asking them to close.

use std::ffi::OsString;
use std::os::windows::ffi::OsStringExt as _;

use windows_sys::Win32::Foundation::{HWND, LPARAM};
use windows_sys::Win32::UI::WindowsAndMessaging::{
    EnumWindows, GW_OWNER, GetWindow, GetWindowTextW, GetWindowThreadProcessId, IsHungAppWindow,
    IsWindowVisible, PostMessageW, WM_CLOSE,
};
use windows_sys::core::BOOL;

use crate::errno::WinError;
use crate::windows::{check_win, last_error};

/// A window at the top of a desktop, of a process that may be another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Window {
    id: usize,
    pub pid: u32,
    /// Somebody sees it, and it belongs to no other window.
    pub main: bool,
}

/// Those of this desktop. None, where there is no desktop.
pub fn windows() -> Vec<Window> {
    unsafe extern "system" fn enter(id: HWND, list: LPARAM) -> BOOL {
        let mut pid = 0;
        // SAFETY: the window was there; if it is not, its number remains zero.
        let main = unsafe {
            GetWindowThreadProcessId(id, &raw mut pid);
            IsWindowVisible(id) != 0 && GetWindow(id, GW_OWNER).is_null()
        };
        // SAFETY: it is the list that was handed over below, which nobody else has meanwhile.
        let list = unsafe { &mut *(list as *mut Vec<Window>) };
        list.push(Window { id: id as usize, pid, main });
        1
    }

    let mut list: Vec<Window> = Vec::new();
    // SAFETY: the function is called before this returns, with the list.
    unsafe { EnumWindows(Some(enter), &raw mut list as LPARAM) };
    list.retain(|window| window.pid != 0);
    list
}

impl Window {
    fn handle(self) -> HWND {
        self.id as HWND
    }

    /// Whether it is that process's still: numbers of windows are given out again.
    fn is_its(self) -> bool {
        let mut pid = 0;
        // SAFETY: for a window that is gone the answer is zero.
        unsafe { GetWindowThreadProcessId(self.handle(), &raw mut pid) };
        pid == self.pid
    }

    /// What stands in its bar.
    pub fn title(self) -> OsString {
        let mut title = [0_u16; 512];
        // SAFETY: the buffer is writable for the length given. Of another process's window the system tells by itself.
        let length =
            unsafe { GetWindowTextW(self.handle(), title.as_mut_ptr(), title.len() as i32) };
        OsString::from_wide(&title[..usize::try_from(length).unwrap_or(0)])
    }

    /// Whether it has not asked for messages for five seconds.
    pub fn hangs(self) -> bool {
        // SAFETY: a window that is gone does not hang.
        unsafe { IsHungAppWindow(self.handle()) != 0 }
    }

    /// Asks it to close, without waiting for an answer.
    pub fn close(self) -> Result<(), WinError> {
        const ERROR_INVALID_WINDOW_HANDLE: u32 = 1400;
        if !self.is_its() {
            return Err(WinError::from_raw(ERROR_INVALID_WINDOW_HANDLE));
        }
        // SAFETY: the message holds no addresses.
        match unsafe { PostMessageW(self.handle(), WM_CLOSE, 0, 0) } {
            0 => Err(last_error()),
            done => check_win(done),
        }
    }
}
