//! Who is at the same console, and what can be said to them.

pub use windows_sys::Win32::System::Console::{CTRL_BREAK_EVENT, CTRL_C_EVENT};
use windows_sys::Win32::System::Console::{GenerateConsoleCtrlEvent, GetConsoleProcessList};

use crate::errno::WinError;
use crate::windows::{check_win, last_error};

/// The numbers of the processes at this one's console; an error where it has none.
pub fn processes() -> Result<Vec<u32>, WinError> {
    let mut list = vec![0_u32; 64];
    loop {
        // SAFETY: the list is writable for as many numbers as is said.
        let count = unsafe { GetConsoleProcessList(list.as_mut_ptr(), list.len() as u32) } as usize;
        if count == 0 {
            return Err(last_error());
        }
        if count <= list.len() {
            list.truncate(count);
            return Ok(list);
        }
        list.resize(count * 2, 0);
    }
}

/// Says that a key was pressed to every process of a group at this console.
pub fn tell(event: u32, group: u32) -> Result<(), WinError> {
    // SAFETY: it takes numbers.
    check_win(unsafe { GenerateConsoleCtrlEvent(event, group) })
}
