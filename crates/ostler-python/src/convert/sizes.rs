//! Numbers of the kinds that few functions take.

use pyo3::prelude::*;

use super::Convert;
use crate::ffi::number;

/// A size that may be negative: a C `ssize_t`.
#[derive(Clone, Copy)]
pub(crate) struct Size(pub(crate) isize);

/// A C `long long`.
#[derive(Clone, Copy)]
pub(crate) struct LongLong(pub(crate) i64);

/// Whatever has the low 32 bits of an integer.
#[derive(Clone, Copy)]
pub(crate) struct Masked(pub(crate) u32);

impl Convert for Size {
    #[inline]
    fn convert(object: &Bound<'_, PyAny>) -> PyResult<Self> {
        number::size(object).map(Self)
    }
}

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
        number::positive(object)?;
        number::unsigned_long_long(object)
    }
}
