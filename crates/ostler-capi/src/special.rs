//! What the interpreter knows of the type of an object.

use std::ffi::CStr;

use pyo3::ffi;
use pyo3::prelude::*;

/// The name of an object's type as C has it: with the module, where the type is not made in Python.
pub fn type_name(object: &Bound<'_, PyAny>) -> String {
    // SAFETY: the type lives as long as its object, and its name is a C string.
    let name = unsafe { CStr::from_ptr((*ffi::Py_TYPE(object.as_ptr())).tp_name) };
    name.to_string_lossy().into_owned()
}
