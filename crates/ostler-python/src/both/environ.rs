//! The environment as it is.

use ostler_sys::environ;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::convert::named;
use crate::functions;

pub(crate) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; create_environ);
    Ok(())
}

/// What names and values are: text on Windows, bytes elsewhere.
const BYTES: bool = !cfg!(windows);

/// The environment of the process as it is now, a dict of bytes, or on Windows of text.
#[pyfunction]
#[pyo3(name = "_create_environ")]
fn create_environ(py: Python<'_>) -> PyResult<Bound<'_, PyDict>> {
    let environ = PyDict::new(py);
    for (name, value) in environ::variables() {
        // Of a name that is there twice, the first counts.
        let name = named(py, &name, BYTES)?;
        if !environ.contains(&name)? {
            environ.set_item(name, named(py, &value, BYTES)?)?;
        }
    }
    Ok(environ)
}
