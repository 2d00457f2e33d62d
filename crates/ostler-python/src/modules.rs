//! The modules that the extension has, by `modules.tsv`. Each is made when it is asked for: the tuples and enumerations of
//! processes alone take longer than all the rest.

use ostler_capi::module::put;
use pyo3::exceptions::PyAttributeError;
use pyo3::prelude::*;

use crate::functions;

/// What fills a module.
type Add = fn(&Bound<'_, PyModule>) -> PyResult<()>;

/// A row of the table.
struct Module {
    name: &'static str,
    /// What fills it, if it has a part here.
    add: Option<Add>,
    /// The module that is made of it.
    beneath: Option<&'static str>,
    /// When it is put in the place of the interpreter's own.
    install: &'static str,
    /// Where the functions of the interpreter's own say that they are from, if from another module.
    homes: &'static [&'static str],
}

/// Those of this system.
static MODULES: &[Module] = include!(concat!(env!("OUT_DIR"), "/modules.rs"));

/// Those whose functions are called as the interpreter's own are.
static GUARDED: &[&str] = include!(concat!(env!("OUT_DIR"), "/guarded.rs"));

/// Adds the table, for the Python part of the package, and what finds a module.
pub(crate) fn add(native: &Bound<'_, PyModule>) -> PyResult<()> {
    ostler_capi::convention::guard(GUARDED);
    let rows = MODULES
        .iter()
        .map(|module| (module.name, module.beneath, module.install, module.homes.to_vec()));
    put(native, "MODULES", rows.collect::<Vec<_>>())?;
    functions!(native; __getattr__);
    Ok(())
}

#[pyfunction(pass_module)]
fn __getattr__<'py>(native: &Bound<'py, PyModule>, name: &str) -> PyResult<Bound<'py, PyModule>> {
    let Some(add) = MODULES.iter().find(|module| module.name == name).and_then(|it| it.add) else {
        let text = format!("module 'ostler._native' has no attribute '{name}'");
        return Err(PyAttributeError::new_err(text));
    };
    let module = made(native.py(), name, add)?;
    put(native, name, &module)?;
    Ok(module)
}

/// A module. Its functions say that they are from the module of the package that has them. `__all__`, the list of all that was
/// added, is none of the reference's: what `import *` takes are the names without an underscore.
fn made<'py>(py: Python<'py>, name: &str, add: Add) -> PyResult<Bound<'py, PyModule>> {
    let module = PyModule::new(py, &format!("ostler.{name}"))?;
    add(&module)?;
    if module.dict().contains(pyo3::intern!(py, "__all__"))? {
        module.delattr(pyo3::intern!(py, "__all__"))?;
    }
    Ok(module)
}
