//! Numbers of the kinds that few functions take.

use ostler_capi::number;
use pyo3::prelude::*;

use super::Convert;

/// A size that may be negative: a C `ssize_t`.
#[derive(Clone, Copy)]
pub(crate) struct Size(pub(crate) isize);

/// A C `long long`.
#[cfg(unix)]
#[derive(Clone, Copy)]
pub(crate) struct LongLong(pub(crate) i64);

/// Whatever has the low 32 bits of an integer.
#[derive(Clone, Copy)]
pub(crate) struct Masked(pub(crate) u32);

/// A handle of Windows, by its number.
#[cfg(windows)]
#[derive(Clone, Copy)]
pub(crate) struct Handle(pub(crate) isize);

#[cfg(windows)]
impl Handle {
    /// The handle itself.
    #[allow(unsafe_code)]
    pub(crate) fn borrowed(self) -> std::os::windows::io::BorrowedHandle<'static> {
        // SAFETY: a Python program uses the numbers of handles as it likes, and answers for it.
        unsafe { std::os::windows::io::BorrowedHandle::borrow_raw(self.0 as *mut _) }
    }
}

#[cfg(windows)]
impl Convert for Handle {
    fn convert(object: &Bound<'_, PyAny>) -> PyResult<Self> {
        number::long_long(object).map(|number| Self(number as isize))
    }
}

impl Convert for Size {
    #[inline]
    fn convert(object: &Bound<'_, PyAny>) -> PyResult<Self> {
        number::size(object).map(Self)
    }
}

#[cfg(unix)]
impl Convert for LongLong {
    fn convert(object: &Bound<'_, PyAny>) -> PyResult<Self> {
        number::long_long(object).map(Self)
    }
}

impl Convert for Masked {
    fn convert(object: &Bound<'_, PyAny>) -> PyResult<Self> {
        number::masked(object).map(Self)
    }
}

impl Convert for f64 {
    fn convert(object: &Bound<'_, PyAny>) -> PyResult<Self> {
        number::double(object)
    }
}

impl Convert for u64 {
    fn convert(object: &Bound<'_, PyAny>) -> PyResult<Self> {
        number::unsigned_or_positive(object)
    }
}
