//! Paths as text: nothing here asks the system.

use pyo3::prelude::*;

use crate::both::path::{self, Words};
use crate::functions;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    path::add(module)?;
    functions!(module; _path_normpath, _path_splitroot_ex);
    Ok(())
}

fn is_separator(byte: u8) -> bool {
    matches!(byte, b'\\' | b'/')
}

/// How long the drive is, and the root after it.
fn roots(path: &[u8]) -> (usize, usize) {
    let is_at = |at: usize| path.get(at).copied().is_some_and(is_separator);
    let next = |from: usize| (from..path.len()).find(|at| is_at(*at));
    if is_at(0) && is_at(1) {
        // A server and its share, or a device: `\\?\UNC\server\share`, `\\server\share`, `\\.\device`, `\\?\device`.
        let start = if is_unc(path) { 8 } else { 2 };
        let share = next(start).and_then(|at| next(at + 1));
        return share.map_or((path.len(), 0), |at| (at, 1));
    }
    if is_at(0) {
        return (0, 1);
    }
    // The letter may be any character.
    let letter = path.iter().skip(1).take_while(|byte| **byte & 0xc0 == 0x80).count() + 1;
    if path.get(letter) == Some(&b':') {
        return (letter + 1, usize::from(is_at(letter + 1)));
    }
    (0, 0)
}

fn is_unc(path: &[u8]) -> bool {
    const START: &[u8; 8] = br"\\?\UNC\";
    let same = |(own, expected): (&u8, &u8)| {
        own.eq_ignore_ascii_case(expected) || (*expected == b'\\' && *own == b'/')
    };
    path.len() >= START.len() && path.iter().zip(START).all(same)
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
    let slash = |byte: &u8| if is_separator(*byte) { b'\\' } else { *byte };
    let mut path: Vec<u8> = start.iter().map(slash).collect();
    path.extend(parts.join(&b'\\'));
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

/// A path's drive, root and the rest.
#[pyfunction]
fn _path_splitroot_ex<'py>(
    py: Python<'py>,
    path: &Bound<'py, PyAny>,
) -> PyResult<(Bound<'py, PyAny>, Bound<'py, PyAny>, Bound<'py, PyAny>)> {
    let path = Words::new("_path_splitroot_ex", path)?;
    let (drive, rest) = path.bytes().split_at(roots(path.bytes()).0);
    let (root, rest) = rest.split_at(roots(path.bytes()).1);
    Ok((path.part(py, drive)?, path.part(py, root)?, path.part(py, rest)?))
}
