//! An entry of a directory.

use std::ffi::CStr;
use std::sync::Weak;

use ostler::errno::{self, Errno};
use ostler::raw::dirent::{Dir, kind};
use ostler::raw::files::{AT_SYMLINK_NOFOLLOW, fstatat};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyBool, PyBytes, PyString, PyType};

use crate::both::files::stat::stat_result;
use crate::call::blocking;
use crate::convert::{DirFd, borrowed};
use crate::error::Failure;
use crate::ffi::class::{Answer, Arguments, Class, Parts, This};
use crate::ffi::raised::Raised;
use crate::ffi::text::{self, Encoded};

/// Where entries are, and how they are named. Nobody but its entries has it.
#[pyclass(frozen)]
pub(super) struct Place {
    /// What paths of entries start with.
    pub(super) prefix: Vec<u8>,
    /// The directory, as long as it is being read: afterwards entries go by their paths.
    pub(super) dir: Weak<Dir>,
    /// The directory, if it was given by a descriptor, which is the program's own.
    pub(super) dir_fd: Option<i32>,
    pub(super) bytes: bool,
}

impl Place {
    pub(super) fn named<'py>(&self, py: Python<'py>, name: &[u8]) -> PyResult<Bound<'py, PyAny>> {
        if self.bytes { Ok(PyBytes::new(py, name).into_any()) } else { text::decoded(py, name) }
    }
}

/// What is known of an entry beside its name.
pub(super) struct DirEntry {
    path: PyOnceLock<Py<PyAny>>,
    inode: u64,
    kind: u8,
    place: Py<Place>,
    /// The status of what a symbolic link leads to.
    status: PyOnceLock<Py<PyAny>>,
    /// That of the entry itself.
    own_status: PyOnceLock<Py<PyAny>>,
}

impl Class for DirEntry {
    const NAME: &'static CStr = c"posix.DirEntry";
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
        parts.bare(c"inode", doc, |this| {
            let py = this.py();
            Ok(this.inode.into_pyobject(py).map_err(PyErr::from)?.into_any())
        });
        let doc = c"is_dir($self, /, *, follow_symlinks=True)\n--\n\nWhether it is a directory.";
        parts.of_any(c"is_dir", doc, |this, args| is(&this, kind::DIR, follow(c"is_dir", args)?));
        let doc = c"is_file($self, /, *, follow_symlinks=True)\n--\n\nWhether it is a file.";
        parts
            .of_any(c"is_file", doc, |this, args| is(&this, kind::FILE, follow(c"is_file", args)?));
        let doc = c"is_symlink($self, /)\n--\n\nWhether it is a symbolic link.";
        parts.bare(c"is_symlink", doc, |this| is(&this, kind::SYMLINK, false));
        let doc = c"is_junction($self, /)\n--\n\nWhether it is a junction: never, here.";
        parts.bare(c"is_junction", doc, |this| Ok(truth(this.py(), false)));
        let doc = c"stat($self, /, *, follow_symlinks=True)\n--\n\nThe status; it is kept for the \
                    next time.";
        parts.of_any(c"stat", doc, |this, args| {
            let found = status(&this, follow(c"stat", args)?)?;
            found.map_err(|errno| about(&this, errno))
        });
        parts.of_one(c"__reduce_ex__", c"Entries cannot be pickled.", |_, _| {
            Err(PyTypeError::new_err("cannot pickle 'posix.DirEntry' object").into())
        });
        parts.generic(c"The class, with the type of its names.");
        parts.repr(|this: This<'_, '_, Self>| {
            let text = format!("<DirEntry {}>", this.shown().repr()?);
            Ok(PyString::new(this.py(), &text).into_any())
        });
    }

    fn release(self, py: Python<'_>) {
        drop(self.place.into_bound(py));
        for kept in [self.path, self.status, self.own_status] {
            drop(kept.into_inner().map(|kept| kept.into_bound(py)));
        }
    }
}

