//! The parts of a status.

use ostler_capi::number::{of_f64, of_i64, of_i128};
use ostler_sys::files::Stamp;
use pyo3::prelude::*;

/// A time in its three forms. `None` with an exception set.
#[derive(Clone)]
pub(crate) struct Time<'py> {
    pub(crate) seconds: Option<Bound<'py, PyAny>>,
    pub(crate) float: Option<Bound<'py, PyAny>>,
    pub(crate) nanoseconds: Option<Bound<'py, PyAny>>,
}

impl<'py> Time<'py> {
    #[inline]
    pub(crate) fn new(py: Python<'py>, time: Stamp) -> Self {
        let small = time
            .sec
            .checked_mul(1_000_000_000)
            .and_then(|nanoseconds| nanoseconds.checked_add(i64::from(time.nsec)));
        Self {
            seconds: of_i64(py, time.sec),
            float: of_f64(py, time.sec as f64 + 1e-9 * f64::from(time.nsec)),
            nanoseconds: match small {
                Some(nanoseconds) => of_i64(py, nanoseconds),
                None => of_i128(py, i128::from(time.sec) * 1_000_000_000 + i128::from(time.nsec)),
            },
        }
    }
}

/// A number without a sign, of which most are small. `None` with an exception set.
#[cfg(windows)]
pub(crate) fn unsigned(py: Python<'_>, number: u128) -> Option<Bound<'_, PyAny>> {
    match u64::try_from(number) {
        Ok(number) => ostler_capi::number::of_u64(py, number),
        Err(_) => number.into_pyobject(py).ok().map(Bound::into_any),
    }
}
