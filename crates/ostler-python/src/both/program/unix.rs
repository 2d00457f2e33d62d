//! Unix.

use std::convert::Infallible;

use ostler_sys::environ;
use ostler_sys::processes::{self, Pointers, Strings};
use pyo3::prelude::*;

use super::pointers;
use crate::call::brief;
use crate::convert::{PathArg, Takes, borrowed};
use crate::error::Failure;

/// The environment of this process, for a program that is to have it.
pub(crate) struct Inherited(Strings);

impl Inherited {
    pub(crate) fn new() -> Self {
        Self(inherited())
    }

    pub(crate) fn pointers(&self) -> PyResult<Pointers<'_>> {
        pointers(&self.0)
    }
}

/// All of it.
pub(crate) fn inherited() -> Strings {
    let mut strings = Strings::default();
    environ::variables().for_each(|(name, value)| strings.push_pair(&name, &value));
    strings
}

pub(crate) const EXECVE: Takes = Takes::path("execve").or_fd();

/// Becomes another program, by its path or an open descriptor.
pub(crate) fn execute(
    path: &PathArg<'_>,
    argv: &Pointers<'_>,
    envp: &Pointers<'_>,
) -> Result<Infallible, Failure> {
    let name = path.c_str();
    brief(path.py(), || match path.fd() {
        Some(number) => processes::fexecve(borrowed(number), argv, envp),
        None => processes::execve(name, argv, envp),
    })
}
