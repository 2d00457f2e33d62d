//! Bytes objects that the system fills.

use std::mem::MaybeUninit;

use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::PyBytes;

unsafe extern "C" {
    fn _PyBytes_Resize(bytes: *mut *mut ffi::PyObject, len: isize) -> std::ffi::c_int;
}

/// A bytes object nobody has seen yet, whose content is to come.
pub(crate) struct Fresh<'py> {
    py: Python<'py>,
    object: *mut ffi::PyObject,
    len: usize,
}

impl<'py> Fresh<'py> {
    /// One of this length, unfilled.
    pub(crate) fn new(py: Python<'py>, len: usize) -> PyResult<Self> {
        let Ok(size) = isize::try_from(len) else {
            return Err(pyo3::exceptions::PyOverflowError::new_err("byte string is too large"));
        };
        // SAFETY: a null pointer asks for unfilled bytes; a new reference, or null with an exception set.
        let object = unsafe { ffi::PyBytes_FromStringAndSize(std::ptr::null(), size) };
        if object.is_null() { Err(PyErr::fetch(py)) } else { Ok(Self { py, object, len }) }
    }

    /// Where the content goes.
    pub(crate) fn spare(&mut self) -> &mut [MaybeUninit<u8>] {
        // SAFETY: the object is ours alone, and has room for that many bytes.
        unsafe {
            let start = ffi::PyBytes_AsString(self.object).cast::<MaybeUninit<u8>>();
            std::slice::from_raw_parts_mut(start, self.len)
        }
    }

    /// The object, with the first `filled` bytes.
    ///
    /// # Safety
    ///
    /// That many bytes have been filled.
    pub(crate) unsafe fn finish(mut self, filled: usize) -> PyResult<Bound<'py, PyBytes>> {
        if filled < self.len {
            // The interpreter has one object for no bytes, and one for each byte.
            if filled <= 1 {
                // SAFETY: the caller has filled them.
                let bytes = unsafe {
                    std::slice::from_raw_parts(self.spare().as_ptr().cast::<u8>(), filled)
                };
                return Ok(PyBytes::new(self.py, bytes));
            }
            // SAFETY: the object is ours alone. On failure it is freed and replaced by null.
            if unsafe { _PyBytes_Resize(&raw mut self.object, filled as isize) } != 0 {
                return Err(PyErr::fetch(self.py));
            }
        }
        let object = std::mem::replace(&mut self.object, std::ptr::null_mut());
        // SAFETY: a reference of ours to a bytes object.
        Ok(unsafe { Bound::from_owned_ptr(self.py, object).cast_into_unchecked() })
    }
}

impl Drop for Fresh<'_> {
    fn drop(&mut self) {
        // SAFETY: a reference of ours, or null.
        unsafe { ffi::Py_XDECREF(self.object) };
    }
}
