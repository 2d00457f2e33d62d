//! What time it is, by the clocks that the system has numbers for.

use ostler::time::{self as library, ClockId, Rounding};
use ostler_capi::number::{self, of_f64, of_i64, plain_int};
use ostler_capi::quick::Answer;
use ostler_capi::raised::Raised;
use ostler_capi::special::type_name;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::PyInt;

use super::{exception, seconds};
use crate::{constants, functions};

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    ostler_capi::quick!(module; clock_gettime => quick_gettime, clock_gettime_ns => quick_gettime_ns);
    functions!(
        module;
        clock_getres, clock_settime, clock_settime_ns, pthread_getcpuclockid,
    );
    constants!(module; |clock: ClockId| clock.raw() => ostler::time::{
        CLOCK_BOOTTIME, CLOCK_MONOTONIC, CLOCK_MONOTONIC_RAW, CLOCK_PROCESS_CPUTIME_ID, CLOCK_REALTIME,
        CLOCK_TAI, CLOCK_THREAD_CPUTIME_ID,
    });
    Ok(())
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
