//! What the module itself is: its error, and the interpreter's business.

use ostler_capi::inputhook;
use pyo3::exceptions::PyOSError;
use pyo3::prelude::*;

use crate::functions;

pub(crate) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; _inputhook, _is_inputhook_installed);
    module.add("error", module.py().get_type::<PyOSError>())
}

/// Call what the interpreter calls while it waits for input.
#[pyfunction]
fn _inputhook(py: Python<'_>) -> i32 {
    inputhook::call(py)
}

/// Whether there is something that the interpreter calls while it waits for input.
#[pyfunction]
fn _is_inputhook_installed(py: Python<'_>) -> bool {
    inputhook::is_installed(py)
}
