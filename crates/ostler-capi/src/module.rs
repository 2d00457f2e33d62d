//! Names in modules.

use pyo3::prelude::*;
use pyo3::types::{PyCFunction, PyString};

use super::convention::{Function, as_stock};

/// Gives a module a name. PyO3's own way finds the module's `__all__` first, each time, and puts the name there.
pub fn put<'py>(
    module: &Bound<'py, PyModule>,
    name: &str,
    value: impl IntoPyObject<'py>,
) -> PyResult<()> {
    module.dict().set_item(PyString::intern(module.py(), name), value)
}

/// The same for a function, under its own name and with the calling convention of the interpreter's own.
pub fn put_function<'py, F: Function>(
    module: &Bound<'py, PyModule>,
    function: Bound<'py, PyCFunction>,
) -> PyResult<()> {
    let function = as_stock::<F>(module, function)?;
    let name = function.getattr(pyo3::intern!(module.py(), "__name__"))?;
    put(module, name.cast::<PyString>()?.to_str()?, function)
}
