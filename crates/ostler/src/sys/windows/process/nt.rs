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
    pub(super) fn NtQueryInformationProcess(
        process: HANDLE,
        class: i32,
        buffer: *mut c_void,
        size: u32,
        needed: *mut u32,
    ) -> i32;
    pub(super) fn NtSuspendProcess(process: HANDLE) -> i32;
    pub(super) fn NtResumeProcess(process: HANDLE) -> i32;
}

/// `SystemProcessInformation`
pub(super) const SYSTEM_PROCESSES: i32 = 5;
/// `ProcessBasicInformation`
pub(super) const PROCESS_BASIC: i32 = 0;
/// `ProcessBreakOnTermination`
pub(super) const PROCESS_BREAK_ON_TERMINATION: i32 = 29;
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
