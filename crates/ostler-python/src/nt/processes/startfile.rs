//! Starting files with the programs that they belong to.

use std::ffi::OsString;
use std::path::PathBuf;

use ostler::audit::events;
use ostler_capi::wide::Wide;
use ostler_sys::processes::{Start, shell_execute};
use pyo3::exceptions::{PyNotImplementedError, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyString;

use crate::audit::audit;
use crate::convert::{Given, Int, Takes, w_str};
use crate::error::OrRaise as _;
use crate::functions;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; startfile);
    Ok(())
}

/// Text, if there is any.
fn text(object: &Bound<'_, PyAny>, argument: &str) -> PyResult<Option<OsString>> {
    if object.is_none() {
        return Ok(None);
    }
    let Ok(text) = object.cast::<PyString>() else {
        let name = object.get_type().name()?;
        let text = format!("startfile() argument '{argument}' must be str, not {name}");
        return Err(PyTypeError::new_err(text));
    };
    match w_str(&Wide::of_text(text)?) {
        Some(units) => Ok(Some(units.to_os_string())),
        None => Err(PyValueError::new_err("embedded null character")),
    }
}

/// Start a file with the program that it belongs to, as a double click does, or by another operation: 'open', 'print',
/// 'edit', 'explore', 'find'. Does not wait for it.
#[pyfunction]
#[pyo3(
    signature = (filepath, operation=None, arguments=None, cwd=None, show_cmd=Given::or(1)),
    text_signature = "(filepath, operation=None, arguments=None, cwd=None, show_cmd=1)"
)]
fn startfile(
    py: Python<'_>,
    filepath: &Bound<'_, PyAny>,
    operation: Option<&Bound<'_, PyAny>>,
    arguments: Option<&Bound<'_, PyAny>>,
    cwd: Option<&Bound<'_, PyAny>>,
    show_cmd: Int,
) -> PyResult<()> {
    let none = py.None().into_bound(py);
    let [operation, arguments, cwd] =
        [operation, arguments, cwd].map(|given| given.unwrap_or(&none));
    let path = Takes::path("startfile").named("filepath").from(filepath)?;
    let verb = text(operation, "operation")?;
    let words = text(arguments, "arguments")?;
    let cwd = Takes::path("startfile").named("cwd").or_none().from(cwd)?;
    let show = show_cmd.get()?;
    audit(py, events::Startfile { path: path.object(), operation })?;
    audit(
        py,
        events::Startfile2 {
            path: path.object(),
            operation,
            arguments,
            cwd: cwd.object(),
            show_cmd: show,
        },
    )?;
    let directory: Option<PathBuf> = (!cwd.is_none()).then(|| cwd.os_str().into());
    let start = Start::new(verb.as_deref(), words.as_deref(), directory.as_deref(), show)
        .map_err(|_| PyValueError::new_err("embedded null character"))?;
    let name = path.w_str();
    // Not a second time, whatever happens: the program may have been started.
    let Some(answer) = py.detach(|| shell_execute(name, &start)) else {
        let text = "startfile not available on this platform";
        return Err(PyNotImplementedError::new_err(text));
    };
    answer.or_path(&path)
}
