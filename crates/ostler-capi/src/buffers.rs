//! The memory of several objects at once, as [`buffer`](super::buffer) has that of one.

use std::io::{IoSlice, IoSliceMut};
use std::marker::PhantomData;

use pyo3::exceptions::{PyMemoryError, PyTypeError};
use pyo3::ffi;
use pyo3::prelude::*;

use super::buffer::fill;

/// Where memory is, laid out as an `iovec` of `readv(2)`.
#[derive(Debug)]
#[repr(C)]
struct Range {
    start: *mut std::ffi::c_void,
    len: usize,
}

/// The memory of several objects.
pub struct HeldMany<'py, const WRITABLE: bool> {
    /// They stay where they are: there is room for all from the start.
    buffers: Vec<ffi::Py_buffer>,
    ranges: Vec<Range>,
    py: PhantomData<Python<'py>>,
}

impl<'py, const WRITABLE: bool> HeldMany<'py, WRITABLE> {
    /// Of a sequence's objects. What is none is refused in a function's name.
    pub fn of(function: &str, sequence: &Bound<'py, PyAny>) -> PyResult<Self> {
        let py = sequence.py();
        // SAFETY: any object.
        if unsafe { ffi::PySequence_Check(sequence.as_ptr()) } == 0 {
            let text = format!("{function}() arg 2 must be a sequence");
            return Err(PyTypeError::new_err(text));
        }
        // SAFETY: any object; -1 with an exception set.
        let count = unsafe { ffi::PySequence_Size(sequence.as_ptr()) };
        let Ok(room) = usize::try_from(count) else { return Err(PyErr::fetch(py)) };
        let mut this = Self { buffers: Vec::new(), ranges: Vec::new(), py: PhantomData };
        this.buffers.try_reserve_exact(room).map_err(|_| PyMemoryError::new_err(()))?;
        this.ranges.try_reserve_exact(room).map_err(|_| PyMemoryError::new_err(()))?;
        for index in 0..count {
            // SAFETY: any object; a new reference, or null with an exception set.
            let object = unsafe {
                let item = ffi::PySequence_GetItem(sequence.as_ptr(), index);
                Bound::from_owned_ptr_or_err(py, item)?
            };
            this.push(&object)?;
        }
        Ok(this)
    }

    fn push(&mut self, object: &Bound<'py, PyAny>) -> PyResult<()> {
        let Some(place) = self.buffers.spare_capacity_mut().first_mut() else { return Ok(()) };
        fill(object, place, WRITABLE)?;
        // SAFETY: it has been filled.
        let buffer = unsafe { place.assume_init_ref() };
        let range = Range { start: buffer.buf, len: buffer.len.cast_unsigned() };
        // SAFETY: as above.
        unsafe { self.buffers.set_len(self.buffers.len() + 1) };
        self.ranges.push(range);
        Ok(())
    }

    /// For the system to read or write.
    pub fn memory(&mut self) -> Memories<'_, WRITABLE> {
        Memories(&mut self.ranges)
    }
}

impl<const WRITABLE: bool> Drop for HeldMany<'_, WRITABLE> {
    fn drop(&mut self) {
        for buffer in &mut self.buffers {
            // SAFETY: it was filled by the interpreter, and its lock is held as long as this lives.
            unsafe { ffi::PyBuffer_Release(buffer) };
        }
    }
}

/// Where the memory of several objects is.
pub struct Memories<'held, const WRITABLE: bool>(&'held mut [Range]);

// SAFETY: only the system looks at what is there.
unsafe impl<const WRITABLE: bool> Send for Memories<'_, WRITABLE> {}

// SAFETY: as above.
unsafe impl<const WRITABLE: bool> Sync for Memories<'_, WRITABLE> {}

impl<const WRITABLE: bool> Memories<'_, WRITABLE> {
    /// For the system to read.
    pub fn slices(&self) -> &[IoSlice<'_>] {
        // SAFETY: an `IoSlice` has the layout of an `iovec`, as a `Range` has; the memory is held, and the system alone looks at it.
        unsafe { std::slice::from_raw_parts(self.0.as_ptr().cast(), self.0.len()) }
    }
}

impl Memories<'_, true> {
    /// For the system to write to.
    pub fn slices_mut(&mut self) -> &mut [IoSliceMut<'_>] {
        // SAFETY: as above; the memory may be written.
        unsafe { std::slice::from_raw_parts_mut(self.0.as_mut_ptr().cast(), self.0.len()) }
    }
}
