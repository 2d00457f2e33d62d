//! What a method is given.

use std::ops::Deref;

use pyo3::prelude::*;
use pyo3::types::{PyString, PyTuple, PyTupleMethods};

/// The arguments of a method, as they were given.
#[derive(Clone, Copy)]
pub struct Arguments<'a, 'py> {
    /// By place, then by name.
    pub(super) all: &'a [Borrowed<'a, 'py, PyAny>],
    pub(super) names: Option<Borrowed<'a, 'py, PyTuple>>,
}

impl<'a, 'py> Arguments<'a, 'py> {
    /// Whether there are none.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// How many were given by place, and the others.
    pub fn split(
        &self,
    ) -> (usize, impl Iterator<Item = (Bound<'py, PyString>, &'a Bound<'py, PyAny>)>) {
        let names = self.names.as_deref();
        let by_place = self.all.len().saturating_sub(names.map_or(0, PyTupleMethods::len));
        let names = names.into_iter().flat_map(PyTupleMethods::iter);
        let names = names.filter_map(|name| name.cast_into::<PyString>().ok());
        (by_place, names.zip(self.all.iter().skip(by_place).map(Deref::deref)))
    }
}
