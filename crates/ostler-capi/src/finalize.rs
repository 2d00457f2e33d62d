//! Finalizers: what an object does when the last reference to it goes, while it can still be seen. PyO3 has none.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::OnceLock;

use pyo3::{PyClass, ffi, prelude::*};

/// How PyO3 takes an object of a class down.
pub type Takedown = OnceLock<ffi::destructor>;

/// A class whose objects do something at their end.
///
/// # Safety
///
/// `takedown` gives a place that no other class has.
pub unsafe trait Finalize: PyClass {
    /// Where that is kept.
    fn takedown() -> &'static Takedown;
    /// It may be called again if the object was kept after all. What it drops may not be a `Py` or a `PyErr`.
    fn finalize(this: &Bound<'_, Self>);
}

/// Has the interpreter finalize the objects of a class, which has no subclasses.
pub fn finalizes<T: Finalize>(py: Python<'_>) {
    let type_ = py.get_type::<T>().as_type_ptr();
    // SAFETY: a type of which there is no object yet. Its destructor takes objects of it.
    unsafe {
        if let Some(takedown) = (*type_).tp_dealloc
            && T::takedown().set(takedown).is_ok()
        {
            (*type_).tp_finalize = Some(finalize::<T>);
            (*type_).tp_dealloc = Some(dealloc::<T>);
        }
    }
}

/// Warns of an object that was never closed: `ResourceWarning`, with the object as its source. `text` has one `%R`, which is
/// how the object shows itself. Should a filter make an exception of the warning, it is told, as no caller is there to have it.
pub fn warn_unclosed(this: &Bound<'_, PyAny>, text: &std::ffi::CStr) {
    // SAFETY: the text takes one object.
    let warned =
        unsafe { ffi::PyErr_ResourceWarning(this.as_ptr(), 1, text.as_ptr(), this.as_ptr()) };
    if warned < 0 {
        PyErr::fetch(this.py()).write_unraisable(this.py(), Some(this));
    }
}

/// # Safety
///
/// As the interpreter calls it: with its lock, and an object of the class.
unsafe extern "C" fn finalize<T: Finalize>(this: *mut ffi::PyObject) {
    // SAFETY: the caller has the lock, and a reference to the object. Not by `attach`, which refuses when the interpreter is
    // about to end. PyO3 does not know of the lock: nothing is dropped here that it would keep for later.
    let (py, this) = unsafe {
        let py = Python::assume_attached();
        (py, Borrowed::from_ptr(py, this).cast_unchecked::<T>())
    };
    // Whatever is being raised goes on afterwards.
    let pending = PyErr::take(py);
    let _ = catch_unwind(AssertUnwindSafe(|| T::finalize(&this)));
    if let Some(pending) = pending {
        pending.restore(py);
    }
}

/// # Safety
///
/// As the interpreter calls it: with its lock, and an object of the class to which there is no reference any more.
unsafe extern "C" fn dealloc<T: Finalize>(this: *mut ffi::PyObject) {
    // SAFETY: as it was called. What is below zero says that there is a reference again.
    unsafe {
        if ffi::PyObject_CallFinalizerFromDealloc(this) == 0
            && let Some(takedown) = T::takedown().get()
        {
            takedown(this);
        }
    }
}
