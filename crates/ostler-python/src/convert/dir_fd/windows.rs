//! Windows has no such thing: it is refused.

use pyo3::exceptions::PyNotImplementedError;
use pyo3::prelude::*;

use crate::convert::Convert;
use crate::convert::fd::number_of;

/// What the reference has for the current directory.
const CWD: i32 = -100;

/// As events tell that none is given.
const NONE: i32 = -1;

/// One that may not be given.
#[derive(Clone, Copy)]
pub(crate) struct DirFd(());

impl DirFd {
    /// The current directory.
    pub(crate) const CWD: Self = Self(());

    /// As events tell it.
    #[allow(clippy::unused_self, reason = "it may be given elsewhere")]
    pub(crate) const fn audited(self) -> i32 {
        NONE
    }

    #[allow(clippy::unused_self, reason = "it may be given elsewhere")]
    pub(crate) const fn is_given(self) -> bool {
        false
    }
}

impl Convert for DirFd {
    fn convert(object: &Bound<'_, PyAny>) -> PyResult<Self> {
        if AnyDirFd::convert(object)?.0 != NONE {
            let text = "dir_fd unavailable on this platform";
            return Err(PyNotImplementedError::new_err(text));
        }
        Ok(Self::CWD)
    }
}

/// One of two, which are refused together.
#[derive(Clone, Copy)]
pub(crate) struct AnyDirFd(i32);

impl AnyDirFd {
    /// The current directory.
    pub(crate) const CWD: Self = Self(NONE);

    /// As events tell it.
    pub(crate) const fn audited(self) -> i32 {
        self.0
    }

    /// This one and another, where the system takes any: here both are refused in a function's name.
    pub(crate) fn usable(self, other: Self, function: &str) -> PyResult<(DirFd, DirFd)> {
        if self.0 != NONE || other.0 != NONE {
            let text =
                format!("{function}: src_dir_fd and dst_dir_fd unavailable on this platform");
            return Err(PyNotImplementedError::new_err(text));
        }
        Ok((DirFd::CWD, DirFd::CWD))
    }
}

impl Convert for AnyDirFd {
    fn convert(object: &Bound<'_, PyAny>) -> PyResult<Self> {
        if object.is_none() {
            return Ok(Self::CWD);
        }
        number_of(object, "argument should be integer or None")
            .map(|number| if number == CWD { Self::CWD } else { Self(number) })
    }
}
