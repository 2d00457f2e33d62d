//! Job objects: a process and all that descend from it, kept together by the kernel.

use std::os::windows::io::{AsRawHandle as _, BorrowedHandle, FromRawHandle as _, OwnedHandle};

use windows_sys::Win32::System::JobObjects::{
    AssignProcessToJobObject, CreateJobObjectW, JobObjectBasicProcessIdList,
    QueryInformationJobObject,
};

use crate::errno::WinError;
use crate::windows::{check_win, last_error};

/// Makes one, which nobody is in.
pub fn create() -> Result<OwnedHandle, WinError> {
    // SAFETY: without a name and with the usual rights; the handle is ours.
    let job = unsafe { CreateJobObjectW(std::ptr::null(), std::ptr::null()) };
    if job.is_null() {
        return Err(last_error());
    }
    // SAFETY: the handle is open and nobody else's.
    Ok(unsafe { OwnedHandle::from_raw_handle(job) })
}

/// Puts a process in it, for good. Whoever it starts from then on is in there too.
pub fn assign(job: BorrowedHandle<'_>, process: BorrowedHandle<'_>) -> Result<(), WinError> {
    // SAFETY: both handles are open.
    check_win(unsafe { AssignProcessToJobObject(job.as_raw_handle(), process.as_raw_handle()) })
}

/// The numbers of those in it that have not ended.
pub fn processes(job: BorrowedHandle<'_>) -> Result<Vec<u32>, WinError> {
    const ERROR_MORE_DATA: u32 = 234;
    /// Two numbers of 32 bits: how many there are, how many are told.
    const HEAD: usize = 1;
    let mut room = 128;
    loop {
        let mut list = vec![0_usize; room + 2 * HEAD];
        // SAFETY: the list is writable for its size, and aligned.
        let done = check_win(unsafe {
            QueryInformationJobObject(
                job.as_raw_handle(),
                JobObjectBasicProcessIdList,
                list.as_mut_ptr().cast(),
                size_of_val(&list[..]) as u32,
                std::ptr::null_mut(),
            )
        });
        match done {
            Err(code) if code.raw() == ERROR_MORE_DATA => room *= 4,
            Err(code) => return Err(code),
            Ok(()) => {
                // SAFETY: two numbers of 32 bits stand at the beginning, which is at least as long.
                let [all, told] = unsafe { list.as_ptr().cast::<[u32; 2]>().read_unaligned() };
                if all > told && all as usize > room {
                    room = room.max(all as usize) * 2;
                    continue;
                }
                let first = 8 / size_of::<usize>();
                let numbers = list.iter().skip(first).take(told as usize);
                return Ok(numbers.map(|number| *number as u32).collect());
            }
        }
    }
}
