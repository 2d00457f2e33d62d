//! Namespaces, and what else a thread shares with others.

use ostler::os::CloneFlags;
use ostler_sys::linux::namespaces;
use pyo3::prelude::*;

use crate::call::blocking;
use crate::convert::{Fildes, Given, Int};
use crate::error::OrRaise as _;
use crate::{constants, functions};

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; setns, unshare);
    constants!(module; |flags: CloneFlags| flags.bits() => ostler::os::{
        CLONE_FILES, CLONE_FS, CLONE_NEWCGROUP, CLONE_NEWIPC, CLONE_NEWNET, CLONE_NEWNS, CLONE_NEWPID, CLONE_NEWTIME,
        CLONE_NEWUSER, CLONE_NEWUTS, CLONE_SIGHAND, CLONE_SYSVSEM, CLONE_THREAD, CLONE_VM,
    });
    Ok(())
}

/// Move the calling thread into a namespace.
#[pyfunction]
#[pyo3(signature = (fd, nstype=Given::or(0)), text_signature = "(fd, nstype=0)")]
fn setns(py: Python<'_>, fd: Given<Fildes>, nstype: Int) -> PyResult<()> {
    let (fd, nstype) = (fd.get()?.fd(), nstype.get()?);
    blocking(py, || namespaces::setns(fd, nstype)).or_raise(py)
}

/// Stop sharing with others, for the calling thread: namespaces, descriptors, the current directory.
#[pyfunction]
#[allow(unsafe_code)]
fn unshare(py: Python<'_>, flags: Int) -> PyResult<()> {
    let flags = flags.get()?;
    // SAFETY: what passes between threads of a Python program are the numbers of descriptors, for which it answers.
    blocking(py, || unsafe { namespaces::unshare(flags) }).or_raise(py)
}
