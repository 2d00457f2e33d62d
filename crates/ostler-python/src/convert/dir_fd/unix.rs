//! A descriptor.

use ostler_sys::fd::Fd;
use pyo3::prelude::*;

use crate::convert::fd::number_of;
use crate::convert::{Convert, borrowed};

/// The directory that a relative path starts from: `dir_fd`.
#[derive(Clone, Copy)]
pub(crate) struct DirFd(Option<i32>);

impl DirFd {
    /// The current directory.
    pub(crate) const CWD: Self = Self(None);

    pub(crate) fn fd(self) -> Fd<'static> {
        self.0.map_or(Fd::CWD, borrowed)
    }

    /// As events tell it: -1 where none is given.
    pub(crate) fn audited(self) -> i32 {
        self.0.unwrap_or(-1)
    }

    pub(crate) fn is_given(self) -> bool {
        self.0.is_some()
    }
}

/// One of two: nothing is the matter with two.
pub(crate) type AnyDirFd = DirFd;

impl AnyDirFd {
    /// This one and another, where the system takes any.
    #[inline]
    pub(crate) fn usable(self, other: Self, _function: &str) -> PyResult<(DirFd, DirFd)> {
        Ok((self, other))
    }
}

impl Convert for DirFd {
    #[inline]
    fn convert(object: &Bound<'_, PyAny>) -> PyResult<Self> {
        if object.is_none() {
            return Ok(Self::CWD);
        }
        number_of(object, "argument should be integer or None").map(|number| {
            // As if none were given.
            Self((number != Fd::CWD.raw()).then_some(number))
        })
    }
}
