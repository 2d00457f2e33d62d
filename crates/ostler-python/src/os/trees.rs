//! makedirs, removedirs, renames.

use std::path::Path;

use ostler::os::{At, MakedirsOptions, makedirs_on, removedirs_on, renames_on};
use pyo3::prelude::*;

use crate::convert::{Given, Int, PathArg, Takes, Truth};
use crate::error::Failure;
use crate::functions;
use crate::host::PyHost;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; makedirs, removedirs, renames);
    Ok(())
}

/// Runs a composite for a program that gave this path.
fn run<T: Send>(
    path: &PathArg<'_>,
    composite: impl FnOnce(&mut PyHost, &Path) -> ostler::Result<T> + Send,
) -> PyResult<T> {
    let py = path.py();
    let mut host = PyHost::new(path);
    let name = path.path();
    let done = py.detach(|| composite(&mut host, &name));
    done.map_err(|error| host.exception(py, &error))
}

/// Make a directory, and those above it that are missing.
#[pyfunction]
#[pyo3(
    signature = (
        name, mode=Given::or(0o777), exist_ok=Given::or(false), *, parent_mode=Given::or(None)
    ),
    text_signature = "(name, mode=511, exist_ok=False, *, parent_mode=None)"
)]
fn makedirs(
    name: &Bound<'_, PyAny>,
    mode: Int,
    exist_ok: Truth,
    parent_mode: Given<Option<i32>>,
) -> PyResult<()> {
    let path = Takes::path("mkdir").plain().from(name)?;
    let options = MakedirsOptions {
        mode: mode.get()? as u32,
        exist_ok: exist_ok.get()?,
        parent_mode: parent_mode.get()?.map(|mode| mode as u32),
        at: At::cwd(),
    };
    run(&path, |host, name| makedirs_on(host, name, options))
}

/// Remove an empty directory, and those above it that are empty then.
#[pyfunction]
fn removedirs(name: &Bound<'_, PyAny>) -> PyResult<()> {
    let path = Takes::path("rmdir").from(name)?;
    run(&path, |host, name| removedirs_on(host, name, At::cwd()))
}

/// Rename a file: directories are made that the new name needs, and removed that the old one leaves empty.
#[pyfunction]
fn renames(old: &Bound<'_, PyAny>, new: &Bound<'_, PyAny>) -> PyResult<()> {
    // The new name is the first to be looked at.
    let new = Takes::path("rename").named("dst").plain().words(new)?;
    let old = Takes::path("rename").named("src").from(old)?;
    let new = Takes::path("rename").named("dst").from(&new)?;
    let (py, mut host) = (old.py(), PyHost::new(&old).and(&new));
    let (from, to) = (old.path(), new.path());
    let done = py.detach(|| renames_on(&mut host, &from, &to, At::cwd(), At::cwd()));
    done.map_err(|error| match (Failure::of(&error), error.filename2(), host.raised()) {
        (_, _, Some(raised)) => raised,
        (Some(failure), Some(_), None) => failure.raise(py, Some(old.object()), Some(new.object())),
        (..) => host.exception(py, &error),
    })
}
