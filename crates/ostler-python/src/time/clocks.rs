//! What time it is, by each clock of the system.

use std::ffi::CStr;

use ostler::time::{self as library, ClockId, Rounding};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyInt, PyString};

use super::{exception, seconds};
use crate::ffi::number::{self, of_f64, of_i64, plain_int};
use crate::ffi::quick::{Answer, quick};
use crate::ffi::raised::Raised;
use crate::ffi::special::type_name;
use crate::{constants, functions};

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    quick!(
        module;
        time => quick_time, time_ns => quick_time_ns,
        monotonic => quick_monotonic, monotonic_ns => quick_monotonic_ns,
        perf_counter => quick_monotonic, perf_counter_ns => quick_monotonic_ns,
        process_time => quick_process_time, process_time_ns => quick_process_time_ns,
        thread_time => quick_thread_time, thread_time_ns => quick_thread_time_ns,
        clock_gettime => quick_gettime, clock_gettime_ns => quick_gettime_ns,
    );
    functions!(
        module;
        clock_getres, clock_settime, clock_settime_ns, pthread_getcpuclockid, get_clock_info,
    );
    constants!(module; |clock: ClockId| clock.raw() => ostler::time::{
        CLOCK_BOOTTIME, CLOCK_MONOTONIC, CLOCK_MONOTONIC_RAW, CLOCK_PROCESS_CPUTIME_ID, CLOCK_REALTIME,
        CLOCK_TAI, CLOCK_THREAD_CPUTIME_ID,
    });
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

/// A clock of the system, by number.
fn clock(id: &Bound<'_, PyAny>) -> PyResult<ClockId> {
    number::int(id).map(ClockId::from_raw).map_err(|_| {
        PyTypeError::new_err(format!("clk_id should be integer, not {}", type_name(id)))
    })
}

/// The seconds of a clock.
#[pyfunction]
#[pyo3(signature = (clk_id, /))]
fn clock_gettime(py: Python<'_>, clk_id: &Bound<'_, PyAny>) -> PyResult<f64> {
    library::clock_gettime(clock(clk_id)?).map_err(|error| exception(py, &error))
}

/// The nanoseconds of a clock.
#[pyfunction]
#[pyo3(signature = (clk_id, /))]
fn clock_gettime_ns(py: Python<'_>, clk_id: &Bound<'_, PyAny>) -> PyResult<i64> {
    library::clock_gettime_ns(clock(clk_id)?).map_err(|error| exception(py, &error))
}

fn quick_gettime<'py>(py: Python<'py>, args: &[Borrowed<'_, 'py, PyAny>]) -> Answer<'py> {
    let [id] = args else { return None };
    let seconds = library::clock_gettime(ClockId::from_raw(plain_int(id)?)).ok()?;
    Some(of_f64(py, seconds).ok_or_else(|| Raised::from(PyErr::fetch(py))))
}

fn quick_gettime_ns<'py>(py: Python<'py>, args: &[Borrowed<'_, 'py, PyAny>]) -> Answer<'py> {
    let [id] = args else { return None };
    let ns = library::clock_gettime_ns(ClockId::from_raw(plain_int(id)?)).ok()?;
    Some(of_i64(py, ns).ok_or_else(|| Raised::from(PyErr::fetch(py))))
}

/// The smallest step of a clock, in seconds.
#[pyfunction]
#[pyo3(signature = (clk_id, /))]
fn clock_getres(py: Python<'_>, clk_id: &Bound<'_, PyAny>) -> PyResult<f64> {
    let clock = ClockId::from_raw(number::signed(clk_id)?);
    library::clock_getres(clock).map_err(|error| exception(py, &error))
}

/// Set a clock, in seconds.
#[pyfunction]
#[pyo3(signature = (clk_id, time, /))]
fn clock_settime(
    py: Python<'_>,
    clk_id: &Bound<'_, PyAny>,
    time: &Bound<'_, PyAny>,
) -> PyResult<()> {
    let clock = ClockId::from_raw(number::signed(clk_id)?);
    let ns = seconds::nanoseconds(time, Rounding::Floor)?;
    library::clock_settime_ns(clock, ns).map_err(|error| exception(py, &error))
}

/// Set a clock, in nanoseconds.
#[pyfunction]
#[pyo3(signature = (clk_id, time, /))]
fn clock_settime_ns(
    py: Python<'_>,
    clk_id: &Bound<'_, PyAny>,
    time: &Bound<'_, PyAny>,
) -> PyResult<()> {
    let clock = ClockId::from_raw(number::signed(clk_id)?);
    let ns = seconds::integer(time)?;
    library::clock_settime_ns(clock, ns).map_err(|error| exception(py, &error))
}

/// The clock of the processor time of a thread of the program's.
#[pyfunction]
#[pyo3(signature = (thread_id, /))]
fn pthread_getcpuclockid(py: Python<'_>, thread_id: &Bound<'_, PyAny>) -> PyResult<i32> {
    if !thread_id.is_instance_of::<PyInt>() {
        let found = type_name(thread_id);
        let text = format!("pthread_getcpuclockid() argument 1 must be int, not {found}");
        return Err(PyTypeError::new_err(text));
    }
    // The C library believes any number. Those that are none of the interpreter's threads have to be kept from it.
    let threads = py.import("sys")?.call_method0("_current_frames")?;
    if !threads.contains(thread_id)? {
        return Err(crate::error::os_error(py, ostler::errno::ESRCH, None, None));
    }
    let number = number::unsigned_long(thread_id)?;
    #[allow(unsafe_code)]
    // SAFETY: a thread of the interpreter's, which does not end before it has had the lock once more.
    let clock = unsafe { library::pthread_getcpuclockid(number as _) };
    Ok(clock.map_err(|error| exception(py, &error))?.raw())
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
