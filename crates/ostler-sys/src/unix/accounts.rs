//! The names of users and groups, from wherever the system keeps them.

use std::ffi::{CStr, CString, OsStr, OsString, c_char, c_int};
use std::os::unix::ffi::{OsStrExt as _, OsStringExt as _};

use crate::errno::{self, Errno};

/// Calls a `get…_r` with a buffer that grows until the answer fits in; `None` if there is no such entry.
fn lookup<E, T>(
    mut call: impl FnMut(*mut E, *mut c_char, usize, *mut *mut E) -> c_int,
    take: impl Fn(&E) -> T,
) -> Result<Option<T>, Errno> {
    const MOST: usize = 1 << 24;
    let mut buffer: Vec<u8> = vec![0; 1024];
    loop {
        let mut entry = std::mem::MaybeUninit::<E>::uninit();
        let mut found = std::ptr::null_mut();
        let answer =
            call(entry.as_mut_ptr(), buffer.as_mut_ptr().cast(), buffer.len(), &raw mut found);
        match Errno::from_raw(answer) {
            // SAFETY: not null means that it points to the entry, which has been filled in.
            _ if answer == 0 => return Ok(unsafe { found.as_ref() }.map(&take)),
            errno::ERANGE if buffer.len() < MOST => buffer.resize(buffer.len() * 4, 0),
            errno::EINTR => {}
            // What systems say instead of "none".
            errno::ENOENT | errno::ESRCH | errno::EBADF | errno::EPERM => return Ok(None),
            errno => return Err(errno),
        }
    }
}

fn text(name: *const c_char) -> OsString {
    // SAFETY: the entries' names are C strings in the buffer, which is still there.
    OsString::from_vec(unsafe { CStr::from_ptr(name) }.to_bytes().to_vec())
}

/// `getpwuid_r(3)`: the name of a user.
pub fn user_name(uid: u32) -> Result<Option<OsString>, Errno> {
    lookup(
        // SAFETY: the pointers are to writable memory of the sizes that are said.
        |entry, buffer, size, found| unsafe { libc::getpwuid_r(uid, entry, buffer, size, found) },
        |entry: &libc::passwd| text(entry.pw_name),
    )
}

/// `getpwnam_r(3)`: the number of a user.
pub fn user_id(name: &OsStr) -> Result<Option<u32>, Errno> {
    let Ok(name) = CString::new(name.as_bytes()) else { return Ok(None) };
    lookup(
        // SAFETY: as above.
        |entry, buffer, size, found| unsafe {
            libc::getpwnam_r(name.as_ptr(), entry, buffer, size, found)
        },
        |entry: &libc::passwd| entry.pw_uid,
    )
}

/// `getgrgid_r(3)`: the name of a group.
pub fn group_name(gid: u32) -> Result<Option<OsString>, Errno> {
    lookup(
        // SAFETY: as above.
        |entry, buffer, size, found| unsafe { libc::getgrgid_r(gid, entry, buffer, size, found) },
        |entry: &libc::group| text(entry.gr_name),
    )
}

/// `getgrnam_r(3)`: the number of a group.
pub fn group_id(name: &OsStr) -> Result<Option<u32>, Errno> {
    let Ok(name) = CString::new(name.as_bytes()) else { return Ok(None) };
    lookup(
        // SAFETY: as above.
        |entry, buffer, size, found| unsafe {
            libc::getgrnam_r(name.as_ptr(), entry, buffer, size, found)
        },
        |entry: &libc::group| entry.gr_gid,
    )
}
