//! Becoming another program.

use ostler::raw::processes;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;

use super::environment::inherited;
use crate::audit::audit;
use crate::both::program::{Arguments, environment, pointers};
use crate::call::brief;
use crate::convert::{Takes, borrowed};
use crate::error::OrRaise as _;
use crate::ffi::mapping::is_mapping;
use crate::functions;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; execv, execve);
    Ok(())
}

/// Become another program, with the environment of this one. Returns only with an error.
#[pyfunction]
#[pyo3(signature = (path, argv, /))]
fn execv(py: Python<'_>, path: &Bound<'_, PyAny>, argv: &Bound<'_, PyAny>) -> PyResult<()> {
    let path = Takes::path("execv").from(path)?;
    let arguments = Arguments::new(argv, "execv() arg 2")?.strings()?;
    audit(py, c"os.exec", (path.object(), argv, py.None().bind(py)))?;
    let environment = inherited();
    let (name, argv, envp) = (path.c_str(), pointers(&arguments)?, pointers(&environment)?);
    match brief(py, || processes::execve(name, &argv, &envp)).or_raise(py)? {}
}

/// Become another program, with an environment of its own. Returns only with an error.
///
/// The program may be an open descriptor.
#[pyfunction]
fn execve(
    py: Python<'_>,
    path: &Bound<'_, PyAny>,
    argv: &Bound<'_, PyAny>,
    env: &Bound<'_, PyAny>,
) -> PyResult<()> {
    let path = Takes::path("execve").or_fd().from(path)?;
    let arguments = Arguments::new(argv, "execve: argv")?;
    if !is_mapping(env) {
        return Err(PyTypeError::new_err("execve: environment must be a mapping object"));
    }
    let (arguments, environment) = (arguments.strings()?, environment(env)?);
    audit(py, c"os.exec", (path.object(), argv, env))?;
    let (name, argv, envp) = (path.c_str(), pointers(&arguments)?, pointers(&environment)?);
    match brief(py, || match path.fd() {
        Some(number) => processes::fexecve(borrowed(number), &argv, &envp),
        None => processes::execve(name, &argv, &envp),
    })
    .or_path(&path)? {}
}
