//! Exceptions that are the interpreter's already.

use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::{PyString, PyTuple};

/// The number is the same on every system.
const ENOENT: i32 = 2;

/// An exception has been set.
pub struct Raised(());

impl From<PyErr> for Raised {
    #[cold]
    fn from(error: PyErr) -> Self {
        // PyO3 has to know of the lock, or it would keep what it drops here for a later time.
        Python::attach(|py| error.restore(py));
        Self(())
    }
}

impl Raised {
    /// What has been set, taken back.
    #[allow(clippy::unused_self, reason = "it stands for what the interpreter has")]
    pub fn taken(self, py: Python<'_>) -> PyErr {
        PyErr::fetch(py)
    }
}

/// Raises the `OSError` of a number, of the class that stands for it, as the interpreter raises its own: the exception that is
/// being handled becomes its context.
#[cold]
pub fn os_error(
    py: Python<'_>,
    number: i32,
    text: &Bound<'_, PyString>,
    filename: Option<&Bound<'_, PyAny>>,
    filename2: Option<&Bound<'_, PyAny>>,
) -> Raised {
    raised(
        py,
        number == ENOENT,
        match (filename, filename2) {
            (None, _) => (number, text).into_pyobject(py),
            (Some(filename), None) => (number, text, filename).into_pyobject(py),
            (Some(filename), Some(filename2)) => {
                (number, text, filename, py.None().bind(py), filename2).into_pyobject(py)
            }
        },
    )
}

/// The same of a code of Windows, which the interpreter finds the number for.
#[cfg(windows)]
#[cold]
pub fn windows_error(
    py: Python<'_>,
    code: u32,
    text: &Bound<'_, PyString>,
    filename: Option<&Bound<'_, PyAny>>,
    filename2: Option<&Bound<'_, PyAny>>,
) -> Raised {
    let (none, code) = (py.None().into_bound(py), code.cast_signed());
    let (filename, filename2) = (filename.unwrap_or(&none), filename2.unwrap_or(&none));
    raised(py, false, (0, text, filename, code, filename2).into_pyobject(py))
}

fn raised(py: Python<'_>, missing: bool, args: PyResult<Bound<'_, PyTuple>>) -> Raised {
    let made = args.and_then(|args: Bound<'_, PyTuple>| {
        // SAFETY: a class and a tuple; a new reference, or null with an exception set.
        unsafe {
            // The most usual class need not be looked up.
            let class = if missing { ffi::PyExc_FileNotFoundError } else { ffi::PyExc_OSError };
            let made = ffi::PyObject_Call(class, args.as_ptr(), std::ptr::null_mut());
            Bound::from_owned_ptr_or_err(py, made)
        }
    });
    match made {
        Ok(made) => {
            // SAFETY: an exception and its class.
            unsafe { ffi::PyErr_SetObject(ffi::Py_TYPE(made.as_ptr()).cast(), made.as_ptr()) };
            Raised(())
        }
        Err(error) => error.into(),
    }
}
