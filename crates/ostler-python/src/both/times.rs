//! The times that a file is given.

use ostler_capi::version;
use ostler_capi::{number, special};
use ostler_sys::files::SetTime;
use pyo3::exceptions::{PyOverflowError, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyFloat, PyTuple};

const NANOSECONDS: i64 = 1_000_000_000;

/// When it was last read and last written: in seconds, in nanoseconds, or this moment.
pub(crate) fn set_times(
    times: Option<&Bound<'_, PyAny>>,
    ns: Option<&Bound<'_, PyAny>>,
) -> PyResult<[SetTime; 2]> {
    match (times, ns) {
        (Some(_), Some(_)) => {
            let text = "utime: you may specify either 'times' or 'ns' but not both";
            Err(PyValueError::new_err(text))
        }
        (None, None) => Ok([SetTime::Now, SetTime::Now]),
        (Some(times), None) => {
            let [first, second] = pair(
                times,
                if version::since(15) {
                    "utime: 'times' must be either a tuple of two numbers or None"
                } else {
                    "utime: 'times' must be either a tuple of two ints or None"
                },
            )?;
            Ok([seconds(&first)?, seconds(&second)?])
        }
        (None, Some(ns)) => {
            let [first, second] = pair(ns, "utime: 'ns' must be a tuple of two ints")?;
            Ok([nanoseconds(&first)?, nanoseconds(&second)?])
        }
    }
}

fn pair<'py>(times: &Bound<'py, PyAny>, text: &'static str) -> PyResult<[Bound<'py, PyAny>; 2]> {
    let tuple = times.cast_exact::<PyTuple>().ok().filter(|tuple| tuple.len() == 2);
    match tuple.map(|tuple| (tuple.get_item(0), tuple.get_item(1))) {
        Some((Ok(first), Ok(second))) => Ok([first, second]),
        _ => Err(PyTypeError::new_err(text)),
    }
}

fn too_large() -> PyErr {
    PyOverflowError::new_err("timestamp out of range for platform time_t")
}

/// Seconds; a fraction is cut off towards the past.
fn seconds(time: &Bound<'_, PyAny>) -> PyResult<SetTime> {
    let value = if let Ok(float) = time.cast::<PyFloat>() {
        float.value()
    } else if number::is_index(time) || !version::since(14) {
        let sec = number::long_long(time).map_err(|error| {
            if error.is_instance_of::<PyOverflowError>(time.py()) { too_large() } else { error }
        })?;
        return Ok(SetTime::Stamp { sec, nsec: 0 });
    } else if version::since(15) {
        // Any real number.
        number::double(time)?
    } else {
        let text = format!("argument must be int or float, not {}", special::type_name(time));
        return Err(PyTypeError::new_err(text));
    };
    if value.is_nan() {
        return Err(PyValueError::new_err("Invalid value NaN (not a number)"));
    }
    let mut whole = value.floor();
    let mut fraction = ((value - whole) * 1e9).floor();
    if fraction >= 1e9 {
        fraction -= 1e9;
        whole += 1.0;
    }
    // Beyond 2 to the 63rd, where the next number down is still in range.
    if !(-9_223_372_036_854_775_808.0..9_223_372_036_854_775_808.0).contains(&whole) {
        return Err(too_large());
    }
    Ok(SetTime::Stamp { sec: whole as i64, nsec: fraction as u32 })
}

/// Nanoseconds, of any size.
fn nanoseconds(time: &Bound<'_, PyAny>) -> PyResult<SetTime> {
    let divided = time.divmod(NANOSECONDS)?;
    let parts = divided.cast::<PyTuple>().ok().filter(|parts| parts.len() == 2);
    let Some(parts) = parts else {
        let text = format!(
            "{}.__divmod__() must return a 2-tuple, not {}",
            time.get_type().name()?,
            divided.get_type().name()?
        );
        return Err(PyTypeError::new_err(text));
    };
    let sec = number::long_long(&parts.get_item(0)?)?;
    let nsec = number::long_long(&parts.get_item(1)?)?;
    // An object with a division of its own may say anything.
    let nsec = u32::try_from(nsec).map_err(|_| too_large())?;
    Ok(SetTime::Stamp { sec, nsec })
}
