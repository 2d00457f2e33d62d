//! `PySys_Audit`: the interpreter's audit hooks.

use std::ffi::{CStr, c_char, c_int, c_void};

use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::PyTuple;

crate::link::interpreter! {
    fn PySys_Audit(event: *const c_char, format: *const c_char, ...) -> c_int;
}

/// What can be an argument of an event.
///
/// # Safety
///
/// `CODE` is the letter of `Py_BuildValue` for what `c` gives.
pub unsafe trait Argument: Copy {
    /// The letter of `Py_BuildValue` for it.
    const CODE: u8;
    /// Its type in C.
    type C;
    /// The value itself.
    fn c(self) -> Self::C;
}

// SAFETY: "O" is an object, whose reference is kept by the caller while the hooks run.
unsafe impl Argument for &Bound<'_, PyAny> {
    const CODE: u8 = b'O';
    type C = *mut ffi::PyObject;
    fn c(self) -> Self::C {
        self.as_ptr()
    }
}

// SAFETY: "i" is an `int`.
unsafe impl Argument for i32 {
    const CODE: u8 = b'i';
    type C = c_int;
    fn c(self) -> Self::C {
        self
    }
}

// SAFETY: "I" is an `unsigned int`.
unsafe impl Argument for u32 {
    const CODE: u8 = b'I';
    type C = u32;
    fn c(self) -> Self::C {
        self
    }
}

// SAFETY: "K" is an `unsigned long long`.
unsafe impl Argument for u64 {
    const CODE: u8 = b'K';
    type C = std::ffi::c_ulonglong;
    fn c(self) -> Self::C {
        self
    }
}

// SAFETY: "L" is a `long long`, which is an `i64` on every system there is.
unsafe impl Argument for i64 {
    const CODE: u8 = b'L';
    type C = std::ffi::c_longlong;
    fn c(self) -> Self::C {
        self
    }
}

/// What an event tells of.
pub trait Arguments {
    /// Asks the hooks.
    fn raise(self, py: Python<'_>, event: &CStr) -> PyResult<()>;
}

/// An exception has been set, unless the answer is 0.
fn answer(py: Python<'_>, code: c_int) -> PyResult<()> {
    if code == 0 { Ok(()) } else { Err(PyErr::fetch(py)) }
}

impl Arguments for () {
    fn raise(self, py: Python<'_>, event: &CStr) -> PyResult<()> {
        // SAFETY: both strings end with a NUL; the format asks for no arguments.
        answer(py, unsafe { PySys_Audit(event.as_ptr(), c"".as_ptr()) })
    }
}

/// Asks the hooks, if there are any: only then the tuple of arguments is made.
pub fn raise_with<'py, F>(py: Python<'py>, event: &CStr, arguments: F) -> PyResult<()>
where
    F: FnOnce() -> PyResult<Bound<'py, PyTuple>>,
{
    /// # Safety
    ///
    /// As the interpreter calls it below: with its lock, and with the address of an `Option<F>`.
    unsafe extern "C" fn make<'py, F>(arguments: *mut c_void) -> *mut ffi::PyObject
    where
        F: FnOnce() -> PyResult<Bound<'py, PyTuple>>,
    {
        // SAFETY: the caller's word.
        let (py, arguments) =
            unsafe { (Python::assume_attached(), &mut *arguments.cast::<Option<F>>()) };
        match arguments.take().map(|arguments| arguments()) {
            Some(Ok(tuple)) => tuple.into_ptr(),
            Some(Err(error)) => {
                error.restore(py);
                std::ptr::null_mut()
            }
            // Nobody asks twice.
            None => py.None().into_ptr(),
        }
    }

    let mut arguments = Some(arguments);
    let make: unsafe extern "C" fn(*mut c_void) -> *mut ffi::PyObject = make::<F>;
    // SAFETY: both strings end with a NUL; "O&" is a function that makes an object, and what it is called with. A tuple is taken
    // as the arguments themselves.
    answer(py, unsafe {
        PySys_Audit(event.as_ptr(), c"O&".as_ptr(), make, (&raw mut arguments).cast::<c_void>())
    })
}

macro_rules! arguments {
    ($($name:ident $at:tt),*) => {
        impl<$($name: Argument),*> Arguments for ($($name,)*) {
            #[inline]
            fn raise(self, py: Python<'_>, event: &CStr) -> PyResult<()> {
                // One letter alone would stand for the value itself, not for a tuple of it: the parentheses do no harm.
                let format = const { [b'(', $($name::CODE,)* b')', 0] };
                // SAFETY: both strings end with a NUL; the format has a letter for each argument, which says its type.
                answer(py, unsafe {
                    PySys_Audit(event.as_ptr(), format.as_ptr().cast(), $(self.$at.c()),*)
                })
            }
        }
    };
}

arguments!(A 0);
arguments!(A 0, B 1);
arguments!(A 0, B 1, C 2);
arguments!(A 0, B 1, C 2, D 3);
arguments!(A 0, B 1, C 2, D 3, E 4);
