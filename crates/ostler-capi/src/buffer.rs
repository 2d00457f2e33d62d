//! The buffer protocol: the memory of an object, held while the system reads or writes it.
//!
//! The interpreter's lock is not held meanwhile, so other threads may change what is there: the system gets addresses, and
//! no reference is made.

use std::marker::PhantomData;
use std::mem::MaybeUninit;

use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::PyBytes;

/// What is asked of memory: to be read, or to be written, too.
const fn flags(writable: bool) -> i32 {
    if writable { ffi::PyBUF_WRITABLE } else { ffi::PyBUF_SIMPLE }
}

/// Fills in what an object says of its memory.
pub(crate) fn fill(
    object: &Bound<'_, PyAny>,
    place: &mut MaybeUninit<ffi::Py_buffer>,
    writable: bool,
) -> PyResult<()> {
    // SAFETY: any object, and room for the answer, which is complete unless there is an exception.
    match unsafe { ffi::PyObject_GetBuffer(object.as_ptr(), place.as_mut_ptr(), flags(writable)) } {
        0 => Ok(()),
        _ => Err(PyErr::fetch(object.py())),
    }
}

/// A place for what an object says of its memory: it must not move, as it may point into itself.
pub struct Slot(MaybeUninit<ffi::Py_buffer>);

impl Default for Slot {
    fn default() -> Self {
        Self::new()
    }
}

impl Slot {
    /// An empty place.
    pub const fn new() -> Self {
        Self(MaybeUninit::uninit())
    }

    /// The memory of an object, to be read.
    #[inline]
    pub fn readable<'py>(&mut self, object: &Bound<'py, PyAny>) -> PyResult<Held<'_, 'py, false>> {
        self.held(object)
    }

    /// The memory of an object, to be written.
    pub fn writable<'py>(&mut self, object: &Bound<'py, PyAny>) -> PyResult<Held<'_, 'py, true>> {
        self.held(object)
    }

    #[inline]
    fn held<'py, const WRITABLE: bool>(
        &mut self,
        object: &Bound<'py, PyAny>,
    ) -> PyResult<Held<'_, 'py, WRITABLE>> {
        fill(object, &mut self.0, WRITABLE)?;
        // SAFETY: it has been filled.
        Ok(Held { buffer: unsafe { self.0.assume_init_mut() }, py: PhantomData })
    }
}

/// Memory that an object keeps where it is.
pub struct Held<'slot, 'py, const WRITABLE: bool> {
    buffer: &'slot mut ffi::Py_buffer,
    py: PhantomData<Python<'py>>,
}

impl<const WRITABLE: bool> Drop for Held<'_, '_, WRITABLE> {
    fn drop(&mut self) {
        // SAFETY: it was filled by the interpreter, and its lock is held as long as this lives.
        unsafe { ffi::PyBuffer_Release(self.buffer) };
    }
}

impl<const WRITABLE: bool> Held<'_, '_, WRITABLE> {
    /// Where the memory is.
    #[inline]
    pub fn memory(&self) -> Memory<'_, WRITABLE> {
        let (start, len) = (self.buffer.buf.cast(), self.buffer.len.cast_unsigned());
        Memory { start, len, held: PhantomData }
    }
}

/// Where held memory is.
#[derive(Clone, Copy)]
pub struct Memory<'held, const WRITABLE: bool> {
    start: *mut u8,
    len: usize,
    held: PhantomData<&'held ()>,
}

// SAFETY: only the system looks at what is there.
unsafe impl<const WRITABLE: bool> Send for Memory<'_, WRITABLE> {}

// SAFETY: as above.
unsafe impl<const WRITABLE: bool> Sync for Memory<'_, WRITABLE> {}

impl<const WRITABLE: bool> Memory<'_, WRITABLE> {
    /// Its first byte.
    #[inline]
    pub fn start(self) -> *const u8 {
        self.start
    }

    /// How many bytes it has.
    #[inline]
    #[allow(clippy::len_without_is_empty, reason = "the system takes an address and a length")]
    pub fn len(self) -> usize {
        self.len
    }
}

impl Memory<'_, true> {
    /// Its first byte, to be written.
    #[inline]
    pub fn start_mut(self) -> *mut u8 {
        self.start
    }
}

/// A copy of an object's memory; of bytes, themselves.
pub fn copied<'py>(object: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyBytes>> {
    if let Ok(bytes) = object.cast_exact::<PyBytes>() {
        return Ok(bytes.clone());
    }
    let mut slot = Slot::new();
    let held = slot.readable(object)?;
    let (start, len) = (held.buffer.buf.cast(), held.buffer.len);
    // SAFETY: the memory is held, and nothing else runs before it has been copied.
    let copy = unsafe { ffi::PyBytes_FromStringAndSize(start, len) };
    // SAFETY: a new reference to bytes, or null with an exception set.
    unsafe { Ok(Bound::from_owned_ptr_or_err(object.py(), copy)?.cast_into_unchecked()) }
}
