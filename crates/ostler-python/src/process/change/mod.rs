//! What changes a process: signals, priorities, limits, processors.

#[cfg(unix)]
mod linux;
#[cfg(windows)]
mod windows;

use ostler::audit::events;
use ostler::process::{Field, cpu_times_per_cpu};
use ostler::{Error, ErrorKind, errno};
use ostler_capi::number;
use pyo3::exceptions::{PyOverflowError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyInt;

use super::attribute::Attribute;
use super::object::Process;
use crate::audit::audit;

#[cfg(unix)]
use linux as platform;
#[cfg(windows)]
use windows as platform;

#[cfg(windows)]
pub(super) use platform::close;
#[cfg(unix)]
pub(super) use platform::rlimit;
pub(super) use platform::{ionice, kill, resume, send_signal, suspend, terminate};

type Object<'py> = Bound<'py, PyAny>;

fn none(py: Python<'_>) -> Object<'_> {
    py.None().into_bound(py)
}

/// Sends a signal to a process that is there: that is told before anybody is asked whether it may be sent.
fn signal_with(
    slf: &Bound<'_, Process>,
    signal: i32,
    send: impl FnOnce(ostler::process::Process) -> Result<(), Error>,
) -> PyResult<()> {
    let py = slf.py();
    let process = there(slf)?;
    audit(py, events::Kill { pid: process.pid(), sig: signal })?;
    send(process).map_err(|error| slf.get().failed(py, &error))
}

/// The process, if it is there.
fn there(slf: &Bound<'_, Process>) -> PyResult<ostler::process::Process> {
    let py = slf.py();
    let process = slf.get().process(py)?;
    if process.is_running().map_err(|error| slf.get().failed(py, &error))? {
        return Ok(process);
    }
    Err(slf.get().failed(py, &Error::from(errno::ESRCH)))
}

pub(super) fn nice<'py>(slf: &Bound<'py, Process>, value: &Object<'py>) -> PyResult<Object<'py>> {
    let py = slf.py();
    let value = number::int(value)?;
    let process = slf.get().process(py)?;
    process.set_nice(platform::nice_value(value)).map_err(|error| slf.get().failed(py, &error))?;
    Ok(none(py))
}

/// More processors than any kernel is built for.
const MOST: usize = 1 << 13;

pub(super) fn cpu_affinity<'py>(
    slf: &Bound<'py, Process>,
    cpus: &Object<'py>,
) -> PyResult<Object<'py>> {
    let py = slf.py();
    let mut set = Vec::new();
    let mut numbers = Vec::new();
    for cpu in cpus.try_iter()? {
        let cpu = number::index(&cpu?)?;
        // What there can be no processor of, the kernel is not asked for.
        set.extend(cpu.extract::<usize>().ok().filter(|&cpu| cpu < MOST));
        numbers.push(cpu);
    }
    let process = slf.get().process(py)?;
    let invalid = set.len() < numbers.len();
    let changed =
        if invalid { Err(errno::EINVAL.into()) } else { platform::set_affinity(&process, set) };
    match changed {
        Err(error) if is_invalid(&error) => Err(ineligible(slf, &numbers)?),
        changed => changed.map(|()| none(py)).map_err(|error| slf.get().failed(py, &error)),
    }
}

/// Whether there is no such processor: no mask on Windows has room for some.
fn is_invalid(error: &Error) -> bool {
    error.errno() == Some(errno::EINVAL) || error.kind() == ErrorKind::Value
}

/// Which of the processors asked for there is not.
fn ineligible(slf: &Bound<'_, Process>, numbers: &[Bound<'_, PyInt>]) -> PyResult<PyErr> {
    let py = slf.py();
    let there = cpu_times_per_cpu().map_or(0, |cpus| cpus.len());
    let eligible = slf.get().attribute(py, Attribute::Field(Field::CpuAffinity))?;
    for number in numbers {
        let is_there = number.extract::<usize>().is_ok_and(|cpu| cpu < there);
        if !is_there {
            return Ok(PyValueError::new_err(format!(
                "invalid CPU {}; choose between {}",
                number.repr()?,
                eligible.repr()?
            )));
        }
        if !eligible.contains(number)? {
            return Ok(PyValueError::new_err(format!(
                "CPU number {number} is not eligible; choose between {}",
                eligible.repr()?
            )));
        }
    }
    Ok(PyOverflowError::new_err("too many processors"))
}
