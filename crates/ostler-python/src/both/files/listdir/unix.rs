//! Unix: records of the system, many at a time.

use ostler::errno::Errno;
use ostler_sys::descriptors;
use ostler_sys::dirent::{Dir, Records};
use ostler_sys::fd::Fd;
use pyo3::prelude::*;

use crate::call::blocking;
use crate::convert::{PathArg, Takes, borrowed};
use crate::error::OrRaise as _;

/// How much of a directory is read at once.
pub(in crate::both::files) const ROOM: usize = 32 * 1024;

pub(super) const TAKES: Takes = Takes::path("listdir").or_fd().or_none();

/// Opens the directory that a path or descriptor is. The descriptor stays the caller's, who shares the position with it.
pub(in crate::both::files) fn open(py: Python<'_>, path: &PathArg<'_>) -> PyResult<Dir> {
    if let Some(number) = path.fd() {
        let own = blocking(py, || descriptors::dup(borrowed(number))).or_raise(py)?;
        return Dir::from_beginning(own).or_path(path);
    }
    let name = path.c_str();
    let dir = blocking(py, || Dir::openat(Fd::CWD, name, true));
    if path.is_none() { dir.or_raise(py) } else { dir.or_path(path) }
}

/// The names in it.
pub(super) struct Names(Records);

impl Names {
    pub(super) fn read(py: Python<'_>, path: &PathArg<'_>) -> PyResult<Self> {
        let dir = open(py, path)?;
        let mut records = Records::new();
        let read = blocking(py, || {
            while dir.read(&mut records, ROOM)? {}
            Ok::<_, Errno>(())
        });
        if path.fd().is_some() {
            // Who lists it again by the same descriptor starts at the beginning.
            let _ = dir.rewind();
        }
        if path.is_none() { read.or_raise(py) } else { read.or_path(path) }?;
        Ok(Self(records))
    }

    #[inline]
    pub(super) fn each(&self, mut call: impl FnMut(&[u8]) -> PyResult<()>) -> PyResult<()> {
        let mut at = 0;
        while let Some((record, next)) = self.0.get(at) {
            at = next;
            if !record.is_dots() {
                call(record.name())?;
            }
        }
        Ok(())
    }
}
