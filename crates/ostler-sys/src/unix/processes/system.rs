//! The shell, through the C library.

use std::ffi::CStr;

use crate::check;
use crate::errno::Errno;

/// `system(3)`: the wait status of the shell.
pub fn system(command: &CStr) -> Result<i32, Errno> {
    // SAFETY: a C string that outlives the call.
    check(unsafe { libc::system(command.as_ptr()) })
}
