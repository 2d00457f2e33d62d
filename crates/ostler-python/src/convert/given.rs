//! An argument that has been looked at, and not yet complained about.

use ostler_capi::number;
use pyo3::prelude::*;

/// An argument, or the exception that it deserves.
pub(crate) struct Given<T>(PyResult<T>);

/// An argument of any kind that may be left out: `None` is not the same as nothing.
pub(crate) struct Optional<'py>(Option<Bound<'py, PyAny>>);

impl<'py> Optional<'py> {
    pub(crate) const LEFT_OUT: Self = Self(None);

    pub(crate) fn given(&self) -> Option<&Bound<'py, PyAny>> {
        self.0.as_ref()
    }
}

impl<'py> FromPyObject<'_, 'py> for Optional<'py> {
    type Error = std::convert::Infallible;

    fn extract(object: Borrowed<'_, 'py, PyAny>) -> Result<Self, Self::Error> {
        Ok(Self(Some(object.to_owned())))
    }
}

/// What an argument can be made into.
pub(crate) trait Convert: Sized {
    fn convert(object: &Bound<'_, PyAny>) -> PyResult<Self>;
}

impl<T> Given<T> {
    /// The value of an argument that may be left out.
    pub(crate) const fn or(value: T) -> Self {
        Self(Ok(value))
    }

    /// The value.
    #[inline]
    pub(crate) fn get(self) -> PyResult<T> {
        self.0
    }
}

impl<'py, T: Convert> FromPyObject<'_, 'py> for Given<T> {
    type Error = std::convert::Infallible;

    #[inline]
    fn extract(object: Borrowed<'_, 'py, PyAny>) -> Result<Self, Self::Error> {
        Ok(Self(T::convert(&object)))
    }
}

impl Convert for i32 {
    #[inline]
    fn convert(object: &Bound<'_, PyAny>) -> PyResult<Self> {
        number::int(object)
    }
}

impl Convert for u32 {
    fn convert(object: &Bound<'_, PyAny>) -> PyResult<Self> {
        number::unsigned_int(object)
    }
}

impl Convert for i64 {
    #[inline]
    fn convert(object: &Bound<'_, PyAny>) -> PyResult<Self> {
        number::offset(object)
    }
}

impl Convert for bool {
    #[inline]
    fn convert(object: &Bound<'_, PyAny>) -> PyResult<Self> {
        object.is_truthy()
    }
}

/// `None` stands for nothing given.
impl<T: Convert> Convert for Option<T> {
    fn convert(object: &Bound<'_, PyAny>) -> PyResult<Self> {
        if object.is_none() { Ok(None) } else { T::convert(object).map(Some) }
    }
}
