//! The extension module `ostler._native`: arguments are converted, the interpreter's hooks are asked, its lock is given up,
//! and the library does the work.
//!
//! The modules that Python sees are rows of `modules.tsv`, and each is a `mod` below: `posix`, or on Windows `nt`, the flat set of
//! names that `os` and a module of that name are made of; `os`, what `os` has beside them. `both` is what is the same in the two.
//!
//! The crate `ostler-capi` talks to the interpreter's C interface.

// What a macro of PyO3's makes of a function has no documentation of its own, and takes arguments as Python gives them. Names
// are those of the reference, and documentation is what Python's `help` shows.
#![allow(
    missing_docs,
    clippy::doc_markdown,
    clippy::used_underscore_binding,
    clippy::unused_self,
    clippy::needless_pass_by_value,
    clippy::unnecessary_wraps,
    clippy::too_many_arguments
)]

mod audit;
mod both;
mod call;
mod convert;
mod doc;
mod errno;
mod error;
mod host;
mod memory;
mod modules;
#[cfg(windows)]
mod msvcrt;
#[cfg(windows)]
mod nt;
mod os;
mod platform;
#[cfg(unix)]
mod posix;
mod process;
mod stat;
mod time;

use pyo3::prelude::*;

/// Adds functions to a module: `functions!(module; mkdir, rmdir)`.
macro_rules! functions {
    ($module:expr; $($(#[$on:meta])* $name:path),* $(,)?) => {{
        $($(#[$on])* {
            ostler_capi::function!(Entry);
            ostler_capi::module::put_function::<Entry>($module, pyo3::wrap_pyfunction!($name, $module)?)?;
        })*
    }};
}
pub(crate) use functions;

/// Adds numbers to a module, under their own names: `constants!(module; number => os::{SEEK_SET})`, where `number` says how
/// the number of one is had.
macro_rules! constants {
    ($module:expr; $of:expr => $($path:ident)::+::{$($(#[$on:meta])* $name:ident),* $(,)?}) => {{
        use $($path)::+ as from;
        $($(#[$on])* ostler_capi::module::put($module, stringify!($name), $of(from::$name))?;)*
    }};
}
pub(crate) use constants;

#[pymodule(gil_used = true)]
fn _native(module: &Bound<'_, PyModule>) -> PyResult<()> {
    ostler_capi::text::check(module.py())?;
    modules::add(module)
}
