//! `struct_time`: a time in fields.

use std::sync::Mutex;

use ostler::time::{StructTime, ZoneName};
use ostler_capi::number::{self, of_i64};
use ostler_capi::special::type_name;
use ostler_capi::structseq::{Field, StructSeq};
use ostler_capi::text;
use pyo3::exceptions::{PyOverflowError, PyTypeError};
use pyo3::prelude::*;
use pyo3::types::{PyString, PyTuple};

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("struct_time", STRUCT_TIME.type_object(module.py())?)?;
    module.add("_STRUCT_TM_ITEMS", STRUCT_TIME.fields.len())
}

/// What `gmtime`, `localtime` and `strptime` give.
static STRUCT_TIME: StructSeq = StructSeq::new(
    c"time.struct_time",
    c"A time of the calendar: a sequence of 9 integers, which `asctime`, `mktime` and `strftime` take. Fields are numbered as \
      people do: the year is the year, and months and days of the year count from 1.",
    &[
        Field::Named(c"tm_year", c"year, for example, 1993"),
        Field::Named(c"tm_mon", c"month of year, range [1, 12]"),
        Field::Named(c"tm_mday", c"day of month, range [1, 31]"),
        Field::Named(c"tm_hour", c"hours, range [0, 23]"),
        Field::Named(c"tm_min", c"minutes, range [0, 59]"),
        Field::Named(c"tm_sec", c"seconds, range [0, 61])"),
        Field::Named(c"tm_wday", c"day of week, range [0, 6], Monday is 0"),
        Field::Named(c"tm_yday", c"day of year, range [1, 366]"),
        Field::Named(c"tm_isdst", c"1 if summer time is in effect, 0 if not, and -1 if unknown"),
        Field::Named(c"tm_zone", c"abbreviation of timezone name"),
        Field::Named(c"tm_gmtoff", c"offset from UTC in seconds"),
    ],
    9,
);

/// A time as a `struct_time`, with a text for its zone.
#[inline]
pub(super) fn made<'py>(
    py: Python<'py>,
    time: &StructTime,
    zone: Option<Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyAny>> {
    let none = || py.None().into_bound(py);
    let [year, mon, mday, hour, min, sec, wday, yday, isdst] =
        time.fields().map(|field| of_i64(py, field));
    let east = match time.tm_gmtoff {
        Some(east) => of_i64(py, east),
        None => Some(none()),
    };
    let zone = Some(zone.unwrap_or_else(none));
    STRUCT_TIME.filled(py, [year, mon, mday, hour, min, sec, wday, yday, isdst, zone, east])
}

/// The same with the abbreviation that the C library gave the zone.
#[inline]
pub(super) fn of_system<'py>(py: Python<'py>, time: &StructTime) -> PyResult<Bound<'py, PyAny>> {
    let zone = time.tm_zone.as_ref().map(|zone| zone_text(py, zone)).transpose()?;
    made(py, time, zone)
}

/// So many abbreviations are kept as text.
const KEPT: usize = 8;

static ZONES: Mutex<Vec<(ZoneName, Py<PyAny>)>> = Mutex::new(Vec::new());

/// The abbreviation of a zone, which is one of few, as text.
pub(super) fn zone_text<'py>(py: Python<'py>, zone: &ZoneName) -> PyResult<Bound<'py, PyAny>> {
    if let Ok(known) = ZONES.try_lock()
        && let Some((_, text)) = known.iter().find(|(known, _)| known == zone)
    {
        return Ok(text.bind(py).clone());
    }
    let text = text_of_zone(py, zone)?;
    // In the encoding of a locale the same bytes may be another text.
    if zone.as_bytes().is_ascii()
        && let Ok(mut known) = ZONES.try_lock()
        && known.len() < KEPT
    {
        known.push((zone.clone(), text.clone().unbind()));
    }
    Ok(text)
}

/// It is in the encoding of the locale.
#[cfg(unix)]
fn text_of_zone<'py>(py: Python<'py>, zone: &ZoneName) -> PyResult<Bound<'py, PyAny>> {
    text::message(py, &std::ffi::CString::new(zone.as_bytes())?)
}

#[cfg(windows)]
fn text_of_zone<'py>(py: Python<'py>, zone: &ZoneName) -> PyResult<Bound<'py, PyAny>> {
    text::text_of(py, zone.as_bytes())
}

/// A time from a tuple of 9 integers, or from a `struct_time`, for a function of this name.
pub(super) fn given(object: &Bound<'_, PyAny>, function: &str) -> PyResult<StructTime> {
    let Ok(tuple) = object.cast::<PyTuple>() else {
        return Err(PyTypeError::new_err("Tuple or struct_time argument required"));
    };
    if tuple.len() != 9 {
        let text = format!("{function}(): illegal time tuple argument");
        return Err(PyTypeError::new_err(text));
    }
    let mut fields = [0; 9];
    for (field, item) in fields.iter_mut().zip(tuple.iter_borrowed()) {
        *field = match number::plain_int(&item) {
            Some(number) => number,
            None => number::signed(&item)?,
        };
    }
    if fields[0] < i32::MIN + 1900 {
        return Err(PyOverflowError::new_err("year out of range"));
    }
    let mut time = StructTime::from(fields);
    if !object.is_exact_instance_of::<PyTuple>()
        && let Some((zone, east)) = zone_fields(object)?
    {
        time.tm_zone = if zone.is_none() { None } else { Some(zone_name(&zone)?) };
        time.tm_gmtoff = if east.is_none() { None } else { Some(number::long_long(&east)?) };
    }
    Ok(time)
}

/// The zone and the offset of a `struct_time`, of ours or of the interpreter's own module.
#[inline]
fn zone_fields<'py>(
    time: &Bound<'py, PyAny>,
) -> PyResult<Option<(Bound<'py, PyAny>, Bound<'py, PyAny>)>> {
    let py = time.py();
    if let (Some(zone), Some(east)) = (STRUCT_TIME.field(time, 9)?, STRUCT_TIME.field(time, 10)?) {
        return Ok(Some((zone, east)));
    }
    if type_name(time) != "time.struct_time" {
        return Ok(None);
    }
    let field = |name| time.getattr(name);
    Ok(Some((field(pyo3::intern!(py, "tm_zone"))?, field(pyo3::intern!(py, "tm_gmtoff"))?)))
}

#[inline]
fn zone_name(zone: &Bound<'_, PyAny>) -> PyResult<ZoneName> {
    if let Some(plain) = text::plain(zone) {
        return Ok(ZoneName::new(plain.to_bytes()));
    }
    let Ok(zone) = zone.cast::<PyString>() else {
        return Err(PyTypeError::new_err("bad argument type for built-in operation"));
    };
    // As C sees it, up to a NUL.
    Ok(ZoneName::from(zone.to_str()?.split('\0').next().unwrap_or_default()))
}
