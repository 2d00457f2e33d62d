//! Pipes and devices with names.

use ostler_capi::number;
use ostler_capi::version;
use ostler_sys::files;
use pyo3::exceptions::{PyOverflowError, PyTypeError};
use pyo3::prelude::*;
use pyo3::types::PyInt;

use crate::call::blocking;
use crate::convert::{Convert, DirFd, Given, Int, Takes};
use crate::error::OrRaise as _;
use crate::functions;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; mkfifo, mknod, major, minor, makedev, sync);
    // The number of no device.
    module.add("NODEV", -1)
}

fn integer<'py>(object: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyInt>> {
    if version::since(14) || number::is_index(object) {
        number::index(object)
    } else {
        Err(PyTypeError::new_err("an integer is required"))
    }
}

/// The number of a device. -1 is that of none.
#[derive(Clone, Copy)]
struct Device(u64);

impl Convert for Device {
    fn convert(object: &Bound<'_, PyAny>) -> PyResult<Self> {
        let index = integer(object)?;
        match number::long_long(&index) {
            Ok(-1) => Ok(Self(u64::MAX)),
            Ok(value) if value >= 0 => Ok(Self(value as u64)),
            _ if index.lt(0)? => {
                Err(PyOverflowError::new_err("can't convert negative int to unsigned"))
            }
            _ => match index.extract() {
                Ok(value) => Ok(Self(value)),
                Err(_) => Err(PyOverflowError::new_err("int too big to convert")),
            },
        }
    }
}

/// A part of a device's number, likewise.
#[derive(Clone, Copy)]
struct Part(u32);

impl Convert for Part {
    fn convert(object: &Bound<'_, PyAny>) -> PyResult<Self> {
        match number::long_long(integer(object)?.as_any()) {
            Ok(-1) => Ok(Self(u32::MAX)),
            Ok(value) => u32::try_from(value).map(Self).map_err(|_| {
                let text = "Python int too large to convert to C unsigned int";
                PyOverflowError::new_err(text)
            }),
            Err(error) => Err(error),
        }
    }
}

/// Make a named pipe.
#[doc = crate::doc::dir_fd!()]
#[doc = crate::doc::errors!()]
#[doc = crate::doc::on_unix!()]
#[pyfunction]
#[pyo3(
    signature = (path, mode=Given::or(0o666), *, dir_fd=Given::or(DirFd::CWD)),
    text_signature = "(path, mode=438, *, dir_fd=None)"
)]
fn mkfifo(
    py: Python<'_>,
    path: &Bound<'_, PyAny>,
    mode: Int,
    dir_fd: Given<DirFd>,
) -> PyResult<()> {
    let path = Takes::path("mkfifo").from(path)?;
    let (mode, dir) = (mode.get()? as u32, dir_fd.get()?.fd());
    let name = path.c_str();
    blocking(py, || files::mkfifoat(dir, name, mode)).or_raise(py)
}

/// Make a file of any kind: a named pipe, a device, an empty file.
#[doc = crate::doc::dir_fd!()]
#[doc = crate::doc::errors!()]
#[doc = crate::doc::on_unix!()]
#[pyfunction]
#[pyo3(
    signature = (
        path, mode=Given::or(0o600), device=Given::or(Device(0)), *, dir_fd=Given::or(DirFd::CWD)
    ),
    text_signature = "(path, mode=384, device=0, *, dir_fd=None)"
)]
fn mknod(
    py: Python<'_>,
    path: &Bound<'_, PyAny>,
    mode: Int,
    device: Given<Device>,
    dir_fd: Given<DirFd>,
) -> PyResult<()> {
    let path = Takes::path("mknod").from(path)?;
    let (mode, Device(device), dir) = (mode.get()? as u32, device.get()?, dir_fd.get()?.fd());
    let name = path.c_str();
    blocking(py, || files::mknodat(dir, name, mode, device)).or_raise(py)
}

/// A part as a number: that of no device is -1.
fn part(part: u32) -> i64 {
    if part == u32::MAX { -1 } else { i64::from(part) }
}

/// The kind of device that a device's number is of.
#[pyfunction]
#[pyo3(signature = (device, /))]
fn major(device: Given<Device>) -> PyResult<i64> {
    Ok(part(files::major(device.get()?.0)))
}

/// Which device of its kind a device's number is of.
#[pyfunction]
#[pyo3(signature = (device, /))]
fn minor(device: Given<Device>) -> PyResult<i64> {
    Ok(part(files::minor(device.get()?.0)))
}

/// The number of a device, from its parts.
#[pyfunction]
#[pyo3(signature = (major, minor, /))]
fn makedev(major: Given<Part>, minor: Given<Part>) -> PyResult<i128> {
    let (Part(major), Part(minor)) = (major.get()?, minor.get()?);
    let device = files::makedev(major, minor);
    // That of none is -1, too.
    Ok(if device == u64::MAX { -1 } else { device.into() })
}

/// Have everything written to disk.
#[pyfunction]
fn sync(py: Python<'_>) {
    py.detach(files::sync);
}
