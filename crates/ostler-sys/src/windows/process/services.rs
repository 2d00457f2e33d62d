//! Services, and the processes they run in.

use std::ffi::OsString;
use std::ptr::null;

use windows_sys::Win32::Foundation::ERROR_MORE_DATA;
use windows_sys::Win32::System::Services::{
    CloseServiceHandle, ENUM_SERVICE_STATUS_PROCESSW, EnumServicesStatusExW, OpenSCManagerW,
    SC_ENUM_PROCESS_INFO, SC_HANDLE, SC_MANAGER_ENUMERATE_SERVICE, SERVICE_ACTIVE, SERVICE_WIN32,
};

use crate::errno::WinError;
use crate::windows::{last_error, wide};

struct Manager(SC_HANDLE);

impl Drop for Manager {
    fn drop(&mut self) {
        // SAFETY: it is open, and is not used any more.
        unsafe { CloseServiceHandle(self.0) };
    }
}

/// The services that run: the number of the process of each, and its name.
pub fn running() -> Result<Vec<(u32, OsString)>, WinError> {
    /// As much as the manager fills at once.
    const ROOM: usize = 1 << 18;
    // SAFETY: no names stand for this machine and for the services that are active.
    let manager = unsafe { OpenSCManagerW(null(), null(), SC_MANAGER_ENUMERATE_SERVICE) };
    if manager.is_null() {
        return Err(last_error());
    }
    let manager = Manager(manager);
    let mut services = Vec::new();
    // Words, for the alignment.
    let mut buffer = vec![0_u64; ROOM / 8];
    let mut next = 0;
    loop {
        let (mut needed, mut told) = (0, 0);
        // SAFETY: the manager is open, the buffer writable for its size, and no name stands for all groups.
        let done = unsafe {
            EnumServicesStatusExW(
                manager.0,
                SC_ENUM_PROCESS_INFO,
                SERVICE_WIN32,
                SERVICE_ACTIVE,
                buffer.as_mut_ptr().cast(),
                ROOM as u32,
                &raw mut needed,
                &raw mut told,
                &raw mut next,
                null(),
            )
        };
        let code = last_error();
        let more = done == 0 && code.raw() == ERROR_MORE_DATA;
        if done == 0 && !more {
            return Err(code);
        }
        let told = (told as usize).min(ROOM / size_of::<ENUM_SERVICE_STATUS_PROCESSW>());
        let list = buffer.as_ptr().cast::<ENUM_SERVICE_STATUS_PROCESSW>();
        for index in 0..told {
            // SAFETY: there are as many as the manager says, at the beginning of the buffer.
            let service = unsafe { list.add(index).read() };
            let pid = service.ServiceStatusProcess.dwProcessId;
            if pid != 0 && !service.lpServiceName.is_null() {
                // SAFETY: the name stands in the buffer, with a NUL at its end.
                services.push((pid, unsafe { wide::read(service.lpServiceName) }));
            }
        }
        if !more || told == 0 {
            return Ok(services);
        }
    }
}
