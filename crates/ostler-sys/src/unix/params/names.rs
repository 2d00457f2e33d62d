//! What the system, its user and its terminal are called.

use std::ffi::{CStr, OsString, c_char, c_int};
use std::os::unix::ffi::OsStringExt as _;

use crate::errno::{self, Errno};

/// What `uname(2)` fills.
pub use rustix::system::{Uname, uname};

#[cfg(bsd)]
type Size = c_int;
#[cfg(not(bsd))]
type Size = usize;

unsafe extern "C" {
    fn getlogin_r(name: *mut c_char, size: Size) -> c_int;
    fn ctermid(name: *mut c_char) -> *mut c_char;
}

/// `getlogin_r(3)`
pub fn getlogin() -> Result<OsString, Errno> {
    let mut name = [0_u8; 1024];
    // SAFETY: the buffer is as long as is said.
    match unsafe { getlogin_r(name.as_mut_ptr().cast(), name.len() as Size) } {
        0 => Ok(text(&name)),
        -1 => Err(Errno::last()),
        number => Err(Errno::from_raw(number)),
    }
}

/// `ctermid(3)`
pub fn terminal() -> Result<OsString, Errno> {
    // More than any system's L_ctermid.
    let mut name = [0_u8; 1024];
    // SAFETY: the buffer has room for the longest name.
    unsafe { ctermid(name.as_mut_ptr().cast()) };
    let name = text(&name);
    if name.is_empty() { Err(errno::ENOTTY) } else { Ok(name) }
}

fn text(buffer: &[u8]) -> OsString {
    let text = CStr::from_bytes_until_nul(buffer).unwrap_or_default();
    OsString::from_vec(text.to_bytes().to_vec())
}
