//! A process by its handle: opening, asking, waiting, ending.

use std::ffi::OsString;
use std::os::windows::ffi::OsStringExt as _;
use std::os::windows::io::{AsRawHandle as _, BorrowedHandle, FromRawHandle as _, OwnedHandle};

use windows_sys::Win32::Foundation::{FILETIME, HANDLE, STILL_ACTIVE, WAIT_FAILED, WAIT_OBJECT_0};
use windows_sys::Win32::System::Threading::{
    GetExitCodeProcess, GetPriorityClass, GetProcessAffinityMask, GetProcessId, GetProcessTimes,
    OpenProcess, PROCESS_NAME_WIN32, QueryFullProcessImageNameW, SetPriorityClass,
    SetProcessAffinityMask, TerminateProcess, WaitForMultipleObjects, WaitForSingleObject,
};
pub use windows_sys::Win32::System::Threading::{
    PROCESS_DUP_HANDLE, PROCESS_QUERY_INFORMATION, PROCESS_QUERY_LIMITED_INFORMATION,
    PROCESS_SET_INFORMATION, PROCESS_SET_QUOTA, PROCESS_SUSPEND_RESUME, PROCESS_SYNCHRONIZE,
    PROCESS_TERMINATE, PROCESS_VM_READ,
};

use super::nt;
use crate::errno::WinError;
use crate::windows::filetime::units;
use crate::windows::{check_win, last_error};

/// How many handles can be waited for at once.
pub const MOST_AT_ONCE: usize = 64;

/// Opens the process that has the number, with these rights.
pub fn open(pid: u32, rights: u32) -> Result<OwnedHandle, WinError> {
    // SAFETY: it takes numbers, and the handle it gives is ours.
    let handle = unsafe { OpenProcess(rights, 0, pid) };
    if handle.is_null() {
        return Err(last_error());
    }
    // SAFETY: the handle is open and nobody else's.
    Ok(unsafe { OwnedHandle::from_raw_handle(handle) })
}

fn raw(process: BorrowedHandle<'_>) -> HANDLE {
    process.as_raw_handle()
}

/// The number of the process. The system opens the process of number 4 by the number 5 too.
pub fn number(process: BorrowedHandle<'_>) -> Result<u32, WinError> {
    // SAFETY: the handle is open.
    match unsafe { GetProcessId(raw(process)) } {
        0 => Err(last_error()),
        pid => Ok(pid),
    }
}

/// Times of a process, in units of 100 ns.
#[derive(Clone, Copy, Debug)]
pub struct Times {
    /// Since 1601.
    pub created: u64,
    pub user: u64,
    pub kernel: u64,
}

/// When it was started, and the processor time it has used.
pub fn times(process: BorrowedHandle<'_>) -> Result<Times, WinError> {
    let [mut created, mut ended, mut kernel, mut user] = [FILETIME::default(); 4];
    // SAFETY: the handle is open, the four times are writable.
    check_win(unsafe {
        GetProcessTimes(
            raw(process),
            &raw mut created,
            &raw mut ended,
            &raw mut kernel,
            &raw mut user,
        )
    })?;
    Ok(Times { created: units(created), user: units(user), kernel: units(kernel) })
}

/// The number of who started it.
pub fn parent(process: BorrowedHandle<'_>) -> Result<u32, WinError> {
    Ok(basic(process)?.parent as u32)
}

pub(super) fn basic(process: BorrowedHandle<'_>) -> Result<nt::Basic, WinError> {
    let mut basic =
        nt::Basic { exit_status: 0, peb: 0, affinity: 0, base_priority: 0, pid: 0, parent: 0 };
    // SAFETY: the handle is open, the structure is writable for its size.
    nt::check(unsafe {
        nt::NtQueryInformationProcess(
            raw(process),
            nt::PROCESS_BASIC,
            (&raw mut basic).cast(),
            size_of::<nt::Basic>() as u32,
            std::ptr::null_mut(),
        )
    })?;
    Ok(basic)
}

fn number_of(process: BorrowedHandle<'_>, class: i32) -> Result<u32, WinError> {
    let mut number = 0_u32;
    // SAFETY: the handle is open, the number is writable for its size.
    nt::check(unsafe {
        nt::NtQueryInformationProcess(
            raw(process),
            class,
            (&raw mut number).cast(),
            size_of::<u32>() as u32,
            std::ptr::null_mut(),
        )
    })?;
    Ok(number)
}

/// Whether the system ends with it.
pub fn is_critical(process: BorrowedHandle<'_>) -> Result<bool, WinError> {
    Ok(number_of(process, nt::PROCESS_BREAK_ON_TERMINATION)? != 0)
}

/// The priority of what it reads and writes: `IO_PRIORITY_HINT`.
pub fn io_priority(process: BorrowedHandle<'_>) -> Result<u32, WinError> {
    number_of(process, nt::PROCESS_IO_PRIORITY)
}

