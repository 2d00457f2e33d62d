//! The exceptions, and what of the library's errors is which.

use ostler::ErrorKind;
#[cfg(windows)]
use pyo3::exceptions::PyNotImplementedError;
use pyo3::exceptions::{PyException, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};

use crate::convert::named;
use crate::error::Failure;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<Error>()?;
    module.add_class::<NoSuchProcess>()?;
    module.add_class::<ZombieProcess>()?;
    module.add_class::<AccessDenied>()?;
    module.add_class::<TimeoutExpired>()
}

type Object<'py> = Bound<'py, PyAny>;

/// The base of all exceptions about processes.
#[pyclass(extends = PyException, subclass, module = "ostler.process")]
pub(super) struct Error;

/// The attributes that say something, as text.
fn details(error: &Object<'_>, names: &[&str]) -> PyResult<String> {
    let mut parts = Vec::new();
    for name in names {
        let Some(value) = error.getattr_opt(*name)? else { continue };
        if value.is_truthy()? || *name == "pid" && value.eq(0)? {
            parts.push(format!("{name}={}", value.repr()?));
        }
    }
    Ok(parts.join(", "))
}

#[pymethods]
impl Error {
    #[new]
    #[pyo3(signature = (*_args, **_kwargs))]
    fn new(_args: &Bound<'_, PyTuple>, _kwargs: Option<&Bound<'_, PyDict>>) -> Self {
        Self
    }

    fn __str__(slf: &Bound<'_, Self>) -> PyResult<String> {
        let details = details(slf.as_any(), &["pid", "ppid", "name"])?;
        let message = match slf.as_any().getattr_opt("msg")? {
            Some(message) if message.is_truthy()? => message.str()?.to_string(),
            _ => String::new(),
        };
        Ok(match (message.is_empty(), details.is_empty()) {
            (_, true) => message,
            (true, false) => format!("({details})"),
            (false, false) => format!("{message} ({details})"),
        })
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        let details = details(slf.as_any(), &["pid", "ppid", "name", "seconds", "msg"])?;
        Ok(format!("psutil.{}({details})", slf.get_type().name()?))
    }
}

/// What an exception has for attributes, and nothing for arguments.
fn set(error: &Object<'_>, attributes: &[(&str, Object<'_>)]) -> PyResult<()> {
    error.setattr("args", PyTuple::empty(error.py()))?;
    attributes.iter().try_for_each(|(name, value)| error.setattr(*name, value))
}

/// A message, or another where none was given.
fn message<'py>(py: Python<'py>, given: &Object<'py>, otherwise: &str) -> PyResult<Object<'py>> {
    if given.is_truthy()? {
        return Ok(given.clone());
    }
    Ok(otherwise.into_pyobject(py)?.into_any())
}

/// `None` where nothing was given.
fn or_none<'py>(py: Python<'py>, given: Option<Object<'py>>) -> Object<'py> {
    given.unwrap_or_else(|| py.None().into_bound(py))
}

/// How an exception is made again: its class, and its attributes as arguments.
fn reduce<'py>(
    error: &Object<'py>,
    names: &[&str],
) -> PyResult<(Object<'py>, Bound<'py, PyTuple>)> {
    let values: Vec<_> = names.iter().map(|name| error.getattr(*name)).collect::<PyResult<_>>()?;
    Ok((error.get_type().into_any(), PyTuple::new(error.py(), values)?))
}

/// There is no such process, or no longer.
#[pyclass(extends = Error, subclass, module = "ostler.process")]
pub(super) struct NoSuchProcess;

#[pymethods]
impl NoSuchProcess {
    #[new]
    #[pyo3(signature = (*_args, **_kwargs))]
    fn new(
        _args: &Bound<'_, PyTuple>,
        _kwargs: Option<&Bound<'_, PyDict>>,
    ) -> PyClassInitializer<Self> {
        PyClassInitializer::from(Error).add_subclass(Self)
    }

    #[pyo3(signature = (pid, name=None, msg=None))]
    fn __init__<'py>(
        slf: &Bound<'py, Self>,
        pid: Object<'py>,
        name: Option<Object<'py>>,
        msg: Option<Object<'py>>,
    ) -> PyResult<()> {
        let py = slf.py();
        let msg = message(py, &or_none(py, msg), "process no longer exists")?;
        set(slf.as_any(), &[("pid", pid), ("name", or_none(py, name)), ("msg", msg)])
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Object<'py>, Bound<'py, PyTuple>)> {
        reduce(slf.as_any(), &["pid", "name", "msg"])
    }
}

/// The process has ended, and its parent has not asked how.
#[pyclass(extends = NoSuchProcess, subclass, module = "ostler.process")]
pub(super) struct ZombieProcess;

#[pymethods]
impl ZombieProcess {
    #[new]
    #[pyo3(signature = (*_args, **_kwargs))]
    fn new(
        _args: &Bound<'_, PyTuple>,
        _kwargs: Option<&Bound<'_, PyDict>>,
    ) -> PyClassInitializer<Self> {
        PyClassInitializer::from(Error).add_subclass(NoSuchProcess).add_subclass(Self)
    }

