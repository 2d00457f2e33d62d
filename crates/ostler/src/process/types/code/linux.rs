//! [`Code`]: what an answer of the system's is known by.

use crate::errno::{self, Errno, WinError};

/// What an answer of the system's is known by.
pub(crate) type Code = Errno;

/// The answer about a process that is not there any more.
pub(crate) const GONE: Code = errno::ESRCH;

/// Whether an answer says that there is no such process. Entries of a process vanish with it.
pub(crate) fn is_gone(code: Code) -> bool {
    matches!(code, errno::ESRCH | errno::ENOENT)
}

/// Whether an answer says nothing of the process, but that there is no room to ask.
pub(crate) fn is_shortage(code: Code) -> bool {
    matches!(code, errno::EMFILE | errno::ENFILE | errno::ENOMEM)
}

pub(crate) fn errno_of(code: Code) -> Errno {
    code
}

pub(crate) fn winerror_of(_: Code) -> Option<WinError> {
    None
}
