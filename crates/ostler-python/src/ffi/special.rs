//! What the interpreter finds in the type of an object, whatever the object itself has by that name.

use std::ffi::CStr;

use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::{PyString, PyTuple};

/// The names that a type has itself. A new reference, or null.
///
/// # Safety
///
/// A type, and the interpreter's lock.
unsafe fn names(type_: *mut ffi::PyTypeObject) -> *mut ffi::PyObject {
    // SAFETY: the caller's. Before 3.12 they are where the type says; since, there may be some for each interpreter.
    unsafe {
        #[cfg(Py_3_12)]
        return ffi::PyType_GetDict(type_);
        #[cfg(not(Py_3_12))]
        return ffi::Py_XNewRef((*type_).tp_dict);
    }
}

/// What an object's type has by a name, itself or from the types it is made from.
fn in_type<'py>(
    object: &Bound<'py, PyAny>,
    name: &Bound<'py, PyString>,
) -> Option<Bound<'py, PyAny>> {
    let py = object.py();
    // SAFETY: any object has a type, and any type that is finished the tuple of those it is made from, itself first; the
    // tuple is kept, as the type may be given another. What a dictionary has is borrowed, and kept before that goes.
    unsafe {
        let types = (*ffi::Py_TYPE(object.as_ptr())).tp_mro;
        let types = Bound::from_borrowed_ptr_or_opt(py, types)?.cast_into::<PyTuple>().ok()?;
        for type_ in types.iter_borrowed() {
            let names = Bound::from_owned_ptr_or_opt(py, names(type_.as_ptr().cast()))?;
            let found = ffi::PyDict_GetItemWithError(names.as_ptr(), name.as_ptr());
            if let Some(found) = Bound::from_borrowed_ptr_or_opt(py, found) {
                return Some(found);
            }
            if !ffi::PyErr_Occurred().is_null() {
                // Of a key that is no text and fails to be compared.
                ffi::PyErr_Clear();
                return None;
            }
        }
        None
    }
}

/// A special method, bound to its object. One that cannot be had is as good as none.
pub(crate) fn method<'py>(
    object: &Bound<'py, PyAny>,
    name: &Bound<'py, PyString>,
) -> Option<Bound<'py, PyAny>> {
    let py = object.py();
    let found = in_type(object, name)?;
    // SAFETY: any object has a type. A type's slot takes what was found, the object and the object's type; a new reference,
    // or null with an exception set.
    let method = unsafe {
        let type_ = ffi::Py_TYPE(object.as_ptr());
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
