//! Quick iteration, as [quick entries](mod@super::quick) are: PyO3 does not know of the interpreter's lock.

use std::panic::{AssertUnwindSafe, catch_unwind};

use pyo3::panic::PanicException;
use pyo3::prelude::*;
use pyo3::pyclass::boolean_struct::True;
use pyo3::{PyClass, ffi};

use super::raised::Raised;

/// What an iterator gives; `None` at its end.
pub type Next<'py> = Result<Option<Bound<'py, PyAny>>, Raised>;

/// An iterator whose next object is had quickly.
pub trait Quick: PyClass<Frozen = True> + Sync {
    /// The next object.
    fn next<'py>(&self, py: Python<'py>) -> Next<'py>;
}

/// Has the interpreter ask the iterators of a class directly.
pub fn quick<T: Quick>(py: Python<'_>) {
    // SAFETY: a type that nobody has made anything of yet.
    unsafe { (*py.get_type::<T>().as_type_ptr()).tp_iternext = Some(next::<T>) };
}

/// # Safety
///
/// As the interpreter calls it: with its lock, and an object of the class.
unsafe extern "C" fn next<T: Quick>(this: *mut ffi::PyObject) -> *mut ffi::PyObject {
    // SAFETY: the caller has the lock, and a reference to the object.
    let (py, this) = unsafe {
        let py = Python::assume_attached();
        (py, Borrowed::from_ptr(py, this).cast_unchecked::<T>())
    };
    let next = catch_unwind(AssertUnwindSafe(|| this.get().next(py)));
    match next.unwrap_or_else(|_| Err(PanicException::new_err("an iterator panicked").into())) {
        Ok(Some(next)) => next.into_ptr(),
        Ok(None) | Err(_) => std::ptr::null_mut(),
    }
}
