//! Times out of text.

use ostler::time::{DEFAULT_FORMAT, Edition, Failure, Parsed, strptime_as};
use ostler_capi::quick::Answer;
use ostler_capi::raised::Raised;
use ostler_capi::text::{Encoded, text_of};
use ostler_capi::version;
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyString, PyTuple, PyType};

use super::fields::made;
use super::warned;
use crate::convert::Optional;
use crate::functions;

/// The rules by which this Python reads times.
const EDITION: Edition = match version::MINOR {
    ..=11 => Edition::Python311,
    12 => Edition::Python312,
    13 => Edition::Python313,
    14 => Edition::Python314,
    _ => Edition::Python315,
};

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    ostler_capi::quick!(module; strptime => quick_strptime);
    functions!(module; _strptime, _strptime_time, _strptime_datetime);
    Ok(())
}

/// A text, or a format, as bytes.
fn encoded<'py>(object: &Bound<'py, PyAny>, index: usize) -> PyResult<Encoded<'py>> {
    if let Ok(text) = object.cast::<PyString>() {
        return Encoded::of_any_text(text.clone());
    }
    let found = object.get_type().repr()?;
    let text = format!("strptime() argument {index} must be str, not {found}");
    Err(PyTypeError::new_err(text))
}

fn parsed<'py>(
    py: Python<'py>,
    text: &Bound<'py, PyAny>,
    format: Option<&Bound<'py, PyAny>>,
) -> PyResult<Parsed> {
    let format = match format {
        Some(format) => format,
        None => pyo3::intern!(py, DEFAULT_FORMAT).as_any(),
    };
    let (bytes, format_bytes) = (encoded(text, 0)?, encoded(format, 1)?);
    let (day_without_year, result) = match strptime_as(bytes.bytes(), format_bytes.bytes(), EDITION)
    {
        Ok(parsed) => (parsed.day_without_year, Ok(parsed)),
        Err((failure, day_without_year)) => (day_without_year, Err(failure)),
    };
    if day_without_year {
        warned::warn(py)?;
    }
    match result {
        Ok(parsed) => Ok(parsed),
        Err(failure) => Err(exception(&failure, text, bytes.bytes(), format)?),
    }
}

/// The exception of a failure, with the program's own objects in its text.
#[cold]
fn exception<'py>(
    failure: &Failure,
    text: &Bound<'py, PyAny>,
    bytes: &[u8],
    format: &Bound<'py, PyAny>,
) -> PyResult<PyErr> {
    let py = text.py();
    let worded = |words: &str, args: Bound<'py, PyTuple>| PyString::new(py, words).rem(args);
    let text = match failure {
        Failure::BadDirective(directive) => {
            let directive = text_of(py, directive)?;
            let args = (directive, format).into_pyobject(py)?;
            worded("'%s' is a bad directive in format '%s'", args)?
        }
        Failure::StrayPercent => worded("stray %% in format '%s'", (format,).into_pyobject(py)?)?,
        Failure::Mismatch => {
            let args = (text, format).into_pyobject(py)?;
            worded("time data %r does not match format %r", args)?
        }
        Failure::Unconverted(at) => {
            let rest = text_of(py, bytes.get(*at..).unwrap_or_default())?;
            worded("unconverted data remains: %s", (rest,).into_pyobject(py)?)?
        }
        Failure::MissingColon(at) => {
            let rest = text_of(py, bytes.get(*at..).unwrap_or_default())?;
            let args = (rest, text).into_pyobject(py)?;
            worded("Missing colon in %%:z before '%s', got '%s'", args)?
        }
        Failure::Value(message) => text_of(py, message.as_bytes())?,
        Failure::Redefinition { position, .. } => {
            let message = failure.message(bytes, &[]);
            let error = py.import("re")?.getattr("error")?.call1((message,))?;
            error.setattr("pos", *position)?;
            return Ok(without_context(PyErr::from_value(error)));
        }
    };
    let error = PyValueError::new_err(text.unbind());
    Ok(if failure.is_of_format() { without_context(error) } else { error })
}

/// As `raise … from None` has it.
fn without_context(error: PyErr) -> PyErr {
    Python::attach(|py| {
        let _ = error.value(py).setattr("__suppress_context__", true);
    });
    error
}

