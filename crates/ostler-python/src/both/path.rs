//! Paths as text: nothing here asks the system.

use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};

use crate::convert::Takes;
use crate::ffi::text::{self, Encoded, text_of};
use crate::functions;

pub(crate) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; fspath);
    Ok(())
}

/// The path that an object stands for, text or bytes.
#[pyfunction]
fn fspath<'py>(path: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    text::path(path)
}

/// A path to be taken apart, and how it was given. Text is in UTF-8, so the separators are those of bytes.
pub(crate) struct Words<'py> {
    encoded: Encoded<'py>,
    bytes: bool,
}

impl<'py> Words<'py> {
    pub(crate) fn new(function: &'static str, object: &Bound<'py, PyAny>) -> PyResult<Self> {
        let path = Takes::path(function).words(object)?;
        match path.cast_into::<PyString>() {
            Ok(text) => Ok(Self { encoded: Encoded::of_any_text(text)?, bytes: false }),
            Err(other) => {
                let bytes = other.into_inner().cast_into::<PyBytes>()?;
                Ok(Self { encoded: Encoded::of_bytes(bytes), bytes: true })
            }
        }
    }

    /// All of it.
    pub(crate) fn bytes(&self) -> &[u8] {
        self.encoded.bytes()
    }

    /// A part of it in the form in which it was given.
    pub(crate) fn part(&self, py: Python<'py>, part: &[u8]) -> PyResult<Bound<'py, PyAny>> {
        if self.bytes { Ok(PyBytes::new(py, part).into_any()) } else { text_of(py, part) }
    }
}
