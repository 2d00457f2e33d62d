//! The names in a directory.

use ostler::errno::WinError;
use ostler::raw::files::Find;
use pyo3::prelude::*;
use pyo3::types::PyList;

use crate::audit::audit;
use crate::call::blocking;
use crate::convert::Takes;
use crate::error::OrRaise as _;
use crate::functions;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; listdir);
    Ok(())
}

/// The names in a directory, in no order, without `.` and `..`.
#[pyfunction]
#[pyo3(signature = (path=None))]
fn listdir<'py>(py: Python<'py>, path: Option<&Bound<'py, PyAny>>) -> PyResult<Bound<'py, PyList>> {
    let none = py.None().into_bound(py);
    let path = Takes::path("listdir").or_none().from(path.unwrap_or(&none))?;
    audit(py, c"os.listdir", (path.object(),))?;
    let directory = path.w_str();
    let read = blocking(py, || {
        let mut names = Vec::new();
        let Some(mut find) = Find::directory(directory)? else { return Ok(names) };
        while let Some(found) = find.advance()? {
            names.push(found.name().to_vec());
        }
        Ok::<_, WinError>(names)
    });
    let found = if path.is_none() { read.or_raise(py) } else { read.or_path(&path) }?;
    let names = PyList::empty(py);
    for name in found {
        names.append(path.name(&name)?)?;
    }
    Ok(names)
}
