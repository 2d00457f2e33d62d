//! Configuration values of files.

use ostler::errno;
use ostler_sys::system;
use pyo3::prelude::*;

use crate::call::blocking;
use crate::convert::{Fildes, Given, PATHCONF, Takes, borrowed};
use crate::error::{Failure, OrRaise as _};
use crate::functions;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; pathconf, fpathconf);
    module.add("pathconf_names", PATHCONF.dict(module.py())?)
}

/// As C has it where there is no limit.
const NO_LIMIT: i64 = -1;

/// A configuration value of a file, by its path or an open descriptor; -1 if there is no limit.
#[doc = crate::doc::or_fd_alone!()]
#[doc = crate::doc::errors!()]
#[doc = crate::doc::on_unix!()]
#[pyfunction]
fn pathconf(py: Python<'_>, path: &Bound<'_, PyAny>, name: &Bound<'_, PyAny>) -> PyResult<i64> {
    let path = Takes::path("pathconf").or_fd().from(path)?;
    let name = PATHCONF.number(name)?;
    let value = if let Some(number) = path.fd() {
        blocking(py, || system::fpathconf(borrowed(number), name))
    } else {
        let file = path.c_str();
        blocking(py, || system::pathconf(file, name))
    };
    match value {
        // The name is wrong, not the file.
        Err(Failure::System(errno::EINVAL)) => value.or_raise(py),
        _ => value.or_path(&path),
    }
    .map(|value| value.unwrap_or(NO_LIMIT))
}

/// A configuration value of an open file; -1 if there is no limit.
#[pyfunction]
#[pyo3(signature = (fd, name, /))]
fn fpathconf(py: Python<'_>, fd: Given<Fildes>, name: &Bound<'_, PyAny>) -> PyResult<i64> {
    let (fd, name) = (fd.get()?.fd(), PATHCONF.number(name)?);
    let value = blocking(py, || system::fpathconf(fd, name)).or_raise(py)?;
    Ok(value.unwrap_or(NO_LIMIT))
}
