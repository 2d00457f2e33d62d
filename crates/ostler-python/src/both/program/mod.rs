//! What a new program is given: arguments and environment.

#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

use std::ffi::OsStr;

use ostler_capi::mapping;
use ostler_sys::processes::{Pointers, Strings};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyList, PyTuple};

use crate::convert::with_os_str;

#[cfg(unix)]
pub(crate) use unix::{EXECVE, Inherited, execute, inherited};
#[cfg(windows)]
pub(crate) use windows::{EXECVE, Inherited, execute};

/// A list or tuple of arguments that has not been looked into.
pub(crate) struct Arguments<'a, 'py> {
    list: List<'a, 'py>,
    /// How messages call it.
    name: &'a str,
}

enum List<'a, 'py> {
    List(&'a Bound<'py, PyList>),
    Tuple(&'a Bound<'py, PyTuple>),
}

impl<'a, 'py> Arguments<'a, 'py> {
    /// Arguments, which messages call `name`.
    pub(crate) fn new(object: &'a Bound<'py, PyAny>, name: &'a str) -> PyResult<Self> {
        let list = if let Ok(list) = object.cast::<PyList>() {
            List::List(list)
        } else if let Ok(tuple) = object.cast::<PyTuple>() {
            List::Tuple(tuple)
        } else {
            return Err(PyTypeError::new_err(format!("{name} must be a tuple or list")));
        };
        let arguments = Self { list, name };
        if arguments.len() == 0 {
            return Err(PyValueError::new_err(format!("{name} must not be empty")));
        }
        Ok(arguments)
    }

    fn len(&self) -> usize {
        match self.list {
            List::List(list) => list.len(),
            List::Tuple(tuple) => tuple.len(),
        }
    }

    /// As the system takes them. The first is the name of the program, and must not be empty.
    pub(crate) fn strings(&self) -> PyResult<Strings> {
        let mut strings = Strings::default();
        // What is called to convert an item may change the list.
        for at in 0..self.len() {
            let item = match self.list {
                List::List(list) => list.get_item(at)?,
                List::Tuple(tuple) => tuple.get_item(at)?,
            };
            with_os_str(&item, |item| {
                if at == 0 && item.is_empty() {
                    let text = format!("{} first element cannot be empty", self.name);
                    return Err(PyValueError::new_err(text));
                }
                strings.push(item);
                Ok(())
            })??;
        }
        Ok(strings)
    }
}

/// An environment that is a mapping.
pub(crate) fn environment(mapping: &Bound<'_, PyAny>) -> PyResult<Strings> {
    let (len, keys, values) = mapping::items(mapping)?;
    let mut strings = Strings::default();
    for at in 0..len {
        let (key, value) = (keys.get_item(at)?, values.get_item(at)?);
        with_os_str(&key, |key| {
            if is_illegal(key) {
                return Err(PyValueError::new_err("illegal environment variable name"));
            }
            with_os_str(&value, |value| strings.push_pair(key, value))
        })??;
    }
    Ok(strings)
}

/// Whether a name cannot be told from its value again. The first character may be a `=`, as in the names of working
/// directories on Windows.
fn is_illegal(name: &OsStr) -> bool {
    name.as_encoded_bytes().split_first().is_none_or(|(_, rest)| rest.contains(&b'='))
}

/// The vector of strings that is handed to the system.
pub(crate) fn pointers(strings: &Strings) -> PyResult<Pointers<'_>> {
    strings.pointers().map_err(|_| PyValueError::new_err("embedded null byte"))
}
