//! Mappings, of which the interpreter asks less than the class of that name promises.

use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::PyList;

/// Whether an object has items.
pub fn is_mapping(object: &Bound<'_, PyAny>) -> bool {
    // SAFETY: any object.
    unsafe { ffi::PyMapping_Check(object.as_ptr()) != 0 }
}

/// How many items a mapping says it has, its keys, and its values.
pub fn items<'py>(
    mapping: &Bound<'py, PyAny>,
) -> PyResult<(usize, Bound<'py, PyList>, Bound<'py, PyList>)> {
    let py = mapping.py();
    // SAFETY: any object; a negative number stands for an exception.
    let len = unsafe { ffi::PyMapping_Size(mapping.as_ptr()) };
    let Ok(len) = usize::try_from(len) else {
        return Err(PyErr::fetch(py));
    };
    // SAFETY: any object; new references, or null with an exception set.
    let (keys, values) = unsafe {
        (
            Bound::from_owned_ptr_or_err(py, ffi::PyMapping_Keys(mapping.as_ptr()))?,
            Bound::from_owned_ptr_or_err(py, ffi::PyMapping_Values(mapping.as_ptr()))?,
        )
    };
    Ok((len, keys.cast_into()?, values.cast_into()?))
}
