//! Terminals.

use std::ffi::{CStr, CString};

use crate::errno::{self, Errno};
use crate::fd::Fd;
use crate::{borrow, check, check_number};

/// `isatty(3)`
#[inline]
pub fn isatty(fd: Fd<'_>) -> bool {
    borrow(fd).is_ok_and(rustix::termios::isatty)
}

/// `ttyname_r(3)`
pub fn ttyname(fd: Fd<'_>) -> Result<CString, Errno> {
    /// No file name is longer.
    const LONGEST: usize = 4096;
    let mut name = [0_u8; LONGEST];
    // SAFETY: the buffer is writable for the length given.
    check_number(unsafe { libc::ttyname_r(fd.raw(), name.as_mut_ptr().cast(), LONGEST) })?;
    Ok(CStr::from_bytes_until_nul(&name).map_err(|_| errno::ERANGE)?.to_owned())
}

/// `tcgetpgrp(3)`. rustix has no place for 0 and refuses it.
pub fn tcgetpgrp(fd: Fd<'_>) -> Result<i32, Errno> {
    // SAFETY: tcgetpgrp takes a number only.
    check(unsafe { libc::tcgetpgrp(fd.raw()) })
}

/// `tcsetpgrp(3)`
pub fn tcsetpgrp(fd: Fd<'_>, group: i32) -> Result<(), Errno> {
    // SAFETY: tcsetpgrp takes numbers only.
    check(unsafe { libc::tcsetpgrp(fd.raw(), group) }).map(drop)
}

/// `ioctl(TIOCGWINSZ)`: columns, lines.
pub fn winsize(fd: Fd<'_>) -> Result<(u16, u16), Errno> {
    let size = rustix::termios::tcgetwinsize(borrow(fd)?)?;
    Ok((size.ws_col, size.ws_row))
}

/// `nl_langinfo(CODESET)` of the locale the process has set.
#[cfg(not(target_os = "android"))]
pub fn codeset() -> CString {
    // SAFETY: the string is the C library's and stands at least until this thread asks it again.
    unsafe { CStr::from_ptr(libc::nl_langinfo(libc::CODESET)) }.to_owned()
}

/// Bionic has one encoding.
#[cfg(target_os = "android")]
pub fn codeset() -> CString {
    c"UTF-8".to_owned()
}

/// The same of a locale by name. Nobody else in the process sees the locale change.
pub fn codeset_of(locale: &CStr) -> Result<CString, Errno> {
    // SAFETY: the name is a C string, and there is no locale to build upon.
    let locale =
        unsafe { libc::newlocale(libc::LC_CTYPE_MASK, locale.as_ptr(), std::ptr::null_mut()) };
    if locale.is_null() {
        return Err(Errno::last());
    }
    // SAFETY: the locale is valid; it becomes this thread's for one question, then the old one again.
    let old = unsafe { libc::uselocale(locale) };
    let codeset = codeset();
    // SAFETY: nothing uses the new locale once the old one is back.
    unsafe {
        libc::uselocale(old);
        libc::freelocale(locale);
    }
    Ok(codeset)
}
