//! Configuration values and load.

use std::ffi::CStr;
#[cfg(not(target_os = "android"))]
use std::{ffi::OsString, os::unix::ffi::OsStringExt as _};

#[cfg(not(target_os = "android"))]
use crate::check;
use crate::check_answer;
use crate::errno::Errno;
use crate::fd::Fd;

/// `sysconf(3)`; `None` where the value is not defined.
#[inline]
pub fn sysconf(name: i32) -> Result<Option<i64>, Errno> {
    // SAFETY: a plain number.
    Ok(check_answer(|| unsafe { libc::sysconf(name) })?.map(i64::from))
}

/// How many processors are running: `sysconf(_SC_NPROCESSORS_ONLN)`.
pub fn processors() -> Option<usize> {
    usize::try_from(sysconf(libc::_SC_NPROCESSORS_ONLN).ok()??).ok()
}

/// `pathconf(3)`; `None` where there is no limit.
pub fn pathconf(path: &CStr, name: i32) -> Result<Option<i64>, Errno> {
    // SAFETY: a C string and a number.
    Ok(check_answer(|| unsafe { libc::pathconf(path.as_ptr(), name) })?.map(i64::from))
}

/// `fpathconf(3)`; `None` where there is no limit.
pub fn fpathconf(fd: Fd<'_>, name: i32) -> Result<Option<i64>, Errno> {
    // SAFETY: plain numbers; a descriptor that is none is refused.
    Ok(check_answer(|| unsafe { libc::fpathconf(fd.raw(), name) })?.map(i64::from))
}

/// `confstr(3)`; `None` where the value is not defined.
#[cfg(not(target_os = "android"))]
pub fn confstr(name: i32) -> Result<Option<OsString>, Errno> {
    let mut text: Vec<u8> = Vec::with_capacity(256);
    loop {
        // The length with the NUL; 0 for failure and for no value. It is -1 for no other reason than to tell these apart.
        let length = check_answer(|| {
            // SAFETY: the buffer has the room that is said.
            let length = unsafe { libc::confstr(name, text.as_mut_ptr().cast(), text.capacity()) };
            if length == 0 { -1 } else { length as i64 }
        })?;
        let Some(length) = length.and_then(|length| usize::try_from(length).ok()) else {
            return Ok(None);
        };
        if length <= text.capacity() {
            // SAFETY: that much was written, and the NUL after it.
            unsafe { text.set_len(length - 1) };
            return Ok(Some(OsString::from_vec(text)));
        }
        text.reserve(length);
    }
}

/// `getloadavg(3)`: the averages of 1, 5 and 15 minutes.
#[cfg(not(target_os = "android"))]
pub fn getloadavg() -> Result<[f64; 3], Errno> {
    let mut load = [0.0; 3];
    // SAFETY: the array has three places.
    let count = check(unsafe { libc::getloadavg(load.as_mut_ptr(), 3) })?;
    if count == 3 { Ok(load) } else { Err(crate::errno::ENOSYS) }
}