/// Gives it another one.
pub fn set_io_priority(process: BorrowedHandle<'_>, priority: u32) -> Result<(), WinError> {
    // SAFETY: the handle is open, the number is readable for its size.
    nt::check(unsafe {
        nt::NtSetInformationProcess(
            raw(process),
            nt::PROCESS_IO_PRIORITY,
            (&raw const priority).cast(),
            size_of::<u32>() as u32,
        )
    })
}

/// What it exited with; `None` while it runs.
pub fn exit_code(process: BorrowedHandle<'_>) -> Result<Option<u32>, WinError> {
    let ask = || {
        let mut code = 0;
        // SAFETY: the handle is open, the number writable.
        check_win(unsafe { GetExitCodeProcess(raw(process), &raw mut code) })?;
        Ok(code)
    };
    let code = ask()?;
    if code != STILL_ACTIVE as u32 {
        return Ok(Some(code));
    }
    // A process may exit with the very number that stands for not having exited, or may have done so since with another.
    if wait(process, 0)? { ask().map(Some) } else { Ok(None) }
}

/// Waits that many milliseconds, or for ever: whether it has ended.
pub fn wait(process: BorrowedHandle<'_>, milliseconds: u32) -> Result<bool, WinError> {
    // SAFETY: the handle is open.
    match unsafe { WaitForSingleObject(raw(process), milliseconds) } {
        WAIT_OBJECT_0 => Ok(true),
        WAIT_FAILED => Err(last_error()),
        _ => Ok(false),
    }
}

/// Waits for the first of several to end, [`MOST_AT_ONCE`] at most: which one.
pub fn wait_any(
    processes: &[BorrowedHandle<'_>],
    milliseconds: u32,
) -> Result<Option<usize>, WinError> {
    let handles: Vec<HANDLE> = processes.iter().map(|process| raw(*process)).collect();
    // SAFETY: the handles are open, and as many as is said.
    let answer =
        unsafe { WaitForMultipleObjects(handles.len() as u32, handles.as_ptr(), 0, milliseconds) };
    match answer {
        WAIT_FAILED => Err(last_error()),
        answer => {
            let index = answer.wrapping_sub(WAIT_OBJECT_0) as usize;
            Ok((index < handles.len()).then_some(index))
        }
    }
}

/// Ends it: its exit code is this.
pub fn terminate(process: BorrowedHandle<'_>, code: u32) -> Result<(), WinError> {
    // SAFETY: the handle is open; what becomes of the process is the caller's wish.
    check_win(unsafe { TerminateProcess(raw(process), code) })
}

/// Stops all its threads, once more.
pub fn suspend(process: BorrowedHandle<'_>) -> Result<(), WinError> {
    // SAFETY: the handle is open.
    nt::check(unsafe { nt::NtSuspendProcess(raw(process)) })
}

/// Takes one stop back.
pub fn resume(process: BorrowedHandle<'_>) -> Result<(), WinError> {
    // SAFETY: the handle is open.
    nt::check(unsafe { nt::NtResumeProcess(raw(process)) })
}

/// The path of its program.
pub fn image(process: BorrowedHandle<'_>) -> Result<OsString, WinError> {
    const LONGEST: usize = 1 << 15;
    let mut path = vec![0_u16; LONGEST];
    let mut length = LONGEST as u32;
    // SAFETY: the handle is open, the buffer writable for the length given.
    check_win(unsafe {
        QueryFullProcessImageNameW(
            raw(process),
            PROCESS_NAME_WIN32,
            path.as_mut_ptr(),
            &raw mut length,
        )
    })?;
    Ok(OsString::from_wide(&path[..(length as usize).min(LONGEST)]))
}

/// Its priority class.
pub fn priority_class(process: BorrowedHandle<'_>) -> Result<u32, WinError> {
    // SAFETY: the handle is open.
    match unsafe { GetPriorityClass(raw(process)) } {
        0 => Err(last_error()),
        class => Ok(class),
    }
}

/// Gives it another priority class.
pub fn set_priority_class(process: BorrowedHandle<'_>, class: u32) -> Result<(), WinError> {
    // SAFETY: the handle is open.
    check_win(unsafe { SetPriorityClass(raw(process), class) })
}

/// The processors it may run on, a bit for each of its group's.
pub fn affinity(process: BorrowedHandle<'_>) -> Result<usize, WinError> {
    let (mut own, mut all) = (0, 0);
    // SAFETY: the handle is open, both numbers are writable.
    check_win(unsafe { GetProcessAffinityMask(raw(process), &raw mut own, &raw mut all) })?;
    Ok(own)
}

/// Sets the processors it may run on.
pub fn set_affinity(process: BorrowedHandle<'_>, mask: usize) -> Result<(), WinError> {
    // SAFETY: the handle is open.
    check_win(unsafe { SetProcessAffinityMask(raw(process), mask) })
}
