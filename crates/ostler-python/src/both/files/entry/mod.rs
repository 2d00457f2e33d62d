//! An entry of a directory.

#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

use std::ffi::CStr;

use ostler_capi::class::{Answer, Arguments, Class, Parts, This};
use ostler_capi::raised::Raised;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyBool, PyString, PyType};

use super::stat::stat_result;
use crate::error::Failure;
#[cfg(unix)]
use unix as system;
#[cfg(windows)]
use windows as system;

pub(super) use system::Known;
#[cfg(unix)]
pub(super) use unix::Place;

/// What there is of an entry beside its name.
pub(super) struct DirEntry {
    path: PyOnceLock<Py<PyAny>>,
    known: Known,
    /// The status of what a symbolic link leads to.
    status: PyOnceLock<Py<PyAny>>,
    /// That of the entry itself.
    own_status: PyOnceLock<Py<PyAny>>,
}

// SAFETY: the place is this class's own.
#[allow(unsafe_code)]
unsafe impl Class for DirEntry {
    const NAME: &'static CStr = system::NAME;
    const DOC: &'static CStr = c"One entry of a directory.";
    const SHOWN: (&'static CStr, &'static CStr) = (c"name", c"The entry's base filename.");

    fn kept() -> &'static PyOnceLock<Py<PyType>> {
        static KEPT: PyOnceLock<Py<PyType>> = PyOnceLock::new();
        &KEPT
    }

    fn fill(parts: &mut Parts<Self>) {
        let doc = c"The entry's path, of the directory's as it was given and its name.";
        parts.getter(c"path", doc, |this: This<'_, '_, Self>| path(&this));
        parts.bare(c"__fspath__", c"__fspath__($self, /)\n--\n\nThe path.", |this| path(&this));
        let doc = c"inode($self, /)\n--\n\nThe inode number.";
        parts.bare(c"inode", doc, |this| system::inode(&this));
        let doc = c"is_dir($self, /, *, follow_symlinks=True)\n--\n\nWhether it is a directory.";
        parts.of_any(c"is_dir", doc, |this, args| system::is_dir(&this, follow(c"is_dir", args)?));
        let doc = c"is_file($self, /, *, follow_symlinks=True)\n--\n\nWhether it is a file.";
        parts.of_any(c"is_file", doc, |this, args| {
            system::is_file(&this, follow(c"is_file", args)?)
        });
        let doc = c"is_symlink($self, /)\n--\n\nWhether it is a symbolic link.";
        parts.bare(c"is_symlink", doc, |this| system::is_symlink(&this));
        let doc = c"is_junction($self, /)\n--\n\nWhether it is a junction, as on Windows.";
        parts.bare(c"is_junction", doc, |this| system::is_junction(&this));
        let doc = c"stat($self, /, *, follow_symlinks=True)\n--\n\nThe status; it is kept for the \
                    next time.";
        parts.of_any(c"stat", doc, |this, args| {
            let found = status(&this, follow(c"stat", args)?);
            found.map_err(|failure| about(&this, failure))
        });
        parts.of_one(c"__reduce_ex__", c"Entries cannot be pickled.", |_, _| {
            Err(PyTypeError::new_err(system::NO_PICKLES).into())
        });
        parts.generic(c"The class, with the type of its names.");
        parts.repr(|this: This<'_, '_, Self>| {
            let text = format!("<DirEntry {}>", this.shown().repr()?);
            Ok(PyString::new(this.py(), &text).into_any())
        });
    }

    #[inline]
    fn release(self, py: Python<'_>) {
        self.known.release(py);
        for kept in [self.path, self.status, self.own_status] {
            drop(kept.into_inner().map(|kept| kept.into_bound(py)));
        }
    }
}

impl DirEntry {
    #[inline]
    pub(super) fn new(known: Known) -> Self {
        let (path, status) = (PyOnceLock::new(), PyOnceLock::new());
        Self { path, known, status, own_status: PyOnceLock::new() }
    }
}

#[inline]
fn truth(py: Python<'_>, yes: bool) -> Bound<'_, PyAny> {
    PyBool::new(py, yes).to_owned().into_any()
}

/// The one argument of some methods, whether to follow a symbolic link.
#[inline]
fn follow(function: &CStr, args: Arguments<'_, '_>) -> Result<bool, Raised> {
    if args.is_empty() { Ok(true) } else { Ok(followed(function, args)?) }
}

fn followed(function: &CStr, args: Arguments<'_, '_>) -> PyResult<bool> {
    let function = function.to_string_lossy();
    let (by_place, named) = args.split();
    if by_place > 0 {
        let text = format!("{function}() takes no arguments by position ({by_place} given)");
        return Err(PyTypeError::new_err(text));
    }
    let mut follow = true;
    for (name, value) in named {
        if name.to_cow()? != "follow_symlinks" {
            let text = format!("{function}() got an unexpected keyword argument '{name}'");
            return Err(PyTypeError::new_err(text));
        }
        follow = value.is_truthy()?;
    }
    Ok(follow)
}

/// Keeps an object, or drops it if there is one already.
fn keep<'py>(place: &PyOnceLock<Py<PyAny>>, object: Bound<'py, PyAny>) -> Bound<'py, PyAny> {
    let py = object.py();
    match place.set(py, object.clone().unbind()) {
        Ok(()) => object,
        Err(object) => {
            let object = object.into_bound(py);
            place.get(py).map_or(object, |kept| kept.bind(py).clone())
        }
    }
}

fn path<'py>(this: &This<'_, 'py, DirEntry>) -> Answer<'py> {
    if let Some(path) = this.path.get(this.py()) {
        return Ok(path.bind(this.py()).clone());
    }
    Ok(keep(&this.path, system::path(this)?))
}

/// The exception of an error about an entry.
#[cold]
fn about(this: &This<'_, '_, DirEntry>, failure: Failure) -> Raised {
    match path(this) {
        Ok(path) => failure.raised(this.py(), Some(&path)),
        Err(raised) => raised,
    }
}

/// The status, asked for once.
#[inline]
fn status<'py>(this: &This<'_, 'py, DirEntry>, follow: bool) -> Result<Bound<'py, PyAny>, Failure> {
    let py = this.py();
    // What is no link is its own status either way.
    let own = !follow || !this.known.may_be_link();
    let kept = if own { &this.own_status } else { &this.status };
    if let Some(status) = kept.get(py) {
        return Ok(status.bind(py).clone());
    }
    let stat = system::stat(this, own)?;
    Ok(keep(kept, stat_result(py, &stat)?))
}
