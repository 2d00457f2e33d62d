//! Signals, I/O priorities, limits, processors.

use ostler::errno;
use ostler::os::CpuSet;
use ostler::process::{IoClass, IoPriority, RLIM_INFINITY, Resource};
use ostler::signal::{SIGCONT, SIGKILL, SIGSTOP, SIGTERM};
use ostler::{Error, ErrorKind};
use ostler_capi::number;
use ostler_capi::version;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyTuple;

use super::super::object::Process;
use super::super::values;
use super::{MOST, Object, none, signal_with};

pub(in super::super) fn send_signal(slf: &Bound<'_, Process>, signal: i32) -> PyResult<()> {
    signal_with(slf, signal, |process| match process.send_signal(signal) {
        // It takes any, and does nothing.
        Err(error) if error.kind() == ErrorKind::ZombieProcess => Ok(()),
        sent => sent,
    })
}

pub(in super::super) fn suspend(slf: &Bound<'_, Process>) -> PyResult<()> {
    send_signal(slf, SIGSTOP.raw())
}

pub(in super::super) fn resume(slf: &Bound<'_, Process>) -> PyResult<()> {
    send_signal(slf, SIGCONT.raw())
}

pub(in super::super) fn terminate(slf: &Bound<'_, Process>) -> PyResult<()> {
    send_signal(slf, SIGTERM.raw())
}

pub(in super::super) fn kill(slf: &Bound<'_, Process>) -> PyResult<()> {
    send_signal(slf, SIGKILL.raw())
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
    let number = number::int(class)?;
    let level = level.map_or(Ok(0), number::int)?;
    if level != 0 && (number == 0 || number == 3) {
        let name = values::io_priority(py)?.call1((number,))?;
        return Err(PyValueError::new_err(format!("{} ioclass accepts no value", name.repr()?)));
    }
    if !(0..8).contains(&level) {
        return Err(PyValueError::new_err("value not in 0-7 range"));
    }
    let process = slf.get().process(py)?;
    let priority = IoPriority { class: IoClass::from_raw(number), level };
    process.set_ionice(priority).map_err(|error| slf.get().failed(py, &error))?;
    Ok(none(py))
}

pub(in super::super) fn rlimit<'py>(
    slf: &Bound<'py, Process>,
    resource: &Object<'py>,
    limits: Option<&Object<'py>>,
) -> PyResult<Object<'py>> {
    let py = slf.py();
    let resource = Resource::from_raw(number::int(resource)?);
    let process = slf.get().process(py)?;
    let failed = |error: Error, invalid: &'static str| match error.errno() {
        Some(errno::EINVAL) => PyValueError::new_err(invalid),
        _ => slf.get().failed(py, &error),
    };
    let Some(limits) = limits else {
        let (soft, hard) = process
            .rlimit(resource)
            .map_err(|error| failed(error, "invalid resource specified"))?;
        // No limit is a number like the others from 3.15 on, as `resource` has it.
        return Ok(if version::since(15) {
            PyTuple::new(py, [soft, hard])?.into_any()
        } else {
            PyTuple::new(py, [soft as i64, hard as i64])?.into_any()
        });
    };
    if limits.len()? != 2 {
        return Err(PyValueError::new_err(format!(
            "second argument must be a (soft, hard) tuple, got {}",
            limits.repr()?
        )));
    }
    let pair = (limit(&limits.get_item(0)?)?, limit(&limits.get_item(1)?)?);
    process
        .set_rlimit(resource, pair)
        .map_err(|error| failed(error, "current limit exceeds maximum limit"))?;
    Ok(none(py))
}

/// A limit: -1 is none.
fn limit(value: &Object<'_>) -> PyResult<u64> {
    let value = number::index(value)?;
    if value.as_any().eq(-1)? {
        return Ok(RLIM_INFINITY);
    }
    number::unsigned_long_long(value.as_any())
}

/// Has a process run on these: on all there are, if there is none.
pub(super) fn set_affinity(
    process: &ostler::process::Process,
    cpus: Vec<usize>,
) -> Result<(), Error> {
    let cpus = if cpus.is_empty() { (0..MOST).collect() } else { cpus };
    process.set_cpu_affinity(&CpuSet::from_iter(cpus))
}

/// A nice value as the library has it.
pub(super) const fn nice_value(value: i32) -> i32 {
    value
}
