//! Paths as bytes.

use std::borrow::Cow;
use std::ffi::{CStr, OsStr, OsString};
use std::os::unix::ffi::OsStrExt as _;
use std::path::Path;

use ostler_capi::text::{Encoded, decoded};
use ostler_sys::fd::Fd;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};

use super::{Fault, PathArg, What};
use crate::convert::DirFd;

/// A path for the system.
pub(super) struct Native<'py>(Encoded<'py>);

impl<'py> Native<'py> {
    #[inline]
    pub(super) fn of_text(text: Bound<'py, PyString>) -> PyResult<Self> {
        Encoded::of_text(text).map(Self)
    }

    pub(super) fn of_bytes(bytes: Bound<'py, PyBytes>) -> PyResult<Self> {
        Ok(Self(Encoded::of_bytes(bytes)))
    }

    #[inline]
    pub(super) fn fault(&self) -> Option<Fault> {
        if self.0.c_str().is_some() { None } else { Some(Fault::Nul) }
    }
}

/// Where a file is: a path, and the directory that it starts from.
#[derive(Clone, Copy)]
pub(crate) struct Spot<'a> {
    pub(crate) dir: Fd<'static>,
    pub(crate) name: &'a CStr,
}

impl<'py> PathArg<'py> {
    /// The path, from a directory on.
    #[inline]
    pub(crate) fn spot(&self, dir: DirFd) -> Spot<'_> {
        Spot { dir: dir.fd(), name: self.c_str() }
    }

    /// The path. Nothing given is the current directory; a descriptor has none.
    #[inline]
    pub(crate) fn c_str(&self) -> &CStr {
        match &self.what {
            What::Path(path) => path.0.c_str().unwrap_or(c""),
            What::Nothing => c".",
            What::Fd(_) => c"",
        }
    }

    /// The same for the library.
    pub(crate) fn os_str(&self) -> &OsStr {
        OsStr::from_bytes(self.c_str().to_bytes())
    }

    /// The same.
    pub(crate) fn path(&self) -> Cow<'_, Path> {
        Cow::Borrowed(Path::new(self.os_str()))
    }

    /// A name in the form in which the path was given.
    pub(crate) fn name(&self, name: &[u8]) -> PyResult<Bound<'py, PyAny>> {
        in_form(self.py(), name, self.bytes)
    }
}

/// What the system calls a file, as text or bytes.
#[inline]
fn in_form<'py>(py: Python<'py>, name: &[u8], bytes: bool) -> PyResult<Bound<'py, PyAny>> {
    if bytes { Ok(PyBytes::new(py, name).into_any()) } else { decoded(py, name) }
}

/// A name of a file's as text or bytes.
pub(crate) fn named<'py>(
    py: Python<'py>,
    name: &OsStr,
    bytes: bool,
) -> PyResult<Bound<'py, PyAny>> {
    in_form(py, name.as_bytes(), bytes)
}

/// What the system knows text or bytes by; `None` for anything else.
pub(crate) fn os_string(object: &Bound<'_, PyAny>) -> PyResult<Option<OsString>> {
    let encoded = if let Ok(text) = object.cast::<PyString>() {
        Encoded::of_text(text.clone())?
    } else if let Ok(bytes) = object.cast::<PyBytes>() {
        Encoded::of_bytes(bytes.clone())
    } else {
        return Ok(None);
    };
    Ok(Some(OsStr::from_bytes(encoded.bytes()).to_os_string()))
}

/// What the system knows text, bytes or a path by; there is no NUL in it.
pub(crate) fn with_os_str<T>(
    object: &Bound<'_, PyAny>,
    call: impl FnOnce(&OsStr) -> T,
) -> PyResult<T> {
    let encoded = Encoded::of_path(object)?;
    Ok(call(OsStr::from_bytes(encoded.bytes())))
}
