//! Paths as text: nothing here asks the system.

use pyo3::prelude::*;

use crate::both::path::{self, Words};
use crate::functions;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    path::add(module)?;
    functions!(module; _path_normpath, _path_splitroot_ex);
    Ok(())
}

/// How many slashes at the start are the root: exactly two are not the same as one.
fn root(path: &[u8]) -> usize {
    match path.iter().take_while(|byte| **byte == b'/').count() {
        2 => 2,
        slashes => slashes.min(1),
    }
}

/// The path without `.`, `..` and superfluous slashes.
fn normal(path: &[u8]) -> Vec<u8> {
    let (root, rest) = path.split_at(root(path));
    let mut parts: Vec<&[u8]> = Vec::new();
    for part in rest.split(|byte| *byte == b'/') {
        match part {
            b"" | b"." => {}
            b".." => match parts.last() {
                Some(last) if *last != b".." => drop(parts.pop()),
                None if !root.is_empty() => {}
                _ => parts.push(part),
            },
            _ => parts.push(part),
        }
    }
    let mut path = root.to_vec();
    path.extend(parts.join(&b'/'));
    if path.is_empty() {
        path.push(b'.');
    }
    path
}

/// A path without `.`, `..` and superfluous slashes, by its text alone.
#[pyfunction]
fn _path_normpath<'py>(py: Python<'py>, path: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    let path = Words::new("_path_normpath", path)?;
    path.part(py, &normal(path.bytes()))
}

/// A path's drive, root and the rest.
#[pyfunction]
fn _path_splitroot_ex<'py>(
    py: Python<'py>,
    path: &Bound<'py, PyAny>,
) -> PyResult<(Bound<'py, PyAny>, Bound<'py, PyAny>, Bound<'py, PyAny>)> {
    let path = Words::new("_path_splitroot_ex", path)?;
    let bytes = path.bytes();
    let (root, rest) = bytes.split_at(root(bytes));
    Ok((path.part(py, b"")?, path.part(py, root)?, path.part(py, rest)?))
}
