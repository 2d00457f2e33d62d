//! Ending, events of the console, priorities, processors.

use ostler::Error;
use ostler::process::{IoPriority, cpu_times_per_cpu};
use ostler::signal::{CTRL_BREAK_EVENT, CTRL_C_EVENT, SIGTERM, Signal};
use ostler_capi::number;
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;

use super::super::object::Process;
use super::{Object, none, signal_with, there};

pub(in super::super) fn send_signal(slf: &Bound<'_, Process>, signal: i32) -> PyResult<()> {
    // Any other number would end it, whatever it means elsewhere.
    if ![SIGTERM, CTRL_C_EVENT, CTRL_BREAK_EVENT].contains(&Signal::from_raw(signal)) {
        return Err(PyValueError::new_err(format!(
            "{signal} is none of SIGTERM, CTRL_C_EVENT and CTRL_BREAK_EVENT, which are the signals of Windows"
        )));
    }
    signal_with(slf, signal, |process| process.send_signal(signal))
}

pub(in super::super) fn close(slf: &Bound<'_, Process>) -> PyResult<()> {
    signal_with(slf, SIGTERM.raw(), |process| process.close())
}

pub(in super::super) fn suspend(slf: &Bound<'_, Process>) -> PyResult<()> {
    there(slf)?.suspend().map_err(|error| slf.get().failed(slf.py(), &error))
}

pub(in super::super) fn resume(slf: &Bound<'_, Process>) -> PyResult<()> {
    there(slf)?.resume().map_err(|error| slf.get().failed(slf.py(), &error))
}

pub(in super::super) fn terminate(slf: &Bound<'_, Process>) -> PyResult<()> {
    send_signal(slf, SIGTERM.raw())
}

/// The same: nobody is asked.
pub(in super::super) fn kill(slf: &Bound<'_, Process>) -> PyResult<()> {
    terminate(slf)
}

pub(in super::super) fn ionice<'py>(
    slf: &Bound<'py, Process>,
    class: Option<&Object<'py>>,
    level: Option<&Object<'py>>,
) -> PyResult<Object<'py>> {
    let py = slf.py();
    let Some(class) = class else {
        return Err(PyValueError::new_err("'ioclass' argument must be specified"));
    };
    if level.is_some() {
        return Err(PyTypeError::new_err("an I/O priority of Windows has no level"));
    }
    let number = number::int(class)?;
    if !(0..4).contains(&number) {
        return Err(PyValueError::new_err(format!("{number} is not an I/O priority")));
    }
    let process = slf.get().process(py)?;
    let priority = IoPriority::from_raw(number.cast_unsigned());
    process.set_ionice(priority).map_err(|error| slf.get().failed(py, &error))?;
    Ok(none(py))
}

/// Has a process run on these: on all there are, if there is none.
pub(super) fn set_affinity(
    process: &ostler::process::Process,
    cpus: Vec<usize>,
) -> Result<(), Error> {
    if cpus.is_empty() {
        let there = cpu_times_per_cpu()?.len();
        return process.set_cpu_affinity(&(0..there).collect::<Vec<_>>());
    }
    process.set_cpu_affinity(&cpus)
}

/// A priority class as the library has it: a wrong one stays wrong.
pub(super) const fn nice_value(value: i32) -> u32 {
    value.cast_unsigned()
}
