//! Paths as UTF-16.

use std::borrow::Cow;
use std::ffi::{OsStr, OsString};
use std::marker::PhantomData;
use std::os::windows::ffi::{OsStrExt as _, OsStringExt as _};
use std::path::{Path, PathBuf};

use ostler_capi::text;
use ostler_capi::wide::{self, Wide};
use ostler_sys::files::Cwd;
use ostler_sys::wide::WStr;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};

use super::{Fault, PathArg, What};
use crate::convert::DirFd;

/// As much as a function of the system takes.
const LONGEST: usize = 32767;

/// A path for the system.
pub(super) struct Native<'py>(Wide, PhantomData<Python<'py>>);

impl<'py> Native<'py> {
    pub(super) fn of_text(text: Bound<'py, PyString>) -> PyResult<Self> {
        Ok(Self(Wide::of_text(&text)?, PhantomData))
    }

    pub(super) fn of_bytes(bytes: Bound<'py, PyBytes>) -> PyResult<Self> {
        Ok(Self(Wide::of_bytes(&bytes)?, PhantomData))
    }

    pub(super) fn fault(&self) -> Option<Fault> {
        match w_str(&self.0) {
            _ if self.0.len() > LONGEST => Some(Fault::Long),
            None => Some(Fault::Nul),
            Some(_) => None,
        }
    }
}

/// Units for the system: `None` if there is a NUL inside.
#[inline]
pub(crate) fn w_str(units: &Wide) -> Option<&WStr> {
    WStr::from_units(units.with_nul()).ok()
}

/// Where a file is: a path, from the current directory on.
#[derive(Clone, Copy)]
pub(crate) struct Spot<'a> {
    pub(crate) dir: Cwd,
    pub(crate) name: &'a WStr,
}

impl<'py> PathArg<'py> {
    /// The path. No other directory was given: see [`DirFd`].
    pub(crate) fn spot(&self, _dir: DirFd) -> Spot<'_> {
        Spot { dir: Cwd, name: self.w_str() }
    }

    /// The path. Nothing given is the current directory; a descriptor has none.
    pub(crate) fn w_str(&self) -> &WStr {
        match &self.what {
            What::Path(path) => w_str(&path.0).unwrap_or(WStr::EMPTY),
            What::Nothing => WStr::DOT,
            What::Fd(_) => WStr::EMPTY,
        }
    }

    /// The same for the library.
    pub(crate) fn os_str(&self) -> OsString {
        self.w_str().to_os_string()
    }

    /// The same.
    pub(crate) fn path(&self) -> Cow<'static, Path> {
        Cow::Owned(PathBuf::from(self.os_str()))
    }

    /// A name in the form in which the path was given.
    pub(crate) fn name(&self, name: &[u16]) -> PyResult<Bound<'py, PyAny>> {
        in_form(self.py(), name, self.bytes)
    }
}

/// What the system calls a file, as text or bytes.
fn in_form<'py>(py: Python<'py>, name: &[u16], bytes: bool) -> PyResult<Bound<'py, PyAny>> {
    let text = wide::text(py, name)?;
    if bytes { wide::encoded(&text) } else { Ok(text) }
}

/// A name of a file's as text or bytes.
pub(crate) fn named<'py>(
    py: Python<'py>,
    name: &OsStr,
    bytes: bool,
) -> PyResult<Bound<'py, PyAny>> {
    in_form(py, &name.encode_wide().collect::<Vec<_>>(), bytes)
}

/// What the system knows text or bytes by; `None` for anything else.
pub(crate) fn os_string(object: &Bound<'_, PyAny>) -> PyResult<Option<OsString>> {
    let wide = if let Ok(text) = object.cast::<PyString>() {
        Wide::of_text(text)?
    } else if let Ok(bytes) = object.cast::<PyBytes>() {
        Wide::of_bytes(bytes)?
    } else {
        return Ok(None);
    };
    Ok(Some(OsString::from_wide(wide.units())))
}

/// What the system knows text, bytes or a path by; there is no NUL in it.
pub(crate) fn with_os_str<T>(
    object: &Bound<'_, PyAny>,
    call: impl FnOnce(&OsStr) -> T,
) -> PyResult<T> {
    let path = text::path(object)?;
    let wide = match path.cast::<PyBytes>() {
        Ok(bytes) => Wide::of_bytes(bytes)?,
        Err(_) => Wide::of_text(path.cast::<PyString>()?)?,
    };
    match w_str(&wide) {
        Some(units) => Ok(call(&units.to_os_string())),
        None => Err(PyValueError::new_err("embedded null character")),
    }
}
