//! Paths as text: nothing here asks the system.

use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};

use crate::convert::Takes;
use crate::ffi::text::{self, Encoded, text_of};
use crate::functions;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; fspath, _path_normpath, _path_splitroot_ex);
    Ok(())
}

/// The path that an object stands for, text or bytes.
#[pyfunction]
fn fspath<'py>(path: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    text::path(path)
}

/// A path to be taken apart, and how it was given. Text is in UTF-8, so the separators are those of bytes.
struct Words<'py> {
    encoded: Encoded<'py>,
    bytes: bool,
}

impl<'py> Words<'py> {
    fn new(function: &'static str, object: &Bound<'py, PyAny>) -> PyResult<Self> {
        let path = Takes::path(function).words(object)?;
        match path.cast_into::<PyString>() {
            Ok(text) => Ok(Self { encoded: Encoded::of_any_text(text)?, bytes: false }),
            Err(other) => {
                let bytes = other.into_inner().cast_into::<PyBytes>()?;
                Ok(Self { encoded: Encoded::of_bytes(bytes), bytes: true })
            }
        }
    }

    /// A part of it in the form in which it was given.
    fn part(&self, py: Python<'py>, part: &[u8]) -> PyResult<Bound<'py, PyAny>> {
        if self.bytes { Ok(PyBytes::new(py, part).into_any()) } else { text_of(py, part) }
    }
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
    path.part(py, &normal(path.encoded.bytes()))
}

/// A path's drive, root and the rest.
#[pyfunction]
fn _path_splitroot_ex<'py>(
    py: Python<'py>,
    path: &Bound<'py, PyAny>,
) -> PyResult<(Bound<'py, PyAny>, Bound<'py, PyAny>, Bound<'py, PyAny>)> {
    let path = Words::new("_path_splitroot_ex", path)?;
    let bytes = path.encoded.bytes();
    let (root, rest) = bytes.split_at(root(bytes));
    Ok((path.part(py, b"")?, path.part(py, root)?, path.part(py, rest)?))
}
