//! What is done to the descriptors of a child before its program starts.

use ostler_capi::number;
use ostler_capi::text::Encoded;
use ostler_sys::processes::Spawn;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyInt, PyTuple};

use crate::convert::borrowed;
use crate::error::OrRaise as _;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("POSIX_SPAWN_OPEN", OPEN)?;
    module.add("POSIX_SPAWN_CLOSE", CLOSE)?;
    module.add("POSIX_SPAWN_DUP2", DUP2)?;
    module.add("POSIX_SPAWN_CLOSEFROM", CLOSEFROM)
}

const OPEN: i64 = 0;
const CLOSE: i64 = 1;
const DUP2: i64 = 2;
const CLOSEFROM: i64 = 3;

/// Has a child do what a sequence of tuples says.
pub(super) fn add_actions(spawn: &mut Spawn, actions: &Bound<'_, PyAny>) -> PyResult<()> {
    let py = actions.py();
    let actions = actions.try_iter().map_err(|error| {
        if error.is_instance_of::<PyTypeError>(py) {
            PyTypeError::new_err("file_actions must be a sequence or None")
        } else {
            error
        }
    })?;
    for action in actions {
        let action = action?;
        let action = action.cast::<PyTuple>().ok();
        let Some((action, kind)) = action.and_then(|it| Some((it, it.get_item(0).ok()?))) else {
            let text = "Each file_actions element must be a non-empty tuple";
            return Err(PyTypeError::new_err(text));
        };
        add_action(spawn, i64::from(number::long(&kind)?), action)?;
    }
    Ok(())
}

fn add_action(spawn: &mut Spawn, kind: i64, action: &Bound<'_, PyTuple>) -> PyResult<()> {
    let py = action.py();
    let of_length = |name, len: usize| -> PyResult<()> {
        if action.len() == len { Ok(()) } else { Err(wrong(name, len)) }
    };
    let fd = |at| number::signed(&action.get_item(at)?);
    match kind {
        OPEN => {
            of_length("open", 5)?;
            let fd = fd(1)?;
            let path = Encoded::of_path(&action.get_item(2)?)?;
            let flags = number::signed(&action.get_item(3)?)?;
            let mode = action.get_item(4)?;
            if !mode.is_instance_of::<PyInt>() {
                return Err(wrong("open", 5));
            }
            let mode = number::masked(&mode)?;
            spawn.open(fd, path.c_str().unwrap_or(c""), flags, mode).or_raise(py)
        }
        CLOSE => {
            of_length("close", 2)?;
            spawn.close(fd(1)?).or_raise(py)
        }
        DUP2 => {
            of_length("dup2", 3)?;
            spawn.dup2(borrowed(fd(1)?), fd(2)?).or_raise(py)
        }
        CLOSEFROM => {
            of_length("closefrom", 2)?;
            spawn.close_from(fd(1)?).or_raise(py)
        }
        _ => Err(PyTypeError::new_err("Unknown file_actions identifier")),
    }
}

fn wrong(name: &str, len: usize) -> PyErr {
    PyTypeError::new_err(format!("A {name} file_action tuple must have {len} elements"))
}