#[inline]
fn time_of<'py>(
    py: Python<'py>,
    text: &Bound<'py, PyAny>,
    format: Option<&Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyAny>> {
    let parsed = parsed(py, text, format)?;
    let zone = zone(py, &parsed)?;
    made(py, &parsed.time, zone)
}

fn zone<'py>(py: Python<'py>, parsed: &Parsed) -> PyResult<Option<Bound<'py, PyAny>>> {
    parsed.time.tm_zone.as_ref().map(|zone| text_of(py, zone.as_bytes())).transpose()
}

/// A time out of text, by a format.
#[pyfunction]
#[pyo3(signature = (data_string, format=Optional::LEFT_OUT, /), text_signature = "(data_string, format='%a %b %d %H:%M:%S %Y', /)")]
fn strptime<'py>(
    py: Python<'py>,
    data_string: &Bound<'py, PyAny>,
    format: Optional<'py>,
) -> PyResult<Bound<'py, PyAny>> {
    time_of(py, data_string, format.given())
}

fn quick_strptime<'py>(py: Python<'py>, args: &[Borrowed<'_, 'py, PyAny>]) -> Answer<'py> {
    let time = match args {
        [text] => time_of(py, text, None),
        [text, format] => time_of(py, text, Some(format)),
        _ => return None,
    };
    Some(time.map_err(Raised::from))
}

/// What `_strptime` has: the same, by name.
#[pyfunction]
#[pyo3(signature = (data_string, format=Optional::LEFT_OUT), text_signature = "(data_string, format='%a %b %d %H:%M:%S %Y')")]
fn _strptime_time<'py>(
    py: Python<'py>,
    data_string: &Bound<'py, PyAny>,
    format: Optional<'py>,
) -> PyResult<Bound<'py, PyAny>> {
    time_of(py, data_string, format.given())
}

/// What `_strptime` has: fields, zone and offset in a tuple, the microseconds, those of the offset.
#[pyfunction]
#[pyo3(signature = (data_string, format=Optional::LEFT_OUT), text_signature = "(data_string, format='%a %b %d %H:%M:%S %Y')")]
fn _strptime<'py>(
    py: Python<'py>,
    data_string: &Bound<'py, PyAny>,
    format: Optional<'py>,
) -> PyResult<Bound<'py, PyTuple>> {
    let parsed = parsed(py, data_string, format.given())?;
    let [year, month, day, hour, minute, second, weekday, year_day, isdst] = parsed.time.fields();
    let (zone, east) = (zone(py, &parsed)?, parsed.time.tm_gmtoff);
    let fields = (year, month, day, hour, minute, second, weekday, year_day, isdst, zone, east);
    (fields, parsed.microsecond, parsed.gmtoff_microsecond).into_pyobject(py)
}

/// What `_strptime` has: an object of a class such as `datetime.datetime`.
#[pyfunction]
#[pyo3(signature = (cls, data_string, format=Optional::LEFT_OUT), text_signature = "(cls, data_string, format='%a %b %d %H:%M:%S %Y')")]
fn _strptime_datetime<'py>(
    py: Python<'py>,
    cls: &Bound<'py, PyType>,
    data_string: &Bound<'py, PyAny>,
    format: Optional<'py>,
) -> PyResult<Bound<'py, PyAny>> {
    let parsed = parsed(py, data_string, format.given())?;
    let [year, month, day, hour, minute, second, ..] = parsed.time.fields();
    let Some(east) = parsed.time.tm_gmtoff else {
        return cls.call1((year, month, day, hour, minute, second, parsed.microsecond));
    };
    let datetime = py.import("datetime")?;
    let delta = datetime.getattr("timedelta")?.call1((0, east, parsed.gmtoff_microsecond))?;
    let timezone = datetime.getattr("timezone")?;
    let zone = match zone(py, &parsed)? {
        Some(name) if name.is_truthy()? => timezone.call1((delta, name))?,
        _ => timezone.call1((delta,))?,
    };
    cls.call1((year, month, day, hour, minute, second, parsed.microsecond, zone))
}
