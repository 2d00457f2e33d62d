//! What time it is, by each clock that has a function.

use std::ffi::CStr;

use ostler::time as library;
use ostler_capi::number::{of_f64, of_i64};
use ostler_capi::quick::Answer;
use ostler_capi::raised::Raised;
use ostler_capi::special::type_name;
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString};

use super::exception;
use crate::functions;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    ostler_capi::quick!(
        module;
        time => quick_time, time_ns => quick_time_ns,
        monotonic => quick_monotonic, monotonic_ns => quick_monotonic_ns,
        perf_counter => quick_monotonic, perf_counter_ns => quick_monotonic_ns,
        process_time => quick_process_time, process_time_ns => quick_process_time_ns,
        thread_time => quick_thread_time, thread_time_ns => quick_thread_time_ns,
    );
    functions!(module; get_clock_info);
    Ok(())
}

/// Functions that read a clock, and their quick entries.
macro_rules! clocks {
    ($($(#[$doc:meta])* $name:ident $quick:ident = $of:ident($read:path) -> $type:ty;)*) => {$(
        $(#[$doc])*
        #[pyfunction]
        fn $name() -> $type {
            $read()
        }

        #[inline]
        fn $quick<'py>(py: Python<'py>, args: &[Borrowed<'_, 'py, PyAny>]) -> Answer<'py> {
            if !args.is_empty() {
                return None;
            }
            Some($of(py, $read()).ok_or_else(|| Raised::from(PyErr::fetch(py))))
        }
    )*};
}

clocks! {
    /// The seconds since 1970.
    time quick_time = of_f64(library::time) -> f64;
    /// The nanoseconds since 1970.
    time_ns quick_time_ns = of_i64(library::time_ns) -> i64;
    /// The seconds of a clock that cannot be set, from some moment on.
    monotonic quick_monotonic = of_f64(library::monotonic) -> f64;
    /// The nanoseconds of a clock that cannot be set, from some moment on.
    monotonic_ns quick_monotonic_ns = of_i64(library::monotonic_ns) -> i64;
    /// The seconds this process has worked.
    process_time quick_process_time = of_f64(library::process_time) -> f64;
    /// The nanoseconds this process has worked.
    process_time_ns quick_process_time_ns = of_i64(library::process_time_ns) -> i64;
    /// The seconds this thread has worked.
    thread_time quick_thread_time = of_f64(library::thread_time) -> f64;
    /// The nanoseconds this thread has worked.
    thread_time_ns quick_thread_time_ns = of_i64(library::thread_time_ns) -> i64;
}

/// The seconds of the clock that is best for measuring, from some moment on.
#[pyfunction]
fn perf_counter() -> f64 {
    library::perf_counter()
}

/// The nanoseconds of the clock that is best for measuring, from some moment on.
#[pyfunction]
fn perf_counter_ns() -> i64 {
    library::perf_counter_ns()
}

/// What the clock behind a function is like.
#[pyfunction]
#[pyo3(signature = (name, /))]
fn get_clock_info<'py>(py: Python<'py>, name: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    let Ok(name) = name.cast::<PyString>() else {
        let text = format!("get_clock_info() argument 1 must be str, not {}", type_name(name));
        return Err(PyTypeError::new_err(text));
    };
    let name = name.to_str()?;
    if CStr::from_bytes_until_nul(name.as_bytes()).is_ok() {
        return Err(PyValueError::new_err("embedded null character"));
    }
    let info = library::get_clock_info(name).map_err(|error| exception(py, &error))?;
    let values = PyDict::new(py);
    values.set_item("implementation", info.implementation)?;
    values.set_item("monotonic", info.monotonic)?;
    values.set_item("adjustable", info.adjustable)?;
    values.set_item("resolution", info.resolution)?;
    py.import("types")?.getattr("SimpleNamespace")?.call((), Some(&values))
}
