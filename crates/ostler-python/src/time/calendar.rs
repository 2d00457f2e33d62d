//! Between seconds and the calendar.

use ostler::time::{self as library, StructTime, ZoneName};
use ostler_capi::quick::Answer;
use ostler_capi::raised::Raised;
use pyo3::prelude::*;

use super::fields::{given, of_system};
use super::{exception, seconds};
use crate::convert::Optional;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    ostler_capi::quick!(
        module;
        gmtime => quick_gmtime, localtime => quick_localtime, mktime => quick_mktime,
        asctime => quick_asctime, ctime => quick_ctime,
    );
    Ok(())
}

/// The seconds that were given, or those of now.
#[inline]
fn moment(seconds: Option<&Bound<'_, PyAny>>) -> PyResult<i64> {
    match seconds {
        Some(seconds) if !seconds.is_none() => seconds::moment(seconds),
        _ => Ok(library::time_ns().div_euclid(1_000_000_000)),
    }
}

#[inline]
fn local(py: Python<'_>, seconds: Option<&Bound<'_, PyAny>>) -> PyResult<StructTime> {
    library::localtime(moment(seconds)?).map_err(|error| exception(py, &error))
}

/// The time that was given, or now, in local time.
#[inline]
pub(super) fn given_or_now(
    py: Python<'_>,
    time: Option<&Bound<'_, PyAny>>,
    function: &str,
) -> PyResult<StructTime> {
    match time {
        Some(time) => given(time, function),
        None => local(py, None),
    }
}

#[inline]
fn in_utc<'py>(
    py: Python<'py>,
    seconds: Option<&Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyAny>> {
    let mut time = library::gmtime(moment(seconds)?).map_err(|error| exception(py, &error))?;
    // As the C library has it, and programs write it.
    if cfg!(target_env = "gnu") {
        time.tm_zone = Some(ZoneName::from("GMT"));
    }
    of_system(py, &time)
}

#[inline]
fn in_local<'py>(
    py: Python<'py>,
    seconds: Option<&Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyAny>> {
    of_system(py, &local(py, seconds)?)
}

#[inline]
fn as_text<'py>(py: Python<'py>, time: &StructTime) -> PyResult<Bound<'py, PyAny>> {
    let text = library::asctime(time).map_err(|error| exception(py, &error))?;
    Ok(text.into_pyobject(py)?.into_any())
}

#[inline]
fn seconds_of<'py>(py: Python<'py>, time: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    let time = given(time, "mktime")?;
    let seconds = library::mktime(&time).map_err(|error| exception(py, &error))?;
    Ok((seconds as f64).into_pyobject(py)?.into_any())
}

/// A moment, or now, in UTC.
#[pyfunction]
#[pyo3(signature = (seconds=None, /))]
fn gmtime<'py>(
    py: Python<'py>,
    seconds: Option<&Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyAny>> {
    in_utc(py, seconds)
}

/// A moment, or now, in local time.
#[pyfunction]
#[pyo3(signature = (seconds=None, /))]
fn localtime<'py>(
    py: Python<'py>,
    seconds: Option<&Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyAny>> {
    in_local(py, seconds)
}

/// The seconds since 1970 of a local time.
#[pyfunction]
#[pyo3(signature = (object, /))]
fn mktime<'py>(py: Python<'py>, object: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    seconds_of(py, object)
}

/// A time, or now in local time, in 24 letters.
#[pyfunction]
#[pyo3(signature = (tuple=Optional::LEFT_OUT, /), text_signature = "(tuple=..., /)")]
fn asctime<'py>(py: Python<'py>, tuple: Optional<'py>) -> PyResult<Bound<'py, PyAny>> {
    as_text(py, &given_or_now(py, tuple.given(), "asctime")?)
}

/// A moment, or now, as local time in 24 letters.
#[pyfunction]
#[pyo3(signature = (seconds=None, /))]
fn ctime<'py>(py: Python<'py>, seconds: Option<&Bound<'py, PyAny>>) -> PyResult<Bound<'py, PyAny>> {
    as_text(py, &local(py, seconds)?)
}

/// A quick entry of a function that has at most one argument.
#[inline]
fn with_one<'py, T>(
    py: Python<'py>,
    args: &[Borrowed<'_, 'py, PyAny>],
    function: impl FnOnce(Python<'py>, Option<&Bound<'py, PyAny>>) -> PyResult<T>,
) -> Option<Result<T, Raised>> {
    (args.len() <= 1).then(|| function(py, args.first().map(|it| &**it)).map_err(Raised::from))
}

fn quick_gmtime<'py>(py: Python<'py>, args: &[Borrowed<'_, 'py, PyAny>]) -> Answer<'py> {
    with_one(py, args, in_utc)
}

fn quick_localtime<'py>(py: Python<'py>, args: &[Borrowed<'_, 'py, PyAny>]) -> Answer<'py> {
    with_one(py, args, in_local)
}

fn quick_mktime<'py>(py: Python<'py>, args: &[Borrowed<'_, 'py, PyAny>]) -> Answer<'py> {
    let [time] = args else { return None };
    Some(seconds_of(py, time).map_err(Raised::from))
}

fn quick_asctime<'py>(py: Python<'py>, args: &[Borrowed<'_, 'py, PyAny>]) -> Answer<'py> {
    with_one(py, args, |py, time| as_text(py, &given_or_now(py, time, "asctime")?))
}

fn quick_ctime<'py>(py: Python<'py>, args: &[Borrowed<'_, 'py, PyAny>]) -> Answer<'py> {
    with_one(py, args, |py, seconds| as_text(py, &local(py, seconds)?))
}