impl DirEntry {
    #[inline]
    pub(super) fn new(inode: u64, kind: u8, place: Py<Place>) -> Self {
        let (path, status) = (PyOnceLock::new(), PyOnceLock::new());
        Self { path, inode, kind, place, status, own_status: PyOnceLock::new() }
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
    let py = this.py();
    if let Some(path) = this.path.get(py) {
        return Ok(path.bind(py).clone());
    }
    let place = this.place.get();
    let path = if place.prefix.is_empty() {
        this.shown().clone()
    } else {
        place.named(py, &[&place.prefix, encoded(this)?.bytes()].concat())?
    };
    Ok(keep(&this.path, path))
}

/// The name as the system has it.
fn encoded<'py>(this: &This<'_, 'py, DirEntry>) -> PyResult<Encoded<'py>> {
    let name = this.shown();
    match name.cast::<PyString>() {
        Ok(text) => Encoded::of_text(text.clone()),
        Err(_) => Ok(Encoded::of_bytes(name.cast::<PyBytes>()?.clone())),
    }
}

/// The exception of an error about an entry.
#[cold]
fn about(this: &This<'_, '_, DirEntry>, errno: Errno) -> Raised {
    match path(this) {
        Ok(path) => Failure::System(errno).raised(this.py(), Some(&path)),
        Err(raised) => raised,
    }
}

/// Whether it is of a kind; whoever is gone is of none.
#[inline]
fn is<'py>(this: &This<'_, 'py, DirEntry>, expected: u8, follow: bool) -> Answer<'py> {
    let known = match this.kind {
        kind::UNKNOWN => false,
        kind::SYMLINK => !follow,
        _ => true,
    };
    if known { Ok(truth(this.py(), this.kind == expected)) } else { asked(this, expected, follow) }
}

fn asked<'py>(this: &This<'_, 'py, DirEntry>, expected: u8, follow: bool) -> Answer<'py> {
    let yes = match status(this, follow)? {
        Ok(status) => kind::of_mode(status.get_item(0)?.extract()?) == expected,
        Err(errno::ENOENT) => false,
        Err(errno) => return Err(about(this, errno)),
    };
    Ok(truth(this.py(), yes))
}

/// The status, asked for once.
fn status<'py>(
    this: &This<'_, 'py, DirEntry>,
    follow: bool,
) -> Result<Result<Bound<'py, PyAny>, Errno>, Raised> {
    let py = this.py();
    // What is no link is its own status either way.
    let own = !follow || !matches!(this.kind, kind::SYMLINK | kind::UNKNOWN);
    let kept = if own { &this.own_status } else { &this.status };
    if let Some(status) = kept.get(py) {
        return Ok(Ok(status.bind(py).clone()));
    }
    let flags = if own { AT_SYMLINK_NOFOLLOW } else { 0 };
    let (encoded, place) = (encoded(this)?, this.place.get());
    let open = place.dir.upgrade();
    let mut path = Vec::new();
    let (dir, name) = if let Some(number) = place.dir_fd {
        (borrowed(number), encoded.c_str())
    } else if let Some(open) = &open {
        (open.fd().into(), encoded.c_str())
    } else {
        path.reserve_exact(place.prefix.len() + encoded.bytes().len() + 1);
        path.extend_from_slice(&place.prefix);
        path.extend_from_slice(encoded.bytes());
        path.push(0);
        (DirFd::CWD.fd(), CStr::from_bytes_with_nul(&path).ok())
    };
    // Neither part has a NUL in it.
    let name = name.unwrap_or_default();
    match blocking(py, || fstatat(dir, name, flags)) {
        Ok(stat) => Ok(Ok(keep(kept, stat_result(py, &stat)?))),
        Err(Failure::System(errno)) => Ok(Err(errno)),
        Err(Failure::Raised(error)) => Err(error.into()),
    }
}
