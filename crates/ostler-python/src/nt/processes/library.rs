//! Where libraries are looked for. The names are those by which the standard library has them.

use std::mem::ManuallyDrop;
use std::sync::{Mutex, PoisonError};

use ostler::audit::events;
use ostler_sys::processes::{self, AddedDirectory};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use crate::audit::audit;
use crate::call::{blocking, once};
use crate::convert::Takes;
use crate::error::OrRaise as _;
use crate::functions;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; _add_dll_directory, _remove_dll_directory);
    // Where `LoadLibraryEx` is to look, for `ctypes`.
    for (name, flag) in [
        ("_LOAD_LIBRARY_SEARCH_DLL_LOAD_DIR", 0x0100),
        ("_LOAD_LIBRARY_SEARCH_APPLICATION_DIR", 0x0200),
        ("_LOAD_LIBRARY_SEARCH_USER_DIRS", 0x0400),
        ("_LOAD_LIBRARY_SEARCH_SYSTEM32", 0x0800),
        ("_LOAD_LIBRARY_SEARCH_DEFAULT_DIRS", 0x1000),
    ] {
        module.add(name, flag)?;
    }
    Ok(())
}

/// A directory in which libraries are looked for, until it is removed: not when nobody knows of this any more.
#[pyclass(module = "nt", frozen)]
struct AddedDllDirectory(Mutex<Option<ManuallyDrop<AddedDirectory>>>);

/// Have libraries looked for in one more directory; return what it is removed by.
#[pyfunction]
fn _add_dll_directory(py: Python<'_>, path: &Bound<'_, PyAny>) -> PyResult<AddedDllDirectory> {
    let path = Takes::path("_add_dll_directory").from(path)?;
    audit(py, events::AddDllDirectory { path: path.object() })?;
    let name = path.w_str();
    let added = blocking(py, || processes::add_dll_directory(name)).or_path(&path)?;
    Ok(AddedDllDirectory(Mutex::new(Some(ManuallyDrop::new(added)))))
}

/// Have libraries no longer looked for in a directory.
#[pyfunction]
fn _remove_dll_directory(py: Python<'_>, cookie: PyRef<'_, AddedDllDirectory>) -> PyResult<()> {
    let added = cookie.0.lock().unwrap_or_else(PoisonError::into_inner).take();
    match added {
        Some(added) => once(py, || ManuallyDrop::into_inner(added).remove()).or_raise(py),
        None => Err(PyValueError::new_err("the directory has been removed")),
    }
}
