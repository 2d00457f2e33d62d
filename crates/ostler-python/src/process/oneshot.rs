//! `oneshot()` and `as_dict()`: several attributes from one reading.

use ostler::process::Look;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use super::attributes::Wanted;
use super::class::Process;

/// The context in which a process is read once.
#[pyclass(frozen, module = "ostler.process")]
pub(super) struct OneShot {
    process: Py<Process>,
}

impl OneShot {
    pub(super) fn of(process: &Bound<'_, Process>) -> Self {
        Self { process: process.clone().unbind() }
    }
}

#[pymethods]
impl OneShot {
    fn __enter__(&self) {
        enter(self.process.get());
    }

    #[pyo3(signature = (*_args))]
    fn __exit__(&self, _args: &Bound<'_, pyo3::types::PyTuple>) {
        leave(self.process.get());
    }
}

pub(super) fn enter(process: &Process) {
    process.state().depth += 1;
}

pub(super) fn leave(process: &Process) {
    let mut state = process.state();
    state.depth = state.depth.saturating_sub(1);
    if state.depth == 0 {
        state.forget();
    }
}

/// Attributes as a dictionary. Methods that are called for it find what has been read already.
pub(super) fn as_dict<'py>(
    slf: &Bound<'py, Process>,
    wanted: &Wanted,
) -> PyResult<Bound<'py, PyDict>> {
    enter(slf.get());
    let dict = wanted.of(slf, |py, fields| {
        slf.get().look_with(py, |look: &mut Look| look.get_all(fields))
    });
    leave(slf.get());
    dict
}
