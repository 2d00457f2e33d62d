//! Classes of objects that are made by the thousand.
//!
//! What PyO3 does to make an object, to call a method and to drop the object again takes longer than a name takes to become text.
//! Objects of these classes are an object with one Python object to show, and a value of Rust's. A program cannot make any,
//! nor a class that inherits; they have no dictionary, no weak references, and no part in the collection of cycles: what is
//! in them must not lead back to them.
//!
//! As of [quick entries](mod@super::quick), PyO3 does not know that methods have the interpreter's lock: no `Py` and no `PyErr` must be
//! dropped in them.

mod arguments;
mod entries;
mod object;
mod parts;
mod type_;

use std::ffi::CStr;

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyType;

use super::raised::Raised;

pub use arguments::Arguments;
pub use object::{This, made};
pub use parts::Parts;
pub use type_::type_object;

/// What a class is to be.
///
/// # Safety
///
/// `kept` gives a place that no other class has.
pub unsafe trait Class: Sized + Send + Sync + 'static {
    /// With its module.
    const NAME: &'static CStr;
    /// What `help` shows.
    const DOC: &'static CStr;
    /// The name of the attribute that is in every object, and what it is.
    const SHOWN: (&'static CStr, &'static CStr);

    /// Where the type is kept.
    fn kept() -> &'static PyOnceLock<Py<PyType>>;
    /// Adds all else that it has.
    fn fill(parts: &mut Parts<Self>);
    /// Lets go of what is in it.
    fn release(self, py: Python<'_>);
}

/// What a method gives.
pub type Answer<'py> = Result<Bound<'py, PyAny>, Raised>;
