//! Windows.

use std::convert::Infallible;

use ostler_sys::processes::{self, Pointers};
use pyo3::prelude::*;

use crate::call::brief;
use crate::convert::{PathArg, Takes};
use crate::error::Failure;

/// The environment of this process: the C runtime hands it on.
pub(crate) struct Inherited(());

impl Inherited {
    pub(crate) const fn new() -> Self {
        Self(())
    }

    #[allow(clippy::unused_self, clippy::unnecessary_wraps, reason = "it has much in it elsewhere")]
    pub(crate) fn pointers(&self) -> PyResult<Pointers<'_>> {
        Ok(Pointers::none())
    }
}

pub(crate) const EXECVE: Takes = Takes::path("execve");

/// Runs another program and ends.
pub(crate) fn execute(
    path: &PathArg<'_>,
    argv: &Pointers<'_>,
    envp: &Pointers<'_>,
) -> Result<Infallible, Failure> {
    let name = path.w_str();
    brief(path.py(), || processes::execve(name, argv, envp))
}
