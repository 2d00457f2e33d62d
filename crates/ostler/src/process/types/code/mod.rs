//! [`Code`]: what an answer of the system's is known by.

#[cfg(linux_kernel)]
mod linux;
#[cfg(windows)]
mod windows;

#[cfg(linux_kernel)]
use linux as system;
#[cfg(windows)]
use windows as system;

pub(crate) use system::{Code, GONE, errno_of, is_gone, is_shortage, winerror_of};
#[cfg(windows)]
pub(crate) use system::{ERROR_ACCESS_DENIED, ERROR_INVALID_PARAMETER};

use crate::errno;

/// Whether an answer says that we are not allowed to.
pub(crate) fn is_refusal(code: Code) -> bool {
    matches!(errno_of(code), errno::EPERM | errno::EACCES)
}
