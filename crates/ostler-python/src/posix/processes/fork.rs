//! Splitting the process in two.

use std::ffi::CString;
use std::os::fd::IntoRawFd;

use ostler::audit::events;
use ostler_capi::fork::{is_finalizing, split};
use ostler_capi::version;
use ostler_sys::processes;
use pyo3::exceptions::{PyDeprecationWarning, PyRuntimeError};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyType};

use crate::audit::audit;
use crate::convert::Optional;
use crate::error::OrRaise as _;
use crate::functions;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; fork, forkpty, register_at_fork);
    let at_the_end = module.py().import("builtins")?.getattr_opt("PythonFinalizationError")?;
    let at_the_end = match at_the_end {
        Some(class) => class.cast_into::<PyType>()?,
        None => module.py().get_type::<PyRuntimeError>(),
    };
    // Set already where the module is made a second time.
    let _ = AT_THE_END.set(module.py(), at_the_end.unbind());
    let own = module.py().import("posix")?.getattr("register_at_fork")?;
    let _ = REGISTER.set(module.py(), own.unbind());
    Ok(())
}

/// The interpreter's own `register_at_fork`; by the time it is wanted, this module's may be found under its name.
static REGISTER: PyOnceLock<Py<PyAny>> = PyOnceLock::new();

/// What is raised once the interpreter comes down. Looked up before: later there may be no looking up.
static AT_THE_END: PyOnceLock<Py<PyType>> = PyOnceLock::new();

/// Since 3.12 there is no forking from an interpreter that comes down.
fn refuse_at_the_end(py: Python<'_>) -> PyResult<()> {
    if !version::since(12) || !is_finalizing(py) {
        return Ok(());
    }
    let text = "can't fork at interpreter shutdown";
    Err(match AT_THE_END.get(py) {
        Some(class) => PyErr::from_type(class.bind(py).clone(), text),
        None => PyRuntimeError::new_err(text),
    })
}

/// Since 3.12 there is a warning if the process has several threads, of whatever kind.
fn warn_of_threads(py: Python<'_>, function: &str) {
    if !version::since(12) || threads(py) <= 1 {
        return;
    }
    let pid = ostler_sys::params::getpid();
    let text = format!(
        "This process (pid={pid}) is multi-threaded, use of {function}() may lead to deadlocks in the child."
    );
    let category = py.get_type::<PyDeprecationWarning>();
    if let Ok(text) = CString::new(text) {
        // There is a child by now, whose number the caller must get: a warning that is made an exception is lost.
        let _ = PyErr::warn(py, &category, &text, 1);
    }
}

/// How many threads there are, or how many of them `threading` knows where the system does not tell.
fn threads(py: Python<'_>) -> usize {
    #[cfg(target_os = "linux")]
    if let Ok(threads) = ostler_sys::linux::process::stat::own_threads() {
        return usize::try_from(threads).unwrap_or(0);
    }
    let known = || -> PyResult<usize> {
        let modules = py.import("sys")?.getattr("modules")?;
        let Ok(threading) = modules.get_item("threading") else {
            return Ok(0);
        };
        Ok(threading.getattr("_active")?.len()? + threading.getattr("_limbo")?.len()?)
    };
    known().unwrap_or(0)
}

/// Fork a child process.
///
/// Return 0 in the child, and the id of the child in the parent.
#[pyfunction]
fn fork(py: Python<'_>) -> PyResult<i32> {
    refuse_at_the_end(py)?;
    audit(py, events::Fork {})?;
    // SAFETY: the interpreter puts itself in order on both sides; what other threads of the program's held is the program's
    // to know, which is warned below.
    #[allow(unsafe_code)]
    let answer = split(py, || unsafe { processes::fork() }, |&pid| pid == 0);
    if !matches!(answer, Ok(0)) {
        warn_of_threads(py, "fork");
    }
    answer.or_raise(py)
}

/// Fork a child process whose terminal is a new one.
///
/// Return 0 and -1 in the child, and in the parent the id of the child and a descriptor of the other side of the terminal.
#[pyfunction]
fn forkpty(py: Python<'_>) -> PyResult<(i32, i32)> {
    refuse_at_the_end(py)?;
    audit(py, events::Forkpty {})?;
    // SAFETY: as for `fork`.
    #[allow(unsafe_code)]
    let answer = split(py, || unsafe { processes::forkpty() }, |&(pid, _)| pid == 0);
    if !matches!(answer, Ok((0, _))) {
        warn_of_threads(py, "forkpty");
    }
    let (pid, terminal) = answer.or_raise(py)?;
    Ok((pid, terminal.map_or(-1, IntoRawFd::into_raw_fd)))
}

/// Register functions that are called when the process forks.
///
/// Those called before it are called the last registered first; those after it, in the parent or the child, in the order in
/// which they were registered.
#[pyfunction]
#[pyo3(
    signature = (
        *, before=Optional::LEFT_OUT, after_in_child=Optional::LEFT_OUT, after_in_parent=Optional::LEFT_OUT
    ),
    text_signature = "(*, before=..., after_in_child=..., after_in_parent=...)"
)]
fn register_at_fork(
    py: Python<'_>,
    before: Optional<'_>,
    after_in_child: Optional<'_>,
    after_in_parent: Optional<'_>,
) -> PyResult<()> {
    let functions = PyDict::new(py);
    for (name, function) in [
        ("before", before),
        ("after_in_child", after_in_child),
        ("after_in_parent", after_in_parent),
    ] {
        if let Some(function) = function.given() {
            functions.set_item(name, function)?;
        }
    }
    // The lists are the interpreter's, which goes through them at every fork, `subprocess`'s included.
    match REGISTER.get(py) {
        Some(own) => own.bind(py).call((), Some(&functions)).map(drop),
        None => Err(PyRuntimeError::new_err("the module is not initialized")),
    }
}