    #[pyo3(signature = (pid, name=None, ppid=None, msg=None))]
    fn __init__<'py>(
        slf: &Bound<'py, Self>,
        pid: Object<'py>,
        name: Option<Object<'py>>,
        ppid: Option<Object<'py>>,
        msg: Option<Object<'py>>,
    ) -> PyResult<()> {
        let py = slf.py();
        let msg = message(py, &or_none(py, msg), "PID still exists but it's a zombie")?;
        let (name, ppid) = (or_none(py, name), or_none(py, ppid));
        set(slf.as_any(), &[("pid", pid), ("name", name), ("ppid", ppid), ("msg", msg)])
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Object<'py>, Bound<'py, PyTuple>)> {
        reduce(slf.as_any(), &["pid", "name", "ppid", "msg"])
    }
}

/// The system does not let us.
#[pyclass(extends = Error, subclass, module = "ostler.process")]
pub(super) struct AccessDenied;

#[pymethods]
impl AccessDenied {
    #[new]
    #[pyo3(signature = (*_args, **_kwargs))]
    fn new(
        _args: &Bound<'_, PyTuple>,
        _kwargs: Option<&Bound<'_, PyDict>>,
    ) -> PyClassInitializer<Self> {
        PyClassInitializer::from(Error).add_subclass(Self)
    }

    #[pyo3(signature = (pid=None, name=None, msg=None))]
    fn __init__<'py>(
        slf: &Bound<'py, Self>,
        pid: Option<Object<'py>>,
        name: Option<Object<'py>>,
        msg: Option<Object<'py>>,
    ) -> PyResult<()> {
        let py = slf.py();
        let msg = message(py, &or_none(py, msg), "")?;
        let (pid, name) = (or_none(py, pid), or_none(py, name));
        set(slf.as_any(), &[("pid", pid), ("name", name), ("msg", msg)])
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Object<'py>, Bound<'py, PyTuple>)> {
        reduce(slf.as_any(), &["pid", "name", "msg"])
    }
}

/// The process was still there when the time was up.
#[pyclass(extends = Error, subclass, module = "ostler.process")]
pub(super) struct TimeoutExpired;

#[pymethods]
impl TimeoutExpired {
    #[new]
    #[pyo3(signature = (*_args, **_kwargs))]
    fn new(
        _args: &Bound<'_, PyTuple>,
        _kwargs: Option<&Bound<'_, PyDict>>,
    ) -> PyClassInitializer<Self> {
        PyClassInitializer::from(Error).add_subclass(Self)
    }

    #[pyo3(signature = (seconds, pid=None, name=None))]
    fn __init__<'py>(
        slf: &Bound<'py, Self>,
        seconds: Object<'py>,
        pid: Option<Object<'py>>,
        name: Option<Object<'py>>,
    ) -> PyResult<()> {
        let py = slf.py();
        let msg = format!("timeout after {} seconds", seconds.str()?).into_pyobject(py)?.into_any();
        let (pid, name) = (or_none(py, pid), or_none(py, name));
        set(slf.as_any(), &[("seconds", seconds), ("pid", pid), ("name", name), ("msg", msg)])
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Object<'py>, Bound<'py, PyTuple>)> {
        reduce(slf.as_any(), &["seconds", "pid", "name"])
    }
}

/// What says that a number has a new owner.
pub(super) const REUSED: &str = "process no longer exists and its PID has been reused";

/// `NoSuchProcess`, with a message of its own or the usual one.
#[cold]
pub(super) fn no_such_process(
    py: Python<'_>,
    pid: impl for<'a> IntoPyObject<'a>,
    name: Option<&Py<PyAny>>,
    msg: Option<&str>,
) -> PyErr {
    make::<NoSuchProcess>(py, (pid, name, msg))
}

/// `AccessDenied`.
#[cold]
pub(super) fn access_denied(py: Python<'_>, pid: i32, name: Option<&Py<PyAny>>) -> PyErr {
    make::<AccessDenied>(py, (pid, name))
}

/// `TimeoutExpired`.
#[cold]
pub(super) fn timeout_expired<'py>(
    py: Python<'py>,
    seconds: &Object<'py>,
    pid: i32,
    name: Option<&Py<PyAny>>,
) -> PyErr {
    make::<TimeoutExpired>(py, (seconds, pid, name))
}

fn make<'py, T: pyo3::PyTypeInfo>(
    py: Python<'py>,
    arguments: impl pyo3::call::PyCallArgs<'py>,
) -> PyErr {
    py.get_type::<T>().call1(arguments).map_or_else(|error| error, PyErr::from_value)
}

/// The exception for an error about a process whose name may be known.
#[cold]
pub(super) fn of(
    py: Python<'_>,
    error: &ostler::Error,
    pid: i32,
    name: Option<&Py<PyAny>>,
) -> PyErr {
    match error.kind() {
        ErrorKind::ZombieProcess => make::<ZombieProcess>(py, (pid, name)),
        ErrorKind::ProcessLookup => {
            let reused = ostler::process::exists(pid).unwrap_or(false);
            no_such_process(py, pid, name, reused.then_some(REUSED))
        }
        ErrorKind::PermissionDenied => make::<AccessDenied>(py, (pid, name)),
        _ => plain(py, error),
    }
}

/// The exception for an error that is about no process: an `OSError`, or a `ValueError`.
#[cold]
pub(super) fn plain(py: Python<'_>, error: &ostler::Error) -> PyErr {
    // Wine has not all that Windows has, and not everybody can be asked to end.
    #[cfg(windows)]
    if error.kind() == ErrorKind::NotImplemented {
        return PyNotImplementedError::new_err(error.to_string());
    }
    let filename = error.filename().and_then(|path| named(py, path.as_os_str(), false).ok());
    match Failure::of(error) {
        Some(failure) => failure.raise(py, filename.as_ref(), None),
        None => PyValueError::new_err(error.to_string()),
    }
}
