//! How long this process and its children have worked.

use ostler::raw::processes;
use pyo3::prelude::*;

use crate::call::brief;
use crate::error::OrRaise as _;
use crate::ffi::structseq::{Field, StructSeq};
use crate::functions;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; times);
    module.add("times_result", TIMES_RESULT.type_object(module.py())?)
}

/// What `times` gives.
static TIMES_RESULT: StructSeq = StructSeq::new(
    c"posix.times_result",
    c"times_result: Result from os.times(), in seconds.",
    &[
        Field::Named(c"user", c"user time"),
        Field::Named(c"system", c"system time"),
        Field::Named(c"children_user", c"user time of children"),
        Field::Named(c"children_system", c"system time of children"),
        Field::Named(c"elapsed", c"elapsed time since an arbitrary point in the past"),
    ],
    5,
);

/// How long this process and the children it has waited for have worked, in seconds.
#[pyfunction]
fn times(py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
    let times = brief(py, processes::times).or_raise(py)?;
    let mut result = TIMES_RESULT.start(py)?;
    let ticks =
        [times.user, times.system, times.children_user, times.children_system, times.elapsed];
    for ticks in ticks {
        result.push(ticks as f64 / times.ticks_per_second as f64)?;
    }
    result.finish()
}
