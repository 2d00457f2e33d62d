//! Text and bytes as the C strings that the system takes.

use std::ffi::CStr;

use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};

/// A string of bytes that ends with a NUL, kept by an object that does not change.
pub(crate) struct Encoded<'py> {
    /// Who keeps them.
    _owner: Bound<'py, PyAny>,
    start: *const u8,
    len: usize,
}

impl<'py> Encoded<'py> {
    /// The bytes of an object.
    pub(crate) fn of_bytes(bytes: Bound<'py, PyBytes>) -> Self {
        let slice = bytes.as_bytes();
        Self { start: slice.as_ptr(), len: slice.len(), _owner: bytes.into_any() }
    }

    /// Text in the encoding of file names, undecodable bytes of old restored: `os.fsencode`.
    pub(crate) fn of_text(text: Bound<'py, PyString>) -> PyResult<Self> {
        // SAFETY: a string; one in the compact form for ASCII is its own UTF-8, whatever the encoding of file names is.
        let ascii = unsafe { ffi::PyUnicode_IS_COMPACT_ASCII(text.as_ptr()) != 0 };
        if ascii {
            let mut len = 0;
            // SAFETY: a string. What is returned belongs to it, ends with a NUL, and does not change.
            let start = unsafe { ffi::PyUnicode_AsUTF8AndSize(text.as_ptr(), &raw mut len) };
            if !start.is_null() {
                return Ok(Self {
                    start: start.cast(),
                    len: len as usize,
                    _owner: text.into_any(),
                });
            }
            return Err(PyErr::fetch(text.py()));
        }
        let py = text.py();
        // SAFETY: a string; the answer is a new reference to bytes, or null with an exception set.
        let bytes = unsafe {
            Bound::from_owned_ptr_or_err(py, ffi::PyUnicode_EncodeFSDefault(text.as_ptr()))?
        };
        Ok(Self::of_bytes(bytes.cast_into::<PyBytes>()?))
    }

    /// All of them, without the NUL.
    #[inline]
    pub(crate) fn bytes(&self) -> &[u8] {
        // SAFETY: the owner keeps them, and they do not change.
        unsafe { std::slice::from_raw_parts(self.start, self.len) }
    }

    /// As a C string: `None` if there is a NUL inside.
    #[inline]
    pub(crate) fn c_str(&self) -> Option<&CStr> {
        // SAFETY: the owner keeps them; bytes and text of the interpreter are followed by a NUL.
        let slice = unsafe { std::slice::from_raw_parts(self.start, self.len + 1) };
        CStr::from_bytes_with_nul(slice).ok()
    }
}

/// A file name as text: `os.fsdecode`.
pub(crate) fn decoded<'py>(py: Python<'py>, bytes: &[u8]) -> PyResult<Bound<'py, PyAny>> {
    // SAFETY: the bytes are read only; the answer is a new reference, or null with an exception set.
    unsafe {
        Bound::from_owned_ptr_or_err(
            py,
            ffi::PyUnicode_DecodeFSDefaultAndSize(bytes.as_ptr().cast(), bytes.len() as isize),
        )
    }
}

/// The bytes of text, bytes or a path: `os.fsencode`, without a NUL inside.
pub(crate) fn path_bytes<'py>(object: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyBytes>> {
    let mut bytes: *mut ffi::PyObject = std::ptr::null_mut();
    // SAFETY: any object, and a place for a new reference to bytes; 0 with an exception set.
    unsafe {
        if ffi::PyUnicode_FSConverter(object.as_ptr(), (&raw mut bytes).cast()) == 0 {
            return Err(PyErr::fetch(object.py()));
        }
        Ok(Bound::from_owned_ptr(object.py(), bytes).cast_into::<PyBytes>()?)
    }
}
