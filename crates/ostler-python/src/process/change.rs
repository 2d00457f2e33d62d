//! What changes a process: signals, priorities, limits, processors.

use ostler::errno;
use ostler::os::CpuSet;
use ostler::process::{Field, IoClass, IoPriority, RLIM_INFINITY, Resource, cpu_times_per_cpu};
use ostler::{Error, ErrorKind};
use pyo3::exceptions::{PyOverflowError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyInt, PyTuple};

use super::class::Process;
use super::values;
use crate::audit::audit;
use crate::ffi::number;

type Object<'py> = Bound<'py, PyAny>;

fn none(py: Python<'_>) -> Object<'_> {
    py.None().into_bound(py)
}

pub(super) fn send_signal(slf: &Bound<'_, Process>, signal: i32) -> PyResult<()> {
    let py = slf.py();
    let process = slf.get().process(py)?;
    // Whether it is there is told before anybody is asked whether it may be sent.
    if !process.is_running().map_err(|error| slf.get().failed(py, &error))? {
        let gone = Error::from(errno::ESRCH);
        return Err(slf.get().failed(py, &gone));
    }
    audit(py, c"os.kill", (process.pid(), signal))?;
    match process.send_signal(signal) {
        // It takes any, and does nothing.
        Err(error) if error.kind() == ErrorKind::ZombieProcess => Ok(()),
        sent => sent.map_err(|error| slf.get().failed(py, &error)),
    }
}

pub(super) fn nice<'py>(slf: &Bound<'py, Process>, value: &Object<'py>) -> PyResult<Object<'py>> {
    let py = slf.py();
    let value = number::int(value)?;
    let process = slf.get().process(py)?;
    process.set_nice(value).map_err(|error| slf.get().failed(py, &error))?;
    Ok(none(py))
}

pub(super) fn ionice<'py>(
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

pub(super) fn rlimit<'py>(
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
        return Ok(PyTuple::new(py, [soft as i64, hard as i64])?.into_any());
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
    if numbers.is_empty() {
        set = (0..MOST).collect();
    }
    let changed = if invalid {
        Err(errno::EINVAL.into())
    } else {
        process.set_cpu_affinity(&CpuSet::from_iter(set))
    };
    match changed {
        Err(error) if error.errno() == Some(errno::EINVAL) => Err(ineligible(slf, &numbers)?),
        changed => changed.map(|()| none(py)).map_err(|error| slf.get().failed(py, &error)),
    }
}

/// Which of the processors asked for there is not.
fn ineligible(slf: &Bound<'_, Process>, numbers: &[Bound<'_, PyInt>]) -> PyResult<PyErr> {
    let py = slf.py();
    let there = cpu_times_per_cpu().map_or(0, |cpus| cpus.len());
    let eligible =
        slf.get().attribute(py, super::attributes::Attribute::Field(Field::CpuAffinity))?;
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
