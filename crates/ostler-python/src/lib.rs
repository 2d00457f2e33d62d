//! The extension module `ostler._native`: arguments are converted, the interpreter's hooks are asked, its lock is given up,
//! and the library does the work.
//!
//! - [`posix`]: the flat set of names that `os` and `posix` are made of;
//! - [`os`]: what `os` has beside them.
//!
//! What talks to the interpreter's C interface itself is in [`ffi`], and nowhere else.

// What a macro of PyO3's makes of a function has no documentation of its own, and takes arguments as Python gives them.
#![allow(
    missing_docs,
    clippy::needless_pass_by_value,
    clippy::unnecessary_wraps,
    clippy::too_many_arguments
)]

mod audit;
mod call;
mod convert;
mod error;
mod ffi;
mod host;
mod os;
mod posix;

use pyo3::prelude::*;

/// Adds functions to a module: `functions!(module; mkdir, rmdir)`.
macro_rules! functions {
    ($module:expr; $($(#[$on:meta])* $name:path),* $(,)?) => {{
        $($(#[$on])* $module.add_function(pyo3::wrap_pyfunction!($name, $module)?)?;)*
    }};
}
pub(crate) use functions;

#[pymodule(gil_used = true)]
fn _native(module: &Bound<'_, PyModule>) -> PyResult<()> {
    let py = module.py();
    let posix = PyModule::new(py, "posix")?;
    posix::add(&posix)?;
    module.add_submodule(&posix)?;
    let os = PyModule::new(py, "os")?;
    os::add(&os)?;
    module.add_submodule(&os)
}
