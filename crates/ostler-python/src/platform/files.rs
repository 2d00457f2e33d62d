//! What files say: programs, and `os-release`.

use ostler::audit::events;
use ostler::errno::{self, Errno};
use ostler::os as c;
use ostler::platform::{self, Architecture, LibcVer, OsRelease};
use pyo3::exceptions::{PyOSError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString};

use crate::audit::audit;
use crate::convert::{PathArg, Takes};
use crate::error::os_error;
use crate::functions;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; architecture, libc_ver, os_release, parse_os_release);
    Ok(())
}

#[cfg(unix)]
const HOW: c::OpenFlags = c::O_RDONLY.union(c::O_NONBLOCK).union(c::O_NOCTTY).union(c::O_CLOEXEC);
#[cfg(windows)]
const HOW: c::OpenFlags = c::O_RDONLY.union(c::O_BINARY).union(c::O_NOINHERIT);

/// A file that the library is about to open.
fn file<'py>(function: &'static str, path: &Bound<'py, PyAny>) -> PyResult<PathArg<'py>> {
    let (py, path) = (path.py(), Takes::path(function).plain().from(path)?);
    audit(
        py,
        events::Open { path: path.object(), mode: py.None().bind(py), flags: HOW.bits() as i32 },
    )?;
    Ok(path)
}

/// How wide the pointers of a program are, and in what form it is stored.
#[pyfunction]
#[pyo3(signature = (executable, bits, linkage, /))]
fn architecture(
    py: Python<'_>,
    executable: &Bound<'_, PyAny>,
    bits: String,
    linkage: String,
) -> PyResult<(String, String)> {
    let path = file("architecture", executable)?;
    let (name, preset) = (path.os_str(), Architecture { bits, linkage });
    let Architecture { bits, linkage } = py.detach(|| platform::architecture_with(name, preset));
    Ok((bits, linkage))
}

/// The C library that a program was linked against.
#[pyfunction]
#[pyo3(signature = (executable, lib, version, chunksize, /))]
fn libc_ver(
    py: Python<'_>,
    executable: &Bound<'_, PyAny>,
    lib: String,
    version: String,
    chunksize: i64,
) -> PyResult<(String, String)> {
    let path = file("libc_ver", executable)?;
    let (name, preset) = (path.os_str(), LibcVer { lib, version });
    // A negative size is that of the whole file.
    let chunksize = usize::try_from(chunksize).unwrap_or(usize::MAX);
    match py.detach(|| platform::libc_ver_with(name, preset, chunksize)) {
        Ok(LibcVer { lib, version }) => Ok((lib, version)),
        Err(error) => Err(match error.errno() {
            Some(errno) => os_error(py, errno, Some(path.object()), None),
            None => PyValueError::new_err(error.to_string()),
        }),
    }
}

fn dict<'py>(py: Python<'py>, release: &OsRelease) -> PyResult<Bound<'py, PyDict>> {
    let fields = PyDict::new(py);
    release.iter().try_for_each(|(name, value)| fields.set_item(name, value))?;
    Ok(fields)
}

/// What the first of some files that can be read says.
#[pyfunction]
#[pyo3(signature = (candidates, /))]
fn os_release<'py>(
    py: Python<'py>,
    candidates: Vec<Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyDict>> {
    let mut last: Errno = errno::ENOENT;
    for candidate in &candidates {
        let path = file("os_release", candidate)?;
        let name = path.os_str();
        match py.detach(|| OsRelease::read(name)) {
            Ok(release) => return dict(py, &release),
            Err(error) => last = error.errno().unwrap_or(errno::EINVAL),
        }
    }
    let names: PyResult<Vec<_>> =
        candidates.iter().map(|name| Ok(name.str()?.to_string())).collect();
    let text = format!("Unable to read files {}", names?.join(", "));
    Err(PyOSError::new_err((last.raw(), text)))
}

/// What the text of such a file says.
#[pyfunction]
#[pyo3(signature = (text, /))]
fn parse_os_release<'py>(text: &Bound<'py, PyString>) -> PyResult<Bound<'py, PyDict>> {
    dict(text.py(), &OsRelease::parse(&text.to_string_lossy()))
}
