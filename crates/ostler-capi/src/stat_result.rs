//! The struct sequence whose times, where they are not given, are those in whole seconds.

use std::sync::OnceLock;

use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::PyType;

/// The whole seconds; the same as floats are that much further on.
const SECONDS: std::ops::Range<isize> = 7..10;
const FLOATS: isize = 3;

/// The constructor that all struct sequences have.
static ORDINARY: OnceLock<ffi::newfunc> = OnceLock::new();

/// Gives a type with the fields of `stat_result` its constructor.
pub fn give_constructor(type_: &Bound<'_, PyType>) {
    // SAFETY: a type that nobody has made anything of yet.
    unsafe {
        let type_ = type_.as_type_ptr();
        if let Some(ordinary) = (*type_).tp_new {
            let _ = ORDINARY.set(ordinary);
            (*type_).tp_new = Some(new);
        }
    }
}

/// `stat_result(sequence, dict={})`
///
/// # Safety
///
/// As the interpreter calls it: with a type that [`give_constructor`] was called with, a tuple, and a dictionary or null.
unsafe extern "C" fn new(
    type_: *mut ffi::PyTypeObject,
    args: *mut ffi::PyObject,
    kwargs: *mut ffi::PyObject,
) -> *mut ffi::PyObject {
    let Some(ordinary) = ORDINARY.get() else { return std::ptr::null_mut() };
    // SAFETY: the arguments are the interpreter's. What is made is a struct sequence with those fields that nobody has seen
    // yet; each field has a reference, which is let go when another takes its place.
    unsafe {
        let made = ordinary(type_, args, kwargs);
        if made.is_null() {
            return made;
        }
        for at in SECONDS {
            let float = ffi::PyStructSequence_GetItem(made, at + FLOATS);
            if float == ffi::Py_None() {
                let whole = ffi::PyStructSequence_GetItem(made, at);
                ffi::Py_INCREF(whole);
                ffi::PyStructSequence_SetItem(made, at + FLOATS, whole);
                ffi::Py_DECREF(float);
            }
        }
        made
    }
}
