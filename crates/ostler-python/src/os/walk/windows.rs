//! Directories have no descriptors here, so nobody walks with them.

use std::path::Path;

use ostler::os::Steps;
use pyo3::exceptions::PyNotImplementedError;
use pyo3::prelude::*;

use super::Weight;

/// What there is none of.
pub(super) enum Opened {}

impl Opened {
    pub(super) fn begin(
        _: &Path,
        _: bool,
        _: bool,
        _: &Bound<'_, PyAny>,
    ) -> PyResult<(Steps, Self)> {
        Err(PyNotImplementedError::new_err("fwalk unavailable on this platform"))
    }

    pub(super) fn fd(&self, _: &Steps) -> i32 {
        match *self {}
    }

    pub(super) fn weight(&self, _: &ostler::Error) -> (Weight, Option<ostler::Error>) {
        match *self {}
    }
}
