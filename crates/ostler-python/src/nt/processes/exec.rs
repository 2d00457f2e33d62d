//! Having another program in this one's place.

use ostler::raw::processes::{self, Pointers};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;

use crate::audit::audit;
use crate::both::program::{Arguments, environment, pointers};
use crate::call::brief;
use crate::convert::Takes;
use crate::error::OrRaise as _;
use crate::ffi::mapping::is_mapping;
use crate::functions;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; execv, execve);
    Ok(())
}

/// Run another program, with the environment of this one, and end. Returns only with an error.
#[pyfunction]
#[pyo3(signature = (path, argv, /))]
fn execv(py: Python<'_>, path: &Bound<'_, PyAny>, argv: &Bound<'_, PyAny>) -> PyResult<()> {
    let path = Takes::path("execv").from(path)?;
    let arguments = Arguments::new(argv, "execv() arg 2")?.strings()?;
    audit(py, c"os.exec", (path.object(), argv, py.None().bind(py)))?;
    let (name, argv, envp) = (path.w_str(), pointers(&arguments)?, Pointers::none());
    match brief(py, || processes::execve(name, &argv, &envp)).or_raise(py)? {}
}

/// Run another program, with an environment of its own, and end. Returns only with an error.
#[pyfunction]
fn execve(
    py: Python<'_>,
    path: &Bound<'_, PyAny>,
    argv: &Bound<'_, PyAny>,
    env: &Bound<'_, PyAny>,
) -> PyResult<()> {
    let path = Takes::path("execve").from(path)?;
    let arguments = Arguments::new(argv, "execve: argv")?;
    if !is_mapping(env) {
        return Err(PyTypeError::new_err("execve: environment must be a mapping object"));
    }
    let (arguments, environment) = (arguments.strings()?, environment(env)?);
    audit(py, c"os.exec", (path.object(), argv, env))?;
    let (name, argv, envp) = (path.w_str(), pointers(&arguments)?, pointers(&environment)?);
    match brief(py, || processes::execve(name, &argv, &envp)).or_path(&path)? {}
}
