//! The buffer protocol: the memory of an object, held while the system reads or writes it.
//!
//! The interpreter's lock is not held meanwhile, so other threads may change what is there: the system gets addresses, and
//! no reference is made.

use std::io::{IoSlice, IoSliceMut};
use std::marker::PhantomData;
use std::mem::MaybeUninit;

use ostler::errno::Errno;
use ostler::raw::c::iovec;
use ostler::raw::{Fd, descriptors};
use pyo3::exceptions::{PyMemoryError, PyTypeError};
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::PyBytes;

/// What is asked of memory: to be read, or to be written, too.
const fn flags(writable: bool) -> i32 {
    if writable { ffi::PyBUF_WRITABLE } else { ffi::PyBUF_SIMPLE }
}

/// Fills in what an object says of its memory.
fn fill(
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
pub(crate) struct Slot(MaybeUninit<ffi::Py_buffer>);

impl Slot {
    pub(crate) const fn new() -> Self {
        Self(MaybeUninit::uninit())
    }

    /// The memory of an object, to be read.
    #[inline]
    pub(crate) fn readable<'py>(
        &mut self,
        object: &Bound<'py, PyAny>,
    ) -> PyResult<Held<'_, 'py, false>> {
        self.held(object)
    }

    /// The memory of an object, to be written.
    pub(crate) fn writable<'py>(
        &mut self,
        object: &Bound<'py, PyAny>,
    ) -> PyResult<Held<'_, 'py, true>> {
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
pub(crate) struct Held<'slot, 'py, const WRITABLE: bool> {
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
    #[inline]
    pub(crate) fn memory(&self) -> Memory<'_, WRITABLE> {
        let (start, len) = (self.buffer.buf.cast(), self.buffer.len.cast_unsigned());
        Memory { start, len, held: PhantomData }
    }
}

/// Where held memory is.
#[derive(Clone, Copy)]
pub(crate) struct Memory<'held, const WRITABLE: bool> {
    start: *mut u8,
    len: usize,
    held: PhantomData<&'held ()>,
}

// SAFETY: only the system looks at what is there.
unsafe impl<const WRITABLE: bool> Send for Memory<'_, WRITABLE> {}

// SAFETY: as above.
unsafe impl<const WRITABLE: bool> Sync for Memory<'_, WRITABLE> {}

impl<const WRITABLE: bool> Memory<'_, WRITABLE> {
    /// `write(2)`
    #[inline]
    pub(crate) fn write(self, fd: Fd<'_>) -> Result<usize, Errno> {
        // SAFETY: the memory is held.
        unsafe { descriptors::write_raw(fd, self.start, self.len) }
    }

    /// `pwrite(2)`
    #[inline]
    pub(crate) fn pwrite(self, fd: Fd<'_>, offset: i64) -> Result<usize, Errno> {
        // SAFETY: the memory is held.
        unsafe { descriptors::pwrite_raw(fd, self.start, self.len, offset) }
    }
}

impl Memory<'_, true> {
    /// `read(2)`
    #[inline]
    pub(crate) fn read(self, fd: Fd<'_>) -> Result<usize, Errno> {
        // SAFETY: the memory is held, and may be written.
        unsafe { descriptors::read_raw(fd, self.start, self.len) }
    }
}

/// A copy of an object's memory; of bytes, themselves.
pub(crate) fn copied<'py>(object: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyBytes>> {
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

/// The memory of several objects.
pub(crate) struct HeldMany<'py, const WRITABLE: bool> {
    /// They stay where they are: there is room for all from the start.
    buffers: Vec<ffi::Py_buffer>,
    iovecs: Vec<iovec>,
    py: PhantomData<Python<'py>>,
}

impl<'py, const WRITABLE: bool> HeldMany<'py, WRITABLE> {
    /// Of a sequence's objects. What is none is refused in a function's name.
    pub(crate) fn of(function: &str, sequence: &Bound<'py, PyAny>) -> PyResult<Self> {
        let py = sequence.py();
        // SAFETY: any object.
        if unsafe { ffi::PySequence_Check(sequence.as_ptr()) } == 0 {
            let text = format!("{function}() arg 2 must be a sequence");
            return Err(PyTypeError::new_err(text));
        }
        // SAFETY: any object; -1 with an exception set.
        let count = unsafe { ffi::PySequence_Size(sequence.as_ptr()) };
        let Ok(room) = usize::try_from(count) else { return Err(PyErr::fetch(py)) };
        let mut this = Self { buffers: Vec::new(), iovecs: Vec::new(), py: PhantomData };
        this.buffers.try_reserve_exact(room).map_err(|_| PyMemoryError::new_err(()))?;
        this.iovecs.try_reserve_exact(room).map_err(|_| PyMemoryError::new_err(()))?;
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
        let (iov_base, iov_len) = (buffer.buf, buffer.len.cast_unsigned());
        // SAFETY: as above.
        unsafe { self.buffers.set_len(self.buffers.len() + 1) };
        self.iovecs.push(iovec { iov_base, iov_len });
        Ok(())
    }

    /// For the system to read or write.
    pub(crate) fn memory(&mut self) -> Memories<'_, WRITABLE> {
        Memories(&mut self.iovecs)
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
pub(crate) struct Memories<'held, const WRITABLE: bool>(&'held mut [iovec]);

// SAFETY: only the system looks at what is there.
unsafe impl<const WRITABLE: bool> Send for Memories<'_, WRITABLE> {}

// SAFETY: as above.
unsafe impl<const WRITABLE: bool> Sync for Memories<'_, WRITABLE> {}

impl<const WRITABLE: bool> Memories<'_, WRITABLE> {
    pub(crate) fn slices(&self) -> &[IoSlice<'_>] {
        // SAFETY: an `IoSlice` has the layout of an `iovec`; the memory is held, and the system alone looks at it.
        unsafe { std::slice::from_raw_parts(self.0.as_ptr().cast(), self.0.len()) }
    }
}

impl Memories<'_, true> {
    pub(crate) fn slices_mut(&mut self) -> &mut [IoSliceMut<'_>] {
        // SAFETY: as above; the memory may be written.
        unsafe { std::slice::from_raw_parts_mut(self.0.as_mut_ptr().cast(), self.0.len()) }
    }
}
