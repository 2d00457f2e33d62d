//! What the system makes of a path. The names are those by which the standard library has them.

use ostler_sys::files;
use pyo3::prelude::*;

use crate::call::blocking;
use crate::convert::{PathArg, Takes, named};
use crate::error::OrRaise as _;
use crate::functions;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(
        module;
        _getfullpathname, _getfinalpathname, _getvolumepathname, _findfirstfile, _getdiskusage, _path_isdevdrive,
    );
    Ok(())
}

fn taken<'py>(function: &'static str, path: &Bound<'py, PyAny>) -> PyResult<PathArg<'py>> {
    Takes::path(function).from(path)
}

/// A path from the root on.
#[pyfunction]
#[pyo3(signature = (path, /))]
fn _getfullpathname<'py>(path: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    let path = taken("_getfullpathname", path)?;
    let name = path.w_str();
    path.name(&blocking(path.py(), || files::full_path(name)).or_path(&path)?)
}

/// The path of what is there, through all links.
#[pyfunction]
#[pyo3(signature = (path, /))]
fn _getfinalpathname<'py>(path: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    let path = taken("_getfinalpathname", path)?;
    let name = path.w_str();
    let real = blocking(path.py(), || files::real_path(name)).or_path(&path)?;
    named(path.py(), &real, path.is_bytes())
}

/// Where the volume is mounted that a path is on.
#[pyfunction]
fn _getvolumepathname<'py>(path: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    let path = taken("_getvolumepathname", path)?;
    let name = path.w_str();
    path.name(&blocking(path.py(), || files::volume_path(name)).or_path(&path)?)
}

/// The name of an entry as its directory has it.
#[pyfunction]
#[pyo3(signature = (path, /))]
fn _findfirstfile<'py>(path: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    let path = taken("_findfirstfile", path)?;
    let name = path.w_str();
    path.name(&blocking(path.py(), || files::entry_name(name)).or_path(&path)?)
}

/// The bytes of a disk, and those that are free.
#[pyfunction]
fn _getdiskusage(path: &Bound<'_, PyAny>) -> PyResult<(u64, u64)> {
    let path = taken("_getdiskusage", path)?;
    let name = path.w_str();
    blocking(path.py(), || files::disk_usage(name)).or_path(&path)
}

/// Whether a path is on a volume for developers' files.
#[pyfunction]
fn _path_isdevdrive(path: &Bound<'_, PyAny>) -> PyResult<bool> {
    let path = taken("_path_isdevdrive", path)?;
    let name = path.w_str();
    blocking(path.py(), || files::is_dev_drive(name)).or_path(&path)
}
