//! Bytes, which users see as text or as they are.

use ostler_capi::text::{Encoded, decoded};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};

use super::refused;

/// Whether what is kept is what users see.
pub(super) const IS_SHOWN: bool = false;

/// A name as it is kept.
pub(super) fn key<'py>(object: &Bound<'py, PyAny>, bytes: bool) -> PyResult<Bound<'py, PyAny>> {
    if bytes {
        if object.is_instance_of::<PyBytes>() {
            return Ok(object.clone());
        }
    } else if let Ok(text) = object.cast::<PyString>() {
        let encoded = Encoded::of_text(text.clone())?;
        return Ok(PyBytes::new(text.py(), encoded.bytes()).into_any());
    }
    Err(refused(object, if bytes { "bytes" } else { "str" }))
}

/// A value as it is kept.
pub(super) fn value<'py>(object: &Bound<'py, PyAny>, bytes: bool) -> PyResult<Bound<'py, PyAny>> {
    key(object, bytes)
}

/// A name or value as its users see it.
pub(super) fn shown<'py>(object: &Bound<'py, PyAny>, bytes: bool) -> PyResult<Bound<'py, PyAny>> {
    match object.cast::<PyBytes>() {
        Ok(kept) if !bytes => decoded(kept.py(), kept.as_bytes()),
        // Of a class of the program's, they are seen as no more than bytes.
        Ok(kept) if !kept.is_exact_instance_of::<PyBytes>() => {
            Ok(PyBytes::new(kept.py(), kept.as_bytes()).into_any())
        }
        _ => Ok(object.clone()),
    }
}
