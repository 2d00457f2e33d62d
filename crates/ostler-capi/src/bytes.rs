//! Bytes objects that the system fills.

use std::mem::MaybeUninit;

use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::PyBytes;

crate::link::interpreter! {
    fn _PyBytes_Resize(bytes: *mut *mut ffi::PyObject, len: isize) -> std::ffi::c_int;
}

/// A bytes object nobody has seen yet, whose content is to come.
pub struct Fresh<'py> {
    py: Python<'py>,
    object: *mut ffi::PyObject,
    len: usize,
}

/// A call that says whether it succeeded, and keeps what it gives.
pub type Attempt<'a, E> = &'a mut (dyn FnMut() -> Result<(), E> + Send);

/// Bytes that a call fills: as many of `len` as it gives back. `carry_out` makes the call: without the interpreter's lock or with
/// it, once or again, as the caller likes. A call that it does not make fills nothing.
///
/// # Errors
///
/// What `carry_out` says; and there may be no memory.
#[inline]
pub fn filled<'py, C, E: From<PyErr>>(
    py: Python<'py>,
    len: usize,
    mut call: impl for<'room> FnMut(&'room mut [MaybeUninit<u8>]) -> Result<&'room mut [u8], C> + Send,
    carry_out: impl FnOnce(Attempt<'_, C>) -> Result<(), E>,
) -> Result<Bound<'py, PyBytes>, E> {
    let fill = |room: &mut [MaybeUninit<u8>]| {
        let start = room.as_ptr().addr();
        let mut count = 0;
        carry_out(&mut || {
            count = 0;
            let filled = call(&mut *room)?;
            count = if filled.as_ptr().addr() == start { filled.len() } else { 0 };
            Ok(())
        })?;
        Ok::<_, E>(count)
    };
    // The interpreter has an object for each byte: for a single one none is made.
    if len <= 1 {
        let mut room = [MaybeUninit::uninit()];
        let filled = fill(&mut room[..len])?;
        // SAFETY: the call gave back the first bytes of the room, as filled.
        return Ok(PyBytes::new(py, unsafe {
            std::slice::from_raw_parts(room.as_ptr().cast(), filled)
        }));
    }
    let mut fresh = Fresh::new(py, len)?;
    let filled = fill(fresh.spare())?;
    // SAFETY: the call gave back the first bytes of the room, of which there is no other reference, as filled.
    Ok(unsafe { fresh.finish(filled)? })
}

/// Bytes that are all 0 until something writes them.
pub fn written(
    py: Python<'_>,
    len: usize,
    write: impl FnOnce(&mut [u8]) -> PyResult<()>,
) -> PyResult<Bound<'_, PyBytes>> {
    let mut fresh = Fresh::new(py, len)?;
    let room = fresh.spare();
    room.fill(MaybeUninit::new(0));
    // SAFETY: it has just been filled.
    write(unsafe { std::slice::from_raw_parts_mut(room.as_mut_ptr().cast(), len) })?;
    // SAFETY: as above.
    unsafe { fresh.finish(len) }
}

impl<'py> Fresh<'py> {
    /// One of this length, unfilled.
    pub fn new(py: Python<'py>, len: usize) -> PyResult<Self> {
        let Ok(size) = isize::try_from(len) else {
            return Err(pyo3::exceptions::PyOverflowError::new_err("byte string is too large"));
        };
        // SAFETY: a null pointer asks for unfilled bytes; a new reference, or null with an exception set.
        let object = unsafe { ffi::PyBytes_FromStringAndSize(std::ptr::null(), size) };
        if object.is_null() { Err(PyErr::fetch(py)) } else { Ok(Self { py, object, len }) }
    }

    /// Where the content goes.
    pub fn spare(&mut self) -> &mut [MaybeUninit<u8>] {
        // SAFETY: the object is ours alone, and has room for that many bytes.
        unsafe {
            let start = ffi::PyBytes_AsString(self.object).cast::<MaybeUninit<u8>>();
            std::slice::from_raw_parts_mut(start, self.len)
        }
    }

    /// The object, with the first `filled` bytes.
    ///
    /// # Safety
    ///
    /// That many bytes have been filled.
    pub unsafe fn finish(mut self, filled: usize) -> PyResult<Bound<'py, PyBytes>> {
        if filled < self.len {
            // The interpreter has one object for no bytes, and one for each byte.
            if filled <= 1 {
                // SAFETY: the caller has filled them.
                let bytes = unsafe {
                    std::slice::from_raw_parts(self.spare().as_ptr().cast::<u8>(), filled)
                };
                return Ok(PyBytes::new(self.py, bytes));
            }
            // SAFETY: the object is ours alone. On failure it is freed and replaced by null.
            if unsafe { _PyBytes_Resize(&raw mut self.object, filled as isize) } != 0 {
                return Err(PyErr::fetch(self.py));
            }
        }
        let object = std::mem::replace(&mut self.object, std::ptr::null_mut());
        // SAFETY: a reference of ours to a bytes object.
        Ok(unsafe { Bound::from_owned_ptr(self.py, object).cast_into_unchecked() })
    }
}

impl Drop for Fresh<'_> {
    fn drop(&mut self) {
        // SAFETY: a reference of ours, or null.
        unsafe { ffi::Py_XDECREF(self.object) };
    }
}
