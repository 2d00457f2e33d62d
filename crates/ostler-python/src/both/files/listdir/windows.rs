//! Windows: one name after the other.

use ostler::errno::WinError;
use ostler_sys::files::Find;
use pyo3::prelude::*;

use crate::call::blocking;
use crate::convert::{PathArg, Takes};
use crate::error::OrRaise as _;

pub(super) const TAKES: Takes = Takes::path("listdir").or_none();

/// The names in it.
pub(super) struct Names(Vec<Vec<u16>>);

impl Names {
    pub(super) fn read(py: Python<'_>, path: &PathArg<'_>) -> PyResult<Self> {
        let directory = path.w_str();
        let read = blocking(py, || {
            let mut names = Vec::new();
            let Some(mut find) = Find::directory(directory)? else { return Ok(names) };
            while let Some(found) = find.advance()? {
                names.push(found.name().to_vec());
            }
            Ok::<_, WinError>(names)
        });
        if path.is_none() { read.or_raise(py) } else { read.or_path(path) }.map(Self)
    }

    pub(super) fn each(&self, call: impl FnMut(&Vec<u16>) -> PyResult<()>) -> PyResult<()> {
        self.0.iter().try_for_each(call)
    }
}
