//! `oneshot()` and `as_dict()`: several attributes from one reading.

use ostler::process::Look;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use super::attribute::Answer;
use super::object::Process;
use super::wanted::{Plan, Wanted};

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
    let plan = wanted.plan(slf.py(), &slf.get_type())?;
    enter(slf.get());
    let dict = read(slf, &plan).and_then(|read| wanted.of(slf, &plan, read));
    leave(slf.get());
    dict
}

fn read(slf: &Bound<'_, Process>, plan: &Plan) -> PyResult<Vec<Answer>> {
    if plan.fields.is_empty() {
        return Ok(Vec::new());
    }
    let read = slf.get().look_with(slf.py(), |look| look.get_all(plan.fields))?;
    read.map_err(|error| slf.get().failed(slf.py(), &error))
}

/// The same where a look has been turned to the process, and has read what the plan asks for.
pub(super) fn as_dict_of<'py>(
    slf: &Bound<'py, Process>,
    wanted: &Wanted,
    plan: &Plan,
    look: &mut Option<Box<Look>>,
    read: Vec<Answer>,
) -> PyResult<Bound<'py, PyDict>> {
    let lend = |look: &mut Option<Box<Look>>| {
        let mut state = slf.get().state();
        std::mem::swap(&mut state.look, look);
    };
    enter(slf.get());
    lend(look);
    let dict = wanted.of(slf, plan, read);
    lend(look);
    leave(slf.get());
    dict
}
