//! [`Code`]: what an answer of the system's is known by.

use std::fmt;

use crate::errno::{self, Errno, WinError};
use crate::error::Error;

/// Why something of a process is not to be had.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Code {
    /// The process is not there any more.
    Gone,
    /// Windows has nothing of the kind.
    NotImplemented,
    /// A code of the Win32 interface.
    Windows(WinError),
}

/// The answer about a process that is not there any more.
pub(crate) const GONE: Code = Code::Gone;

pub(crate) const ERROR_ACCESS_DENIED: WinError = WinError::from_raw(5);
pub(crate) const ERROR_INVALID_PARAMETER: WinError = WinError::from_raw(87);

pub(crate) fn is_gone(code: Code) -> bool {
    code == GONE
}

/// Whether an answer says nothing of the process, but that there is no room to ask.
pub(crate) fn is_shortage(code: Code) -> bool {
    const NOT_ENOUGH_MEMORY: u32 = 8;
    const OUTOFMEMORY: u32 = 14;
    const TOO_MANY_OPEN_FILES: u32 = 4;
    const NO_SYSTEM_RESOURCES: u32 = 1450;
    let Code::Windows(code) = code else { return false };
    matches!(
        code.raw(),
        NOT_ENOUGH_MEMORY | OUTOFMEMORY | TOO_MANY_OPEN_FILES | NO_SYSTEM_RESOURCES
    )
}

pub(crate) fn errno_of(code: Code) -> Errno {
    match code {
        Code::Gone => errno::ESRCH,
        Code::NotImplemented => errno::ENOSYS,
        Code::Windows(code) => code.errno(),
    }
}

pub(crate) fn winerror_of(code: Code) -> Option<WinError> {
    match code {
        Code::Windows(code) => Some(code),
        _ => None,
    }
}

impl Code {
    /// What the standard library was told.
    pub(crate) fn of_io(error: &std::io::Error) -> Error {
        const ERROR_FILE_NOT_FOUND: u32 = 2;
        match error.raw_os_error() {
            Some(code) => WinError::from_raw(code.cast_unsigned()).into(),
            // It looks along the path by itself.
            None if error.kind() == std::io::ErrorKind::NotFound => {
                WinError::from_raw(ERROR_FILE_NOT_FOUND).into()
            }
            None => Error::value(error.to_string()),
        }
    }
}

impl From<WinError> for Code {
    fn from(code: WinError) -> Self {
        Self::Windows(code)
    }
}

impl From<Code> for Error {
    fn from(code: Code) -> Self {
        match code {
            Code::Windows(code) => code.into(),
            code => errno_of(code).into(),
        }
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Windows(code) => code.fmt(f),
            code => errno_of(*code).fmt(f),
        }
    }
}
