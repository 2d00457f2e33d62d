//! What ntdll offers and the Win32 interface does not.

use std::ffi::c_void;

use windows_sys::Win32::Foundation::{HANDLE, RtlNtStatusToDosError, UNICODE_STRING};

use crate::errno::WinError;

#[link(name = "ntdll", kind = "raw-dylib")]
unsafe extern "system" {
    pub(super) fn NtQuerySystemInformation(
        class: i32,
        buffer: *mut c_void,
        size: u32,
        needed: *mut u32,
    ) -> i32;
    pub(super) fn NtQuerySystemInformationEx(
        class: i32,
        input: *const c_void,
        input_size: u32,
        buffer: *mut c_void,
        size: u32,
        needed: *mut u32,
    ) -> i32;
    pub(super) fn NtQueryInformationProcess(
        process: HANDLE,
        class: i32,
        buffer: *mut c_void,
        size: u32,
        needed: *mut u32,
    ) -> i32;
    pub(super) fn NtSetInformationProcess(
        process: HANDLE,
        class: i32,
        buffer: *const c_void,
        size: u32,
    ) -> i32;
    pub(super) fn NtSuspendProcess(process: HANDLE) -> i32;
    pub(super) fn NtResumeProcess(process: HANDLE) -> i32;
}

/// `SystemTimeOfDayInformation`
pub(super) const SYSTEM_TIME_OF_DAY: i32 = 3;
/// `SystemProcessInformation`
pub(super) const SYSTEM_PROCESSES: i32 = 5;
/// `SystemProcessorPerformanceInformation`
pub(super) const SYSTEM_PROCESSORS: i32 = 8;
/// `SystemPageFileInformation`
pub(super) const SYSTEM_PAGE_FILES: i32 = 18;
/// `SystemExtendedHandleInformation`
pub(super) const SYSTEM_EXTENDED_HANDLES: i32 = 64;
/// `ProcessBasicInformation`
pub(super) const PROCESS_BASIC: i32 = 0;
/// `ProcessBreakOnTermination`
pub(super) const PROCESS_BREAK_ON_TERMINATION: i32 = 29;
/// `ProcessIoPriority`
pub(super) const PROCESS_IO_PRIORITY: i32 = 33;
/// `STATUS_INFO_LENGTH_MISMATCH`
pub(super) const LENGTH_MISMATCH: i32 = 0xC000_0004_u32.cast_signed();

/// `PROCESS_BASIC_INFORMATION`
#[repr(C)]
pub(super) struct Basic {
    pub(super) exit_status: i32,
    pub(super) peb: usize,
    pub(super) affinity: usize,
    pub(super) base_priority: i32,
    pub(super) pid: usize,
    pub(super) parent: usize,
}

/// `SYSTEM_PROCESS_INFORMATION`
#[repr(C)]
#[derive(Clone, Copy)]
pub(super) struct Process {
    pub(super) next: u32,
    pub(super) threads: u32,
    pub(super) private_working_set: i64,
    pub(super) hard_faults: u32,
    pub(super) most_threads: u32,
    pub(super) cycles: u64,
    pub(super) created: u64,
    pub(super) user: u64,
    pub(super) kernel: u64,
    pub(super) name: UNICODE_STRING,
    pub(super) priority: i32,
    pub(super) pid: usize,
    pub(super) parent: usize,
    pub(super) handles: u32,
    pub(super) session: u32,
    pub(super) key: usize,
    pub(super) peak_virtual: usize,
    pub(super) virtual_size: usize,
    pub(super) page_faults: u32,
    pub(super) peak_working_set: usize,
    pub(super) working_set: usize,
    pub(super) peak_paged_pool: usize,
    pub(super) paged_pool: usize,
    pub(super) peak_nonpaged_pool: usize,
    pub(super) nonpaged_pool: usize,
    pub(super) pagefile: usize,
    pub(super) peak_pagefile: usize,
    pub(super) private: usize,
    pub(super) io: [u64; 6],
}

/// `SYSTEM_THREAD_INFORMATION`
#[repr(C)]
#[derive(Clone, Copy)]
pub(super) struct Thread {
    pub(super) kernel: u64,
    pub(super) user: u64,
    pub(super) created: u64,
    pub(super) waited: u32,
    pub(super) start: usize,
    pub(super) pid: usize,
    pub(super) id: usize,
    pub(super) priority: i32,
    pub(super) base_priority: i32,
    pub(super) switches: u32,
    pub(super) state: u32,
    pub(super) wait_reason: u32,
}

/// The result of a call of ntdll's.
pub(super) fn check(status: i32) -> Result<(), WinError> {
    if status >= 0 {
        return Ok(());
    }
    // SAFETY: it looks a number up in a table.
    Err(WinError::from_raw(unsafe { RtlNtStatusToDosError(status) }))
}

/// What the system tells of one kind, in words for the alignment. The size is a guess: there may be more.
pub(super) fn system(class: i32, size: u32) -> Result<Vec<u64>, WinError> {
    query(size, |buffer, size, needed| {
        // SAFETY: the buffer is writable for the size given.
        unsafe { NtQuerySystemInformation(class, buffer, size, needed) }
    })
}

/// Asks with a greater buffer until the answer fits in, and leaves off what was not written.
pub(super) fn query(
    mut size: u32,
    mut ask: impl FnMut(*mut c_void, u32, *mut u32) -> i32,
) -> Result<Vec<u64>, WinError> {
    const MOST: u32 = 1 << 28;
    loop {
        let mut buffer = vec![0_u64; size as usize / 8];
        let mut needed = 0;
        let status = ask(buffer.as_mut_ptr().cast(), size, &raw mut needed);
        if status == LENGTH_MISMATCH && size < MOST {
            // There may be more of it by the time of the next call.
            size = needed.max(size).saturating_mul(2).min(MOST).next_multiple_of(8);
            continue;
        }
        check(status)?;
        if needed > 0 {
            buffer.truncate((needed as usize).div_ceil(8));
        }
        return Ok(buffer);
    }
}

/// A structure of plain numbers at an offset, if it is inside of the buffer.
pub(super) fn at_offset<T: Copy>(buffer: &[u64], offset: usize) -> Option<T> {
    let end = offset.checked_add(size_of::<T>())?;
    if end > size_of_val(buffer) {
        return None;
    }
    // SAFETY: it is inside of the buffer, and any bits are a value of these structures.
    Some(unsafe { buffer.as_ptr().byte_add(offset).cast::<T>().read_unaligned() })
}
