//! Times as text.

use ostler::time::strftime_into;
use ostler_capi::quick::Answer;
use ostler_capi::raised::Raised;
use ostler_capi::special::type_name;
use ostler_capi::text::{self, Encoded};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::PyString;

use super::calendar::given_or_now;
use super::exception;
use crate::convert::Optional;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    ostler_capi::quick!(module; strftime => quick_strftime);
    Ok(())
}

fn formed<'py>(
    py: Python<'py>,
    format: &Bound<'py, PyAny>,
    time: Option<&Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyAny>> {
    let Ok(format) = format.cast::<PyString>() else {
        let text = format!("strftime() argument 1 must be str, not {}", type_name(format));
        return Err(PyTypeError::new_err(text));
    };
    let time = given_or_now(py, time, "strftime")?;
    let format = Encoded::of_any_text(format.clone())?;
    let mut bytes = Vec::with_capacity(2 * format.bytes().len() + 16);
    strftime_into(&mut bytes, format.bytes(), &time).map_err(|error| exception(py, &error))?;
    match text::ascii(py, &bytes) {
        Some(text) => text,
        None => text::text_of(py, &bytes),
    }
}

/// A time, or now in local time, in the form that a format says.
#[pyfunction]
#[pyo3(signature = (format, tuple=Optional::LEFT_OUT, /), text_signature = "(format, tuple=..., /)")]
fn strftime<'py>(
    py: Python<'py>,
    format: &Bound<'py, PyAny>,
    tuple: Optional<'py>,
) -> PyResult<Bound<'py, PyAny>> {
    formed(py, format, tuple.given())
}

fn quick_strftime<'py>(py: Python<'py>, args: &[Borrowed<'_, 'py, PyAny>]) -> Answer<'py> {
    let formed = match args {
        [format] => formed(py, format, None),
        [format, time] => formed(py, format, Some(time)),
        _ => return None,
    };
    Some(formed.map_err(Raised::from))
}
