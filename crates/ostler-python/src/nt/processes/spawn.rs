//! Running programs the old way.

use ostler::audit::events;
use ostler::os::SpawnMode;
use ostler_capi::mapping::is_mapping;
use ostler_sys::processes;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;

use crate::audit::audit;
use crate::both::program::{Arguments, Inherited, environment, pointers};
use crate::call::once;
use crate::convert::{Int, Takes};
use crate::error::OrRaise as _;
use crate::{constants, functions};

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; spawnv, spawnve);
    constants!(module; |mode: SpawnMode| mode.raw() => ostler::os::{
        P_WAIT, P_NOWAIT, P_NOWAITO, P_OVERLAY, P_DETACH,
    });
    Ok(())
}

/// Run a program: the mode says whether this one waits for it. Returns its exit code, or a handle of it.
#[pyfunction]
#[pyo3(signature = (mode, path, argv, /))]
fn spawnv(
    py: Python<'_>,
    mode: Int,
    path: &Bound<'_, PyAny>,
    argv: &Bound<'_, PyAny>,
) -> PyResult<isize> {
    let mode = mode.get()?;
    let path = Takes::path("spawnv").from(path)?;
    let arguments = Arguments::new(argv, "spawnv() arg 2")?.strings()?;
    audit(py, events::Spawn { mode, path: path.object(), args: argv, env: py.None().bind(py) })?;
    let environment = Inherited::new();
    let (name, argv, envp) = (path.w_str(), pointers(&arguments)?, environment.pointers()?);
    // Not a second time, whatever happens: the program may have run.
    once(py, || processes::spawnve(mode, name, &argv, &envp)).or_raise(py)
}

/// Run a program with an environment of its own: the mode says whether this one waits for it. Returns its exit code, or a
/// handle of it.
#[pyfunction]
#[pyo3(signature = (mode, path, argv, env, /))]
fn spawnve(
    py: Python<'_>,
    mode: Int,
    path: &Bound<'_, PyAny>,
    argv: &Bound<'_, PyAny>,
    env: &Bound<'_, PyAny>,
) -> PyResult<isize> {
    let mode = mode.get()?;
    let path = Takes::path("spawnve").from(path)?;
    let arguments = Arguments::new(argv, "spawnve() arg 2")?;
    if !is_mapping(env) {
        return Err(PyTypeError::new_err("spawnve() arg 3 must be a mapping object"));
    }
    let (arguments, environment) = (arguments.strings()?, environment(env)?);
    audit(py, events::Spawn { mode, path: path.object(), args: argv, env })?;
    let (name, argv, envp) = (path.w_str(), pointers(&arguments)?, pointers(&environment)?);
    once(py, || processes::spawnve(mode, name, &argv, &envp)).or_raise(py)
}
