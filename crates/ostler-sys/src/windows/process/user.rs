//! Whose a process is: the user of its token.

use std::ffi::OsString;
use std::os::windows::ffi::OsStringExt as _;
use std::os::windows::io::{AsRawHandle as _, BorrowedHandle, FromRawHandle as _, OwnedHandle};

use windows_sys::Win32::Security::{
    GetLengthSid, GetTokenInformation, IsValidSid, LookupAccountSidW, SidTypeUnknown, TOKEN_QUERY,
    TOKEN_USER, TokenUser,
};
use windows_sys::Win32::System::Threading::OpenProcessToken;

use crate::errno::WinError;
use crate::windows::{check_win, last_error};

/// The identifier of the user whose a process is.
pub fn of(process: BorrowedHandle<'_>) -> Result<Vec<u8>, WinError> {
    let mut token = std::ptr::null_mut();
    // SAFETY: the handle is open, the place for the other is writable.
    check_win(unsafe { OpenProcessToken(process.as_raw_handle(), TOKEN_QUERY, &raw mut token) })?;
    // SAFETY: the token is open and ours.
    let token = unsafe { OwnedHandle::from_raw_handle(token) };
    let mut buffer = [0_u64; 32];
    let mut length = 0;
    // SAFETY: the buffer is writable for its size, and aligned for what is written.
    check_win(unsafe {
        GetTokenInformation(
            token.as_raw_handle(),
            TokenUser,
            buffer.as_mut_ptr().cast(),
            size_of_val(&buffer) as u32,
            &raw mut length,
        )
    })?;
    // SAFETY: the call has written this structure, and behind it the identifier that it points to.
    unsafe {
        let sid = (*buffer.as_ptr().cast::<TOKEN_USER>()).User.Sid;
        let length = GetLengthSid(sid) as usize;
        Ok(std::slice::from_raw_parts(sid.cast::<u8>(), length).to_vec())
    }
}

/// The domain and the name of a user.
pub fn name(identifier: &[u8]) -> Result<(OsString, OsString), WinError> {
    const ERROR_INVALID_SID: u32 = 1337;
    let mut sid = vec![0_u64; identifier.len().div_ceil(8)];
    for (at, byte) in identifier.iter().enumerate() {
        sid[at / 8] |= u64::from(*byte) << (at % 8 * 8);
    }
    // SAFETY: it looks at the identifier's head, which the buffer has room for.
    if identifier.len() < 8 || unsafe { IsValidSid(sid.as_mut_ptr().cast()) } == 0 {
        return Err(WinError::from_raw(ERROR_INVALID_SID));
    }
    let (mut name, mut domain) = ([0_u16; 512], [0_u16; 512]);
    let (mut length, mut domain_length) = (name.len() as u32, domain.len() as u32);
    let mut kind = SidTypeUnknown;
    // SAFETY: the identifier is a valid one, the buffers are writable for the lengths given.
    let done = unsafe {
        LookupAccountSidW(
            std::ptr::null(),
            sid.as_mut_ptr().cast(),
            name.as_mut_ptr(),
            &raw mut length,
            domain.as_mut_ptr(),
            &raw mut domain_length,
            &raw mut kind,
        )
    };
    if done == 0 {
        return Err(last_error());
    }
    let text = |units: &[u16], length: u32| {
        OsString::from_wide(&units[..(length as usize).min(units.len())])
    };
    Ok((text(&domain, domain_length), text(&name, length)))
}
