//! Numbers of Python's as those of C's: with `__index__`, and the interpreter's own words for what does not fit.

use std::ffi::{c_long, c_ulong};

use pyo3::exceptions::{PyOverflowError, PyValueError};
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::PyInt;

use crate::version;

/// What the interpreter made of an object, if it is not the value that may stand for an exception, and does.
#[inline]
fn unless_raised<T: PartialEq + Copy>(object: &Bound<'_, PyAny>, value: T, mark: T) -> PyResult<T> {
    if value == mark
        && let Some(error) = PyErr::take(object.py())
    {
        return Err(error);
    }
    Ok(value)
}

/// A C `long long`.
#[inline]
pub fn long_long(object: &Bound<'_, PyAny>) -> PyResult<i64> {
    // SAFETY: any object; -1 may stand for an exception.
    let value = unsafe { ffi::PyLong_AsLongLong(object.as_ptr()) };
    unless_raised(object, value, -1)
}

/// A C `int`.
#[inline]
pub fn int(object: &Bound<'_, PyAny>) -> PyResult<i32> {
    long_unless_overflow(object)?
        .and_then(|value| i32::try_from(value).ok())
        .ok_or_else(|| PyOverflowError::new_err("Python int too large to convert to C int"))
}

/// A C `int`, of an integer and nothing else that has a value for one: `None`, and no exception, for all others.
#[inline]
pub fn plain_int(object: &Bound<'_, PyAny>) -> Option<i32> {
    let mut overflow = 0;
    // SAFETY: any object; of an integer, the number without an exception, and a writable place for whether it is one of C's.
    let value = unsafe {
        if ffi::PyLong_CheckExact(object.as_ptr()) == 0 {
            return None;
        }
        ffi::PyLong_AsLongAndOverflow(object.as_ptr(), &raw mut overflow)
    };
    if overflow == 0 { i32::try_from(value).ok() } else { None }
}

