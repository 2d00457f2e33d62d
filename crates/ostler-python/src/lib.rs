//! The extension module `ostler._native`: arguments are converted, the interpreter's hooks are asked, its lock is given up,
//! and the library does the work.
//!
//! - `posix`, or on Windows `nt`: the flat set of names that `os` and a module of that name are made of; `both` is what is the
//!   same in the two;
//! - `os`: what `os` has beside them;
//! - `process`: finding, looking at and stopping processes;
//! - `platform`: what the program runs on;
//! - `msvcrt`, on Windows: the C runtime's console, locks and handles;
//! - `errno`, `stat`, `time`: what the modules of these names are made of.
//!
//! What talks to the interpreter's C interface itself is in `ffi`, and nowhere else.

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
mod ffi;
mod host;
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

use pyo3::exceptions::PyAttributeError;
use pyo3::prelude::*;

/// Adds functions to a module: `functions!(module; mkdir, rmdir)`.
macro_rules! functions {
    ($module:expr; $($(#[$on:meta])* $name:path),* $(,)?) => {{
        $($(#[$on])* {
            crate::ffi::convention::function!(Entry);
            crate::ffi::module::put_function::<Entry>($module, pyo3::wrap_pyfunction!($name, $module)?)?;
        })*
    }};
}
pub(crate) use functions;

/// Adds numbers to a module, under their own names: `constants!(module; number => os::{SEEK_SET})`, where `number` says how
/// the number of one is had.
macro_rules! constants {
    ($module:expr; $of:expr => $($path:ident)::+::{$($(#[$on:meta])* $name:ident),* $(,)?}) => {{
        use $($path)::+ as from;
        $($(#[$on])* crate::ffi::module::put($module, stringify!($name), $of(from::$name))?;)*
    }};
}
pub(crate) use constants;

/// Makes a module of flat names. Its functions say that they are from the module of the package that has them. `__all__`, the
/// list of all that was added, is none of the reference's: what `import *` takes are the names without an underscore.
fn flat<'py>(
    py: Python<'py>,
    name: &str,
    add: fn(&Bound<'py, PyModule>) -> PyResult<()>,
) -> PyResult<Bound<'py, PyModule>> {
    let module = PyModule::new(py, name)?;
    add(&module)?;
    if module.dict().contains(pyo3::intern!(py, "__all__"))? {
        module.delattr(pyo3::intern!(py, "__all__"))?;
    }
    Ok(module)
}

/// What there is, made already or not.
#[cfg(unix)]
const MODULES: [&str; 7] = ["errno", "os", "platform", "posix", "process", "stat", "time"];
#[cfg(windows)]
const MODULES: [&str; 8] = ["errno", "msvcrt", "nt", "os", "platform", "process", "stat", "time"];

#[pymodule(gil_used = true)]
fn _native(module: &Bound<'_, PyModule>) -> PyResult<()> {
    let py = module.py();
    ffi::text::check(py)?;
    #[cfg(unix)]
    module.add("posix", flat(py, "ostler.posix", posix::add)?)?;
    #[cfg(windows)]
    module.add("nt", flat(py, "ostler.nt", nt::add)?)?;
    module.add("os", flat(py, "ostler.os", os::add)?)?;
    module.add("stat", flat(py, "ostler.stat", stat::add)?)?;
    module.setattr("__all__", MODULES)?;
    functions!(module; __getattr__);
    Ok(())
}

/// What `os` does without is made when it is asked for: the tuples and enumerations of processes alone take longer than all the
/// rest.
#[pyfunction(pass_module)]
fn __getattr__<'py>(module: &Bound<'py, PyModule>, name: &str) -> PyResult<Bound<'py, PyModule>> {
    let py = module.py();
    let made = match name {
        "errno" => flat(py, "errno", errno::add)?,
        #[cfg(windows)]
        "msvcrt" => flat(py, "msvcrt", msvcrt::add)?,
        "platform" => flat(py, "ostler.platform", platform::add)?,
        "process" => flat(py, "ostler.process", process::add)?,
        "time" => flat(py, "time", time::add)?,
        _ => {
            let text = format!("module 'ostler._native' has no attribute '{name}'");
            return Err(PyAttributeError::new_err(text));
        }
    };
    ffi::module::put(module, name, &made)?;
    Ok(made)
}
