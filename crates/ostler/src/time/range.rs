//! A time that the C library cannot put into fields.

use std::fmt;

use crate::errno::{self, Errno};
use crate::error::{ErrorKind, Reason};

/// What the C library said. Out of range is an overflow, with its number; the rest is an error of the system.
#[derive(Debug)]
pub(super) struct RangeError(pub(super) Errno);

impl fmt::Display for RangeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl std::error::Error for RangeError {}

impl Reason for RangeError {
    fn kind(&self) -> ErrorKind {
        if self.0 == errno::EOVERFLOW { ErrorKind::Overflow } else { ErrorKind::Os }
    }

    fn errno(&self) -> Option<Errno> {
        Some(self.0)
    }
}
