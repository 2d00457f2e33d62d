//! Becoming another program; on Windows having one in this one's place.

use ostler::audit::events;
use ostler_capi::mapping::is_mapping;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;

use super::program::{self, Arguments, EXECVE, Inherited, environment, pointers};
use crate::audit::audit;
use crate::convert::Takes;
use crate::error::OrRaise as _;
use crate::functions;

pub(crate) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; execv, execve);
    Ok(())
}

/// Run another program in the place of this one, with the same environment. Returns only with an error.
#[pyfunction]
#[pyo3(signature = (path, argv, /))]
fn execv(py: Python<'_>, path: &Bound<'_, PyAny>, argv: &Bound<'_, PyAny>) -> PyResult<()> {
    let path = Takes::path("execv").from(path)?;
    let arguments = Arguments::new(argv, "execv() arg 2")?.strings()?;
    audit(py, events::Exec { path: path.object(), args: argv, env: py.None().bind(py) })?;
    let environment = Inherited::new();
    let (argv, envp) = (pointers(&arguments)?, environment.pointers()?);
    match program::execute(&path, &argv, &envp).or_raise(py)? {}
}

/// Run another program in the place of this one, with an environment of its own. Returns only with an error.
///
/// The program may be an open descriptor, but for Windows.
#[pyfunction]
fn execve(
    py: Python<'_>,
    path: &Bound<'_, PyAny>,
    argv: &Bound<'_, PyAny>,
    env: &Bound<'_, PyAny>,
) -> PyResult<()> {
    let path = EXECVE.from(path)?;
    let arguments = Arguments::new(argv, "execve: argv")?;
    if !is_mapping(env) {
        return Err(PyTypeError::new_err("execve: environment must be a mapping object"));
    }
    let (arguments, environment) = (arguments.strings()?, environment(env)?);
    audit(py, events::Exec { path: path.object(), args: argv, env })?;
    let (argv, envp) = (pointers(&arguments)?, pointers(&environment)?);
    match program::execute(&path, &argv, &envp).or_path(&path)? {}
}
