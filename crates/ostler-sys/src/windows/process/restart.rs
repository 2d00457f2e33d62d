//! Who has files open: the Restart Manager.

use windows_sys::Win32::System::RestartManager::{
    RM_PROCESS_INFO, RmEndSession, RmGetList, RmRegisterResources, RmStartSession,
};

use crate::errno::WinError;
use crate::windows::filetime::units;
use crate::windows::wide::WStr;

/// A process, and when it was started, in units of 100 ns since 1601.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct User {
    pub pid: u32,
    pub created: u64,
}

fn check(code: u32) -> Result<(), WinError> {
    if code == 0 { Ok(()) } else { Err(WinError::from_raw(code)) }
}

struct Session(u32);

impl Drop for Session {
    fn drop(&mut self) {
        // SAFETY: the session was started, and is not used any more.
        unsafe { RmEndSession(self.0) };
    }
}

/// The processes that have a file open or mapped. There are 64 sessions for each user.
pub fn users(path: &WStr) -> Result<Vec<User>, WinError> {
    const ERROR_MORE_DATA: u32 = 234;
    /// `CCH_RM_SESSION_KEY` and a NUL.
    const KEY: usize = 33;
    let (mut session, mut key) = (0, [0_u16; KEY]);
    // SAFETY: both places are writable, the key for its length.
    check(unsafe { RmStartSession(&raw mut session, 0, key.as_mut_ptr()) })?;
    let session = Session(session);
    let paths = [path.as_ptr()];
    // SAFETY: there is one path, which ends in a NUL; of the others there are none.
    check(unsafe {
        RmRegisterResources(session.0, 1, paths.as_ptr(), 0, std::ptr::null(), 0, std::ptr::null())
    })?;
    let mut list: Vec<RM_PROCESS_INFO> = Vec::new();
    loop {
        let (mut needed, mut told, mut reasons) = (0, list.len() as u32, 0);
        // SAFETY: the list is writable for as many as is said.
        let answer = unsafe {
            RmGetList(
                session.0,
                &raw mut needed,
                &raw mut told,
                list.as_mut_ptr(),
                &raw mut reasons,
            )
        };
        if answer == ERROR_MORE_DATA {
            // There may be more of them by the time of the next call.
            list.resize_with(needed as usize + 8, RM_PROCESS_INFO::default);
            continue;
        }
        check(answer)?;
        return Ok(list.iter().take(told as usize).map(user).collect());
    }
}

fn user(info: &RM_PROCESS_INFO) -> User {
    User { pid: info.Process.dwProcessId, created: units(info.Process.ProcessStartTime) }
}

/// Whether the name is one that files have here: what is not to be had at all is nobody's.
pub fn exists(path: &WStr) -> Result<(), WinError> {
    use windows_sys::Win32::Storage::FileSystem::{GetFileAttributesW, INVALID_FILE_ATTRIBUTES};

    // SAFETY: the path ends in a NUL.
    match unsafe { GetFileAttributesW(path.as_ptr()) } {
        INVALID_FILE_ATTRIBUTES => Err(crate::windows::last_error()),
        _ => Ok(()),
    }
}
