//! Codes of the Win32 interface.

use std::fmt;

#[cfg(windows)]
use super::Errno;

/// An error code of the Win32 interface: what `GetLastError` gives.
///
/// It exists on every system, as programs meet such codes in files and protocols; only Windows has messages for them.
///
/// ```
/// use ostler::errno::{ENOENT, WinError};
/// const ERROR_PATH_NOT_FOUND: WinError = WinError::from_raw(3);
/// assert_eq!(ERROR_PATH_NOT_FOUND.number(), ENOENT.raw());
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WinError(u32);

impl WinError {
    /// Takes a code as it is, known or not.
    pub const fn from_raw(code: u32) -> Self {
        Self(code)
    }

    /// The code.
    pub const fn raw(self) -> u32 {
        self.0
    }

    /// The error number that the C runtime of Windows takes the code for: the reference's `OSError(…, winerror).errno`.
    ///
    /// A code it does not know is `EINVAL` (22). The codes of sockets, 10000 and more, are error numbers already, but for
    /// those that the C runtime has a number for. The number is one of Windows, on every system.
    pub const fn number(self) -> i32 {
        number(self.0)
    }

    /// The same as an [`Errno`], on the system whose numbers they are.
    #[cfg(windows)]
    pub const fn errno(self) -> Errno {
        Errno(number(self.0))
    }

    /// The code the last failed call of this thread left behind.
    #[cfg(windows)]
    #[doc(hidden)]
    pub fn last() -> Self {
        crate::last_error()
    }
}

/// What CPython's table, and the runtime's that it was made from, say.
const fn number(code: u32) -> i32 {
    const E2BIG: i32 = 7;
    const ENOEXEC: i32 = 8;
    const EBADF: i32 = 9;
    const ECHILD: i32 = 10;
    const EAGAIN: i32 = 11;
    const ENOMEM: i32 = 12;
    const EACCES: i32 = 13;
    const EINVAL: i32 = 22;
    match code {
        2 | 3 | 15 | 18 | 53 | 67 | 161 | 206 => 2, // ENOENT
        4 | 10024 => 24,                            // EMFILE
        5 | 16 | 19..=36 | 65 | 82 | 83 | 108 | 132 | 158 | 167 | 10013 => EACCES,
        6 | 114 | 130 | 10009 => EBADF,
        7 | 8 | 9 | 1816 => ENOMEM,
        10 => E2BIG,
        11 | 188..=202 => ENOEXEC,
        17 => 18,       // EXDEV
        80 | 183 => 17, // EEXIST
        89 | 164 | 215 => EAGAIN,
        109 | 232 => 32, // EPIPE
        112 => 28,       // ENOSPC
        128 | 129 => ECHILD,
        145 => 41,   // ENOTEMPTY
        267 => 20,   // ENOTDIR
        1113 => 42,  // EILSEQ
        10004 => 4,  // EINTR
        10014 => 14, // EFAULT
        10022 => EINVAL,
        10000..=11999 => code as i32,
        _ => EINVAL,
    }
}

/// The system's message: `File not found.`; elsewhere than on Windows the code.
impl fmt::Display for WinError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        #[cfg(windows)]
        return f.write_str(&crate::message(*self));
        #[cfg(not(windows))]
        write!(f, "Windows Error 0x{:x}", self.0)
    }
}

/// `WinError(2)`.
impl fmt::Debug for WinError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("WinError").field(&self.0).finish()
    }
}

impl std::error::Error for WinError {}

/// As the standard library has it on Windows.
#[cfg(windows)]
impl From<WinError> for std::io::Error {
    fn from(code: WinError) -> Self {
        Self::from_raw_os_error(code.0 as i32)
    }
}
