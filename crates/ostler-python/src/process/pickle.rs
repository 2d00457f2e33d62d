//! Copies and pickles: a process is the same process in another program of this boot, and no other anywhere.

use ostler::process::Identity;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple, PyType};

use super::errors;
use super::object::Process;
use super::state::State;

type Object<'py> = Bound<'py, PyAny>;

/// A function, its arguments, and the attributes to add: what `pickle` makes an object of.
type Reduced<'py> = (Object<'py>, Bound<'py, PyTuple>, Object<'py>);

const ELSEWHERE: &str = "process of another boot, machine or PID namespace";

/// A function of this module, which pickles name.
pub(super) fn function<'py>(py: Python<'py>, name: &str) -> PyResult<Object<'py>> {
    py.import("ostler.process")?.getattr(name)
}

/// A new object of a class, with what is known of a process.
fn with_state<'py>(class: &Bound<'py, PyType>, state: State) -> PyResult<Bound<'py, Process>> {
    let object = class.call_method1(intern!(class.py(), "__new__"), (class,))?;
    let object = object.cast_into::<Process>()?;
    let old = std::mem::replace(&mut *object.get().state(), state);
    drop(old);
    Ok(object)
}

/// The attributes that a program has given an object.
fn attributes<'py>(object: &Object<'py>) -> PyResult<Bound<'py, PyDict>> {
    Ok(object.getattr(intern!(object.py(), "__dict__"))?.cast_into()?)
}

pub(super) fn copy<'py>(
    slf: &Bound<'py, Process>,
    deep: Option<&Object<'py>>,
) -> PyResult<Bound<'py, Process>> {
    let py = slf.py();
    let state = slf.get().state().copied(py);
    let new = with_state(&slf.get_type(), state)?;
    let mut own = attributes(slf.as_any())?;
    if let Some(memo) = deep {
        memo.set_item(slf.as_ptr() as usize, &new)?;
        let deepcopy = py.import("copy")?.getattr("deepcopy")?;
        own = deepcopy.call1((own, memo))?.cast_into()?;
    }
    attributes(new.as_any())?.update(own.as_mapping())?;
    Ok(new)
}

pub(super) fn reduce<'py>(slf: &Bound<'py, Process>) -> PyResult<Reduced<'py>> {
    let py = slf.py();
    let state = slf.get().state().copied(py);
    let identity = match state.process() {
        None => None,
        Some(process) => {
            let identity = process.identity().map_err(|error| errors::plain(py, &error))?;
            Some(identity.to_string())
        }
    };
    let arguments = (slf.get_type(), state.pid(), identity, state.to_dict(py)?);
    let own = attributes(slf.as_any())?;
    let own = if own.is_empty() { py.None().into_bound(py) } else { own.into_any() };
    Ok((function(py, "_process_of")?, arguments.into_pyobject(py)?, own))
}

/// The process of a pickle. NoSuchProcess says that it is of another boot, machine or PID namespace.
#[pyfunction]
#[pyo3(name = "_process_of")]
pub(super) fn process_of<'py>(
    class: &Bound<'py, PyType>,
    pid: i32,
    identity: Option<&str>,
    known: &Bound<'py, PyDict>,
) -> PyResult<Bound<'py, Process>> {
    let py = class.py();
    let process = match identity {
        None => None,
        Some(text) => {
            let identity: Identity = text.parse().map_err(|error| errors::plain(py, &error))?;
            let found = ostler::process::Process::from_identity(&identity);
            Some(found.map_err(|error| {
                if error.kind() != ostler::ErrorKind::ProcessLookup {
                    return errors::plain(py, &error);
                }
                let name = known.get_item("name").ok().flatten().map(Bound::unbind);
                errors::no_such_process(py, identity.pid(), name.as_ref(), Some(ELSEWHERE))
            })?)
        }
    };
    with_state(class, State::from_dict(pid, process, known)?)
}
