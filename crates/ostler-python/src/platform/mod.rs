//! `platform`: what the program runs on.
//!
//! What the reference's functions ask of one another is looked up in the module when they are called, and so is in Python.

mod describe;
mod files;
mod systems;

#[cfg(unix)]
use ostler::audit::events;
use ostler::platform::UnameResult;
use pyo3::prelude::*;
#[cfg(unix)]
use pyo3::types::{PyList, PyString};

#[cfg(unix)]
use crate::audit::audit;
use crate::functions;

pub(crate) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module;
        #[cfg(windows)]
        names,
        processor,
        compare_versions,
    );
    describe::add(module)?;
    files::add(module)?;
    systems::add(module)
}

/// What the system says of its processor: on Unix the answer of the program `uname`, which is asked each time.
#[pyfunction]
fn processor(py: Python<'_>) -> PyResult<String> {
    #[cfg(unix)]
    {
        let (program, none) = (PyString::new(py, "uname"), py.None().into_bound(py));
        let args = PyList::new(py, ["uname", "-p"])?;
        let (executable, args) = (program.as_any(), args.as_any());
        audit(py, events::Popen { executable, args, cwd: &none, env: &none })?;
    }
    // Not by way of the library's cache: Python's module has its own, which programs empty, and which no fork can find locked.
    Ok(py.detach(|| UnameResult::default().processor().to_owned()))
}

/// The names where there is no `os.uname()`: system, node, release, version, machine.
#[cfg(windows)]
#[pyfunction]
fn names() -> [String; 5] {
    ostler::platform::invalidate_caches();
    let names = ostler::platform::uname();
    [&names.system, &names.node, &names.release, &names.version, &names.machine].map(String::clone)
}

/// Which of two versions is the later: -1 if it is the second, 1 if it is the first, 0 if they are alike.
#[pyfunction]
#[pyo3(signature = (one, other, /))]
fn compare_versions(one: &str, other: &str) -> i32 {
    ostler::platform::compare_versions(one.as_bytes(), other.as_bytes()) as i32
}
