//! Parents and children.

use pyo3::prelude::*;
use pyo3::types::PyList;

use super::errors;
use super::object::Process;

/// The objects for processes.
pub(super) fn objects(
    py: Python<'_>,
    processes: Vec<ostler::process::Process>,
) -> PyResult<Bound<'_, PyList>> {
    let list = PyList::empty(py);
    for process in processes {
        list.append(Process::new_of(py, process)?)?;
    }
    Ok(list)
}

pub(super) fn parent<'py>(slf: &Bound<'py, Process>) -> PyResult<Option<Bound<'py, Process>>> {
    let py = slf.py();
    let process = slf.get().process(py)?;
    let parent = py.detach(|| process.parent()).map_err(|error| slf.get().failed(py, &error))?;
    parent.map(|parent| Process::new_of(py, parent)).transpose()
}

pub(super) fn parents<'py>(slf: &Bound<'py, Process>) -> PyResult<Bound<'py, PyList>> {
    let py = slf.py();
    let process = slf.get().process(py)?;
    let parents = py.detach(|| process.parents()).map_err(|error| slf.get().failed(py, &error))?;
    objects(py, parents)
}

pub(super) fn children<'py>(
    slf: &Bound<'py, Process>,
    recursive: bool,
) -> PyResult<Bound<'py, PyList>> {
    let py = slf.py();
    let process = slf.get().process(py)?;
    let children = py.detach(|| process.children(recursive));
    objects(py, children.map_err(|error| slf.get().failed(py, &error))?)
}

/// The processes this one has started that have not ended.
#[pyfunction]
pub(super) fn active_children(py: Python<'_>) -> PyResult<Bound<'_, PyList>> {
    let active = py.detach(|| {
        let mut children = ostler::process::Process::current()?.children(false)?;
        children.retain(|child| {
            child.status().is_ok_and(|status| status != ostler::process::Status::Zombie)
        });
        Ok(children)
    });
    objects(py, active.map_err(|error: ostler::Error| errors::plain(py, &error))?)
}

/// The process that started this one, or None if it cannot be seen.
#[pyfunction]
pub(super) fn parent_process(py: Python<'_>) -> PyResult<Option<Bound<'_, Process>>> {
    let parent = py.detach(ostler::process::parent_process);
    let parent = parent.map_err(|error| errors::plain(py, &error))?;
    parent.map(|parent| Process::new_of(py, parent)).transpose()
}
