//! What the interpreter calls.

use std::panic::{AssertUnwindSafe, catch_unwind};

use pyo3::ffi;
use pyo3::panic::PanicException;
use pyo3::prelude::*;
use pyo3::types::PyTuple;

use super::parts::Named;
use super::{Answer, Arguments, Class, This};

/// # Safety
///
/// As the interpreter calls it: with its lock, and an object of the class.
#[inline]
unsafe fn answered<C: Class, F>(this: *mut ffi::PyObject, f: F) -> *mut ffi::PyObject
where
    F: for<'a, 'py> FnOnce(This<'a, 'py, C>) -> Answer<'py>,
{
    // SAFETY: the caller has the lock, and a reference to the object, which is one of the class.
    let this = unsafe { This::new(Borrowed::from_ptr(Python::assume_attached(), this)) };
    catch_unwind(AssertUnwindSafe(|| f(this)))
        .unwrap_or_else(|_| Err(PanicException::new_err("a method panicked").into()))
        .map_or(std::ptr::null_mut(), Bound::into_ptr)
}

/// # Safety
///
/// As of [`answered`].
pub(super) unsafe extern "C" fn bare<C: Class, F>(
    this: *mut ffi::PyObject,
    _: *mut ffi::PyObject,
) -> *mut ffi::PyObject
where
    F: for<'py> Fn(This<'_, 'py, C>) -> Answer<'py> + Named,
{
    // SAFETY: the caller's promise.
    unsafe { answered(this, |this: This<'_, '_, C>| F::again()(this)) }
}

/// # Safety
///
/// As of [`answered`], with another object.
pub(super) unsafe extern "C" fn of_one<C: Class, F>(
    this: *mut ffi::PyObject,
    other: *mut ffi::PyObject,
) -> *mut ffi::PyObject
where
    F: for<'py> Fn(This<'_, 'py, C>, &Bound<'py, PyAny>) -> Answer<'py> + Named,
{
    // SAFETY: the caller's promise, who has a reference to the other one, too.
    unsafe {
        answered(this, |this: This<'_, '_, C>| {
            let other = Borrowed::from_ptr(this.py(), other);
            F::again()(this, &other)
        })
    }
}

/// # Safety
///
/// As of [`answered`], with as many arguments as are said, to which the caller has references, and null or a tuple of the names of
/// those at the end, which are not counted.
pub(super) unsafe extern "C" fn of_any<C: Class, F>(
    this: *mut ffi::PyObject,
    args: *const *mut ffi::PyObject,
    count: ffi::Py_ssize_t,
    names: *mut ffi::PyObject,
) -> *mut ffi::PyObject
where
    F: for<'py> Fn(This<'_, 'py, C>, Arguments<'_, 'py>) -> Answer<'py> + Named,
{
    // SAFETY: the caller's promise; `Borrowed` is a pointer to an object and nothing else.
    unsafe {
        answered(this, |this: This<'_, '_, C>| {
            let mut count = count as usize;
            let names = if names.is_null() {
                None
            } else {
                count += ffi::PyTuple_GET_SIZE(names) as usize;
                Some(Borrowed::from_ptr(this.py(), names).cast_unchecked::<PyTuple>())
            };
            let all = if count == 0 {
                &[]
            } else {
                std::slice::from_raw_parts(args.cast::<Borrowed<'_, '_, PyAny>>(), count)
            };
            F::again()(this, Arguments { all, names })
        })
    }
}

/// # Safety
///
/// As of [`answered`].
pub(super) unsafe extern "C" fn get<C: Class, F>(
    this: *mut ffi::PyObject,
    _: *mut std::ffi::c_void,
) -> *mut ffi::PyObject
where
    F: for<'py> Fn(This<'_, 'py, C>) -> Answer<'py> + Named,
{
    // SAFETY: the caller's promise.
    unsafe { answered(this, |this: This<'_, '_, C>| F::again()(this)) }
}

/// # Safety
///
/// As of [`answered`].
pub(super) unsafe extern "C" fn repr<C: Class, F>(this: *mut ffi::PyObject) -> *mut ffi::PyObject
where
    F: for<'py> Fn(This<'_, 'py, C>) -> Answer<'py> + Named,
{
    // SAFETY: the caller's promise.
    unsafe { answered(this, |this: This<'_, '_, C>| F::again()(this)) }
}
