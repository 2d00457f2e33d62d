//! The handles of the system, and whether programs that are run get them.

use ostler_sys::descriptors;
use pyo3::prelude::*;

use crate::call::brief;
use crate::convert::{Given, Handle, Truth};
use crate::error::OrRaise as _;
use crate::functions;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; get_handle_inheritable, set_handle_inheritable);
    Ok(())
}

/// Whether programs that the process runs inherit a handle.
#[pyfunction]
#[pyo3(signature = (handle, /))]
fn get_handle_inheritable(py: Python<'_>, handle: Given<Handle>) -> PyResult<bool> {
    let handle = handle.get()?.borrowed();
    brief(py, || descriptors::get_handle_inheritable(handle)).or_raise(py)
}

/// Say whether programs that the process runs inherit a handle.
#[pyfunction]
#[pyo3(signature = (handle, inheritable, /))]
fn set_handle_inheritable(
    py: Python<'_>,
    handle: Given<Handle>,
    inheritable: Truth,
) -> PyResult<()> {
    let (handle, inheritable) = (handle.get()?.borrowed(), inheritable.get()?);
    brief(py, || descriptors::set_handle_inheritable(handle, inheritable)).or_raise(py)
}
