use std::fmt;

use crate::errno::{self, Errno};
use crate::error::{ErrorKind, Reason};

/// What only a walk can fail by.
#[derive(Clone, Copy, Debug)]
pub(super) enum Failure {
    /// A symbolic link to a directory that is being walked.
    Loop,
    /// The way back to a directory ended elsewhere.
    Moved,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Loop => "Symbolic link back to a directory above it",
            Self::Moved => "Directory was moved while it was walked",
        })
    }
}

impl std::error::Error for Failure {}

impl Reason for Failure {
    fn kind(&self) -> ErrorKind {
        ErrorKind::Os
    }

    fn errno(&self) -> Option<Errno> {
        Some(match self {
            Self::Loop => errno::ELOOP,
            Self::Moved => errno::ESTALE,
        })
    }
}
