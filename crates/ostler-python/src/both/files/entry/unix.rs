//! Unix: what kind of thing it is came with the name; the rest is asked for beneath the directory as long as that is open.

use std::ffi::{CStr, OsStr};
use std::os::unix::ffi::OsStrExt as _;
use std::sync::Weak;

use ostler::errno;
use ostler_capi::class::{Answer, This};
use ostler_capi::text::Encoded;
use ostler_sys::dirent::{Dir, kind};
use ostler_sys::files::{AT_SYMLINK_NOFOLLOW, Stat, fstatat};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};

use super::{DirEntry, about, status, truth};
use crate::call::blocking;
use crate::convert::{DirFd, borrowed, named};
use crate::error::Failure;

pub(super) const NAME: &CStr = c"posix.DirEntry";
pub(super) const NO_PICKLES: &str = "cannot pickle 'posix.DirEntry' object";

/// Where entries are, and how they are named. Nobody but its entries has it.
#[pyclass(frozen)]
pub(in crate::both::files) struct Place {
    /// What paths of entries start with.
    pub(in crate::both::files) prefix: Vec<u8>,
    /// The directory, as long as it is being read: afterwards entries go by their paths.
    pub(in crate::both::files) dir: Weak<Dir>,
    /// The directory, if it was given by a descriptor, which is the program's own.
    pub(in crate::both::files) dir_fd: Option<i32>,
    pub(in crate::both::files) bytes: bool,
}

impl Place {
    pub(in crate::both::files) fn named<'py>(
        &self,
        py: Python<'py>,
        name: &[u8],
    ) -> PyResult<Bound<'py, PyAny>> {
        named(py, OsStr::from_bytes(name), self.bytes)
    }
}

/// What is known of an entry beside its name.
pub(in crate::both::files) struct Known {
    inode: u64,
    kind: u8,
    place: Py<Place>,
}

impl Known {
    #[inline]
    pub(in crate::both::files) fn new(inode: u64, kind: u8, place: Py<Place>) -> Self {
        Self { inode, kind, place }
    }

    /// Whether it may be a symbolic link.
    #[inline]
    pub(super) fn may_be_link(&self) -> bool {
        matches!(self.kind, kind::SYMLINK | kind::UNKNOWN)
    }

    #[inline]
    pub(super) fn release(self, py: Python<'_>) {
        drop(self.place.into_bound(py));
    }
}

/// Its path.
pub(super) fn path<'py>(this: &This<'_, 'py, DirEntry>) -> PyResult<Bound<'py, PyAny>> {
    let place = this.known.place.get();
    if place.prefix.is_empty() {
        return Ok(this.shown().clone());
    }
    place.named(this.py(), &[&place.prefix, encoded(this)?.bytes()].concat())
}

/// The name as the system has it.
#[inline]
fn encoded<'py>(this: &This<'_, 'py, DirEntry>) -> PyResult<Encoded<'py>> {
    let name = this.shown();
    match name.cast::<PyString>() {
        Ok(text) => Encoded::of_text(text.clone()),
        Err(_) => Ok(Encoded::of_bytes(name.cast::<PyBytes>()?.clone())),
    }
}

pub(super) fn inode<'py>(this: &This<'_, 'py, DirEntry>) -> Answer<'py> {
    Ok(this.known.inode.into_pyobject(this.py()).map_err(PyErr::from)?.into_any())
}

#[inline]
pub(super) fn is_dir<'py>(this: &This<'_, 'py, DirEntry>, follow: bool) -> Answer<'py> {
    is(this, kind::DIR, follow)
}

#[inline]
pub(super) fn is_file<'py>(this: &This<'_, 'py, DirEntry>, follow: bool) -> Answer<'py> {
    is(this, kind::FILE, follow)
}

#[inline]
pub(super) fn is_symlink<'py>(this: &This<'_, 'py, DirEntry>) -> Answer<'py> {
    is(this, kind::SYMLINK, false)
}

/// There are none here.
#[allow(clippy::unnecessary_wraps, reason = "it may fail elsewhere")]
pub(super) fn is_junction<'py>(this: &This<'_, 'py, DirEntry>) -> Answer<'py> {
    Ok(truth(this.py(), false))
}

/// Whether it is of a kind; whoever is gone is of none.
#[inline]
fn is<'py>(this: &This<'_, 'py, DirEntry>, expected: u8, follow: bool) -> Answer<'py> {
    let known = match this.known.kind {
        kind::UNKNOWN => false,
        kind::SYMLINK => !follow,
        _ => true,
    };
    if known {
        Ok(truth(this.py(), this.known.kind == expected))
    } else {
        asked(this, expected, follow)
    }
}

fn asked<'py>(this: &This<'_, 'py, DirEntry>, expected: u8, follow: bool) -> Answer<'py> {
    let yes = match status(this, follow) {
        Ok(status) => kind::of_mode(status.get_item(0)?.extract()?) == expected,
        Err(Failure::System(errno::ENOENT)) => false,
        Err(failure) => return Err(about(this, failure)),
    };
    Ok(truth(this.py(), yes))
}

/// The status of the entry itself, or of what it leads to.
#[inline]
pub(super) fn stat(this: &This<'_, '_, DirEntry>, own: bool) -> Result<Stat, Failure> {
    let flags = if own { AT_SYMLINK_NOFOLLOW } else { 0 };
    let (encoded, place) = (encoded(this)?, this.known.place.get());
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
    blocking(this.py(), || fstatat(dir, name, flags))
}
