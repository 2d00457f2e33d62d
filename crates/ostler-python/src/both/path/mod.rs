//! Paths as text: nothing here asks the system.

#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

use ostler_capi::text::{self, Encoded, text_of};
use ostler_capi::version;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};

use crate::convert::Takes;
use crate::functions;
#[cfg(unix)]
use unix::{SEPARATOR, is_separator, roots};
#[cfg(windows)]
use windows::{SEPARATOR, is_separator, roots};

pub(crate) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; fspath, _path_normpath);
    // What `os.path.splitroot` is, whose argument has had three names.
    if version::since(15) {
        functions!(module; splitroot);
    } else if version::since(14) {
        functions!(module; splitroot_of_p);
    } else {
        functions!(module; splitroot_of_path);
    }
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

    /// All of it.
    fn bytes(&self) -> &[u8] {
        self.encoded.bytes()
    }

    /// A part of it in the form in which it was given.
    fn part(&self, py: Python<'py>, part: &[u8]) -> PyResult<Bound<'py, PyAny>> {
        if self.bytes { Ok(PyBytes::new(py, part).into_any()) } else { text_of(py, part) }
    }
}

/// The path without `.`, `..` and superfluous separators, which are all the same.
fn normal(path: &[u8]) -> Vec<u8> {
    let (drive, root) = roots(path);
    let (start, rest) = path.split_at(drive + root);
    let mut parts: Vec<&[u8]> = Vec::new();
    for part in rest.split(|byte| is_separator(*byte)) {
        match part {
            b"" | b"." => {}
            b".." => match parts.last() {
                Some(last) if *last != b".." => drop(parts.pop()),
                None if root > 0 => {}
                _ => parts.push(part),
            },
            _ => parts.push(part),
        }
    }
    let slash = |byte: &u8| if is_separator(*byte) { SEPARATOR } else { *byte };
    let mut path: Vec<u8> = start.iter().map(slash).collect();
    path.extend(parts.join(&SEPARATOR));
    if path.is_empty() {
        path.push(b'.');
    }
    path
}

/// A path without `.`, `..` and superfluous separators, by its text alone.
#[pyfunction]
fn _path_normpath<'py>(py: Python<'py>, path: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    let path = Words::new("_path_normpath", path)?;
    path.part(py, &normal(path.bytes()))
}

/// A drive, a root and the rest.
type Split<'py> = (Bound<'py, PyAny>, Bound<'py, PyAny>, Bound<'py, PyAny>);

/// A path's drive, root and the rest.
#[pyfunction(name = "_path_splitroot_ex", signature = (path, /))]
fn splitroot<'py>(py: Python<'py>, path: &Bound<'py, PyAny>) -> PyResult<Split<'py>> {
    let path = Words::new("_path_splitroot_ex", path)?;
    let (drive, root) = roots(path.bytes());
    let (drive, rest) = path.bytes().split_at(drive);
    let (root, rest) = rest.split_at(root);
    Ok((path.part(py, drive)?, path.part(py, root)?, path.part(py, rest)?))
}

/// A path's drive, root and the rest.
#[pyfunction(name = "_path_splitroot_ex")]
fn splitroot_of_p<'py>(py: Python<'py>, p: &Bound<'py, PyAny>) -> PyResult<Split<'py>> {
    splitroot(py, p)
}

/// A path's drive, root and the rest.
#[pyfunction(name = "_path_splitroot_ex")]
fn splitroot_of_path<'py>(py: Python<'py>, path: &Bound<'py, PyAny>) -> PyResult<Split<'py>> {
    splitroot(py, path)
}
