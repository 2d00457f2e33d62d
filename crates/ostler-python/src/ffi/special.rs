//! What the interpreter finds in the type of an object, whatever the object itself has by that name.

use std::ffi::CStr;

use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::PyString;

unsafe extern "C" {
    fn _PyType_Lookup(
        type_: *mut ffi::PyTypeObject,
        name: *mut ffi::PyObject,
    ) -> *mut ffi::PyObject;
}

/// A special method, bound to its object. One that cannot be had is as good as none.
pub(crate) fn method<'py>(
    object: &Bound<'py, PyAny>,
    name: &Bound<'py, PyString>,
) -> Option<Bound<'py, PyAny>> {
    let py = object.py();
    // SAFETY: any object has a type. What is found belongs to the type: it is kept before anything else runs. A type's slot
    // takes what was found, the object and the object's type; a new reference, or null with an exception set.
    let method = unsafe {
        let type_ = ffi::Py_TYPE(object.as_ptr());
        let found = Bound::from_borrowed_ptr_or_opt(py, _PyType_Lookup(type_, name.as_ptr()))?;
        match (*ffi::Py_TYPE(found.as_ptr())).tp_descr_get {
            Some(bind) => Bound::from_owned_ptr_or_err(
                py,
                bind(found.as_ptr(), object.as_ptr(), type_.cast()),
            )
            .ok()?,
            None => found,
        }
    };
    (!method.is_none()).then_some(method)
}

/// The name of an object's type as C has it: with the module, where the type is not made in Python.
pub(crate) fn type_name(object: &Bound<'_, PyAny>) -> String {
    // SAFETY: the type lives as long as its object, and its name is a C string.
    let name = unsafe { CStr::from_ptr((*ffi::Py_TYPE(object.as_ptr())).tp_name) };
    name.to_string_lossy().into_owned()
}