/// An integer; `None` with an exception set.
#[inline]
pub fn of_i64(py: Python<'_>, number: i64) -> Option<Bound<'_, PyAny>> {
    // SAFETY: a new reference, or null with an exception set.
    unsafe { Bound::from_owned_ptr_or_opt(py, ffi::PyLong_FromLongLong(number)) }
}

/// The same without a sign.
#[inline]
pub fn of_u64(py: Python<'_>, number: u64) -> Option<Bound<'_, PyAny>> {
    // SAFETY: a new reference, or null with an exception set.
    unsafe { Bound::from_owned_ptr_or_opt(py, ffi::PyLong_FromUnsignedLongLong(number)) }
}

/// One that C has no type for.
#[cold]
pub fn of_i128(py: Python<'_>, number: i128) -> Option<Bound<'_, PyAny>> {
    number.into_pyobject(py).ok().map(Bound::into_any)
}

/// A float; `None` with an exception set.
#[inline]
pub fn of_f64(py: Python<'_>, number: f64) -> Option<Bound<'_, PyAny>> {
    // SAFETY: a new reference, or null with an exception set.
    unsafe { Bound::from_owned_ptr_or_opt(py, ffi::PyFloat_FromDouble(number)) }
}

/// A C `long`.
#[inline]
pub fn long(object: &Bound<'_, PyAny>) -> PyResult<c_long> {
    // SAFETY: any object; -1 may stand for an exception.
    let value = unsafe { ffi::PyLong_AsLong(object.as_ptr()) };
    unless_raised(object, value, -1)
}

/// A C `long`; `None` for a number that is too large for one.
#[inline]
pub fn long_unless_overflow(object: &Bound<'_, PyAny>) -> PyResult<Option<c_long>> {
    let mut overflow = 0;
    // SAFETY: any object, a writable number; -1 may stand for an exception.
    let value = unsafe { ffi::PyLong_AsLongAndOverflow(object.as_ptr(), &raw mut overflow) };
    let value = unless_raised(object, value, -1)?;
    Ok((overflow == 0).then_some(value))
}

/// A C `int`, in the words that the interpreter has for parts of a tuple.
pub fn signed(object: &Bound<'_, PyAny>) -> PyResult<i32> {
    let value = long(object)?;
    i32::try_from(value).map_err(|_| {
        let edge = if value < 0 { "less than minimum" } else { "greater than maximum" };
        PyOverflowError::new_err(format!("signed integer is {edge}"))
    })
}

/// A C `unsigned int`.
pub fn unsigned_int(object: &Bound<'_, PyAny>) -> PyResult<u32> {
    if version::since(14) {
        return unsigned(object, "unsigned int");
    }
    positive(object)?;
    u32::try_from(unsigned_long(object)?)
        .map_err(|_| PyOverflowError::new_err("Python int too large for C unsigned int"))
}

/// An integer without a sign, or what says that it is one: of 3.14 and newer, in their words.
fn unsigned<T: TryFrom<u64>>(object: &Bound<'_, PyAny>, name: &str) -> PyResult<T> {
    let index = index(object)?;
    if index.lt(0)? {
        return Err(PyValueError::new_err("Cannot convert negative int"));
    }
    let value = index.extract::<u64>().ok().and_then(|value| T::try_from(value).ok());
    value.ok_or_else(|| PyOverflowError::new_err(format!("Python int too large for C {name}")))
}

/// A C `unsigned long long`, of what is no less than 0.
pub fn unsigned_or_positive(object: &Bound<'_, PyAny>) -> PyResult<u64> {
    if version::since(14) {
        return unsigned(object, "unsigned long long");
    }
    positive(object)?;
    unsigned_long_long(object)
}

/// Refuses an integer below 0; what is no integer is refused in other words.
pub fn positive(object: &Bound<'_, PyAny>) -> PyResult<()> {
    if object.is_instance_of::<PyInt>() && object.lt(0)? {
        return Err(PyValueError::new_err("value must be positive"));
    }
    Ok(())
}

/// A C `unsigned long`, of an integer only.
pub fn unsigned_long(object: &Bound<'_, PyAny>) -> PyResult<c_ulong> {
    // SAFETY: any object; all ones may stand for an exception.
    let value = unsafe { ffi::PyLong_AsUnsignedLong(object.as_ptr()) };
    unless_raised(object, value, c_ulong::MAX)
}

/// An offset or length in a file: a C `long` where that is wide enough, which shows in the interpreter's words.
#[inline]
pub fn offset(object: &Bound<'_, PyAny>) -> PyResult<i64> {
    if size_of::<c_long>() < size_of::<i64>() {
        return long_long(object);
    }
    #[allow(clippy::useless_conversion, reason = "it is narrower elsewhere")]
    long(object).map(Into::into)
}

/// A size that may be negative: a C `ssize_t`.
#[inline]
pub fn size(object: &Bound<'_, PyAny>) -> PyResult<isize> {
    // SAFETY: any object; -1 may stand for an exception.
    let value = unsafe {
        if ffi::PyLong_Check(object.as_ptr()) != 0 {
            ffi::PyLong_AsSsize_t(object.as_ptr())
        } else {
            ffi::PyLong_AsSsize_t(index(object)?.as_ptr())
        }
    };
    unless_raised(object, value, -1)
}

/// A C `unsigned long long`, of an integer only.
pub fn unsigned_long_long(object: &Bound<'_, PyAny>) -> PyResult<u64> {
    // SAFETY: any object; all ones may stand for an exception.
    let value = unsafe { ffi::PyLong_AsUnsignedLongLong(object.as_ptr()) };
    unless_raised(object, value, u64::MAX)
}

/// A C `double`.
pub fn double(object: &Bound<'_, PyAny>) -> PyResult<f64> {
    // SAFETY: any object; -1 may stand for an exception.
    let value = unsafe { ffi::PyFloat_AsDouble(object.as_ptr()) };
    unless_raised(object, value, -1.0)
}

/// The integer that an object is or says it is.
pub fn index<'py>(object: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyInt>> {
    // SAFETY: any object; a new reference, or null with an exception set.
    let number =
        unsafe { Bound::from_owned_ptr_or_err(object.py(), ffi::PyNumber_Index(object.as_ptr()))? };
    Ok(number.cast_into::<PyInt>()?)
}

/// Whether an object is an integer, or one that says so.
pub fn is_index(object: &Bound<'_, PyAny>) -> bool {
    // SAFETY: any object.
    unsafe { ffi::PyIndex_Check(object.as_ptr()) != 0 }
}

/// The low 32 bits of an integer, whatever its size and sign.
pub fn masked(object: &Bound<'_, PyAny>) -> PyResult<u32> {
    // SAFETY: any object; all ones may stand for an exception.
    let value = unsafe { ffi::PyLong_AsUnsignedLongMask(object.as_ptr()) };
    unless_raised(object, value, c_ulong::MAX).map(|value| value as u32)
}

/// The low 64 bits of an integer, whatever its size and sign.
pub fn masked_64(object: &Bound<'_, PyAny>) -> PyResult<u64> {
    // SAFETY: any object; all ones may stand for an exception.
    let value = unsafe { ffi::PyLong_AsUnsignedLongLongMask(object.as_ptr()) };
    unless_raised(object, value, u64::MAX)
}

/// Whether an object has items by number, as a list has.
pub fn is_sequence(object: &Bound<'_, PyAny>) -> bool {
    // SAFETY: any object.
    unsafe { ffi::PySequence_Check(object.as_ptr()) != 0 }
}

/// An item of a sequence.
pub fn item<'py>(object: &Bound<'py, PyAny>, at: usize) -> PyResult<Bound<'py, PyAny>> {
    // SAFETY: any object; a new reference, or null with an exception set.
    unsafe {
        let item = ffi::PySequence_GetItem(object.as_ptr(), at as isize);
        Bound::from_owned_ptr_or_err(object.py(), item)
    }
}
