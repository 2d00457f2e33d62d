//! The objects of a class.

use std::marker::PhantomData;
use std::ops::Deref;
use std::panic::{AssertUnwindSafe, catch_unwind};

use pyo3::ffi;
use pyo3::prelude::*;

use super::{Answer, Class, type_object};

/// An object as it is in memory.
#[repr(C)]
pub(super) struct Object<C> {
    head: ffi::PyObject,
    pub(super) shown: Py<PyAny>,
    value: C,
}

/// An object of a class.
pub struct This<'a, 'py, C> {
    object: Borrowed<'a, 'py, PyAny>,
    class: PhantomData<&'a C>,
}

impl<'a, 'py, C: Class> This<'a, 'py, C> {
    /// # Safety
    ///
    /// It must be an object of the class.
    #[inline]
    pub(super) unsafe fn new(object: Borrowed<'a, 'py, PyAny>) -> Self {
        Self { object, class: PhantomData }
    }

    /// The token of the interpreter's lock.
    pub fn py(&self) -> Python<'py> {
        self.object.py()
    }

    /// The object it shows.
    #[inline]
    pub fn shown(&self) -> &'a Bound<'py, PyAny> {
        // SAFETY: nothing but an object of the class is made into this; it is there as long as the reference to it.
        unsafe { (*self.object.as_ptr().cast::<Object<C>>()).shown.bind(self.object.py()) }
    }
}

impl<C: Class> Deref for This<'_, '_, C> {
    type Target = C;

    #[inline]
    fn deref(&self) -> &C {
        // SAFETY: as above.
        unsafe { &(*self.object.as_ptr().cast::<Object<C>>()).value }
    }
}

/// Makes an object.
#[inline]
pub fn made<C: Class>(shown: Bound<'_, PyAny>, value: C) -> Answer<'_> {
    let py = shown.py();
    let type_ = match C::kept().get(py) {
        Some(type_) => type_.bind(py),
        None => type_object::<C>(py)?,
    };
    // SAFETY: a type whose objects are of that form, and have no part in the collection of cycles. A new reference, or null with
    // an exception set; nobody has seen it yet, and all that is not the interpreter's own is written here.
    unsafe {
        let object: *mut Object<C> = ffi::PyObject_New(type_.as_type_ptr());
        if object.is_null() {
            value.release(py);
            return Err(PyErr::fetch(py).into());
        }
        (&raw mut (*object).shown).write(shown.unbind());
        (&raw mut (*object).value).write(value);
        Ok(Bound::from_owned_ptr(py, object.cast()))
    }
}

/// # Safety
///
/// As the interpreter calls it: with its lock, and an object of the class that nobody has a reference to.
pub(super) unsafe extern "C" fn dealloc<C: Class>(object: *mut ffi::PyObject) {
    // SAFETY: the caller has the lock. The parts are taken out once; what is left is memory. Objects of types that are made while a
    // program runs have a reference to them.
    unsafe {
        let py = Python::assume_attached();
        let type_ = ffi::Py_TYPE(object);
        let parts = object.cast::<Object<C>>();
        let shown = (&raw const (*parts).shown).read();
        let value = (&raw const (*parts).value).read();
        ffi::PyObject_Free(object.cast());
        drop(shown.into_bound(py));
        // It does not panic; should it do so all the same, the interpreter must not be unwound.
        let _ = catch_unwind(AssertUnwindSafe(|| value.release(py)));
        ffi::Py_DECREF(type_.cast());
    }
}
