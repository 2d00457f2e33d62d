//! The struct sequence that is made of a number instead of a sequence.

use std::ffi::{CStr, c_char};
use std::ptr;

use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::PyType;

const NAME: &CStr = c"sched_priority";

/// Gives a type of struct sequences with one field the constructor of `sched_param`, and a way to be copied that fits it.
pub fn give_constructor(type_: &Bound<'_, PyType>) -> PyResult<()> {
    // The descriptor keeps a pointer to it.
    let method = Box::leak(Box::new(ffi::PyMethodDef {
        ml_name: c"__reduce__".as_ptr(),
        ml_meth: ffi::PyMethodDefPointer { PyCFunction: reduce },
        ml_flags: ffi::METH_NOARGS,
        ml_doc: ptr::null(),
    }));
    // SAFETY: a type that nobody has made anything of yet; the method lives as long as the process. A new reference, or null
    // with an exception set.
    let reduce = unsafe {
        (*type_.as_type_ptr()).tp_new = Some(new);
        Bound::from_owned_ptr_or_err(
            type_.py(),
            ffi::PyDescr_NewMethod(type_.as_type_ptr(), &raw mut *method),
        )?
    };
    type_.setattr("__reduce__", reduce)
}

/// `sched_param(sched_priority)`
///
/// # Safety
///
/// As the interpreter calls it: with a type that [`give_constructor`] was called with, a tuple, and a dictionary or null.
unsafe extern "C" fn new(
    type_: *mut ffi::PyTypeObject,
    args: *mut ffi::PyObject,
    kwargs: *mut ffi::PyObject,
) -> *mut ffi::PyObject {
    let mut names: [*const c_char; 2] = [NAME.as_ptr(), ptr::null()];
    let mut value: *mut ffi::PyObject = ptr::null_mut();
    // SAFETY: the format asks for one object, whose name the list has. What is found is borrowed from the arguments. The
    // struct sequence has that one field, and takes a reference over.
    unsafe {
        let format = c"O:sched_param".as_ptr();
        let names = names.as_mut_ptr().cast();
        if ffi::PyArg_ParseTupleAndKeywords(args, kwargs, format, names, &raw mut value) == 0 {
            return ptr::null_mut();
        }
        let made = ffi::PyStructSequence_New(type_);
        if !made.is_null() {
            ffi::Py_INCREF(value);
            ffi::PyStructSequence_SetItem(made, 0, value);
        }
        made
    }
}

/// The type, and what to call it with.
///
/// # Safety
///
/// As the interpreter calls it: with an instance of a type that [`give_constructor`] was called with.
unsafe extern "C" fn reduce(this: *mut ffi::PyObject, _: *mut ffi::PyObject) -> *mut ffi::PyObject {
    // SAFETY: an instance, which has one field. Its reference is borrowed, as that of its type; "O" makes references of its
    // own.
    unsafe {
        let type_ = ffi::Py_TYPE(this).cast::<ffi::PyObject>();
        ffi::Py_BuildValue(c"O(O)".as_ptr(), type_, ffi::PyStructSequence_GetItem(this, 0))
    }
}
