//! The machine that processes run on.

use std::cell::RefCell;

use ostler::process::{self, CpuTimes};
use pyo3::prelude::*;
use pyo3::types::{PyFloat, PyList, PyTuple};

use super::{clock, errors, tuples, values};
use crate::convert::named;

type Object<'py> = Bound<'py, PyAny>;

/// What the library answers, without the interpreter's lock.
fn asked<T: Send>(
    py: Python<'_>,
    question: impl FnOnce() -> ostler::Result<T> + Send,
) -> PyResult<T> {
    py.detach(question).map_err(|error| errors::plain(py, &error))
}

/// When the system was started, in seconds since the epoch.
#[pyfunction]
pub(super) fn boot_time() -> f64 {
    values::since_epoch(process::boot_time())
}

/// How many processors are online, or with logical=False how many cores; None if that is not known.
#[pyfunction]
#[pyo3(signature = (logical=true))]
pub(super) fn cpu_count(logical: bool) -> Option<usize> {
    process::cpu_count(logical)
}

/// The load averages over one, five and fifteen minutes.
#[cfg(unix)]
#[pyfunction]
pub(super) fn getloadavg(py: Python<'_>) -> PyResult<(f64, f64, f64)> {
    asked(py, process::getloadavg)
}

#[cfg(unix)]
fn tuple<'py>(py: Python<'py>, times: &CpuTimes) -> PyResult<Object<'py>> {
    let times = [
        times.user,
        times.nice,
        times.system,
        times.idle,
        times.iowait,
        times.irq,
        times.softirq,
        times.steal,
        times.guest,
        times.guest_nice,
    ];
    tuples::SCPUTIMES.of(py, PyTuple::new(py, times.map(values::seconds))?)
}

#[cfg(windows)]
fn tuple<'py>(py: Python<'py>, times: &CpuTimes) -> PyResult<Object<'py>> {
    let times = [times.user, times.system, times.idle, times.irq, times.softirq];
    tuples::SCPUTIMES.of(py, PyTuple::new(py, times.map(values::seconds))?)
}

/// What the processors have done since the system was started, in seconds: all together, or each.
#[pyfunction]
#[pyo3(signature = (percpu=false))]
pub(super) fn cpu_times(py: Python<'_>, percpu: bool) -> PyResult<Object<'_>> {
    if !percpu {
        return tuple(py, &asked(py, process::cpu_times)?);
    }
    let each = PyList::empty(py);
    for times in asked(py, process::cpu_times_per_cpu)? {
        each.append(tuple(py, &times)?)?;
    }
    Ok(each.into_any())
}

thread_local! {
    /// What the processors had done when a thread asked last: all together, and each.
    static LAST: RefCell<[Option<Vec<CpuTimes>>; 2]> = const { RefCell::new([None, None]) };
}

fn reading(percpu: bool) -> ostler::Result<Vec<CpuTimes>> {
    if percpu {
        process::cpu_times_per_cpu()
    } else {
        process::cpu_times().map(|times| vec![times])
    }
}

/// Takes a first reading for the thread that imports the module.
pub(super) fn remember() {
    LAST.set([reading(false).ok(), reading(true).ok()]);
}

/// How busy the processors are, in percent, all together or each: during an interval in seconds, or since the last call.
#[pyfunction]
#[pyo3(signature = (interval=None, percpu=false))]
pub(super) fn cpu_percent<'py>(
    py: Python<'py>,
    interval: Option<Object<'py>>,
    percpu: bool,
) -> PyResult<Object<'py>> {
    let before = match clock::interval(interval.as_ref())? {
        Some(time) => {
            let before = asked(py, || reading(percpu))?;
            clock::sleep(py, time)?;
            Some(before)
        }
        None => LAST.with_borrow_mut(|last| last[usize::from(percpu)].take()),
    };
    let after = asked(py, || reading(percpu))?;
    let before = before.unwrap_or_else(|| after.clone());
    let shares: Vec<f64> = before.iter().zip(&after).map(|(then, now)| share(then, now)).collect();
    LAST.with_borrow_mut(|last| last[usize::from(percpu)] = Some(after));
    if percpu {
        return Ok(PyList::new(py, shares)?.into_any());
    }
    Ok(PyFloat::new(py, shares.first().copied().unwrap_or(0.0)).into_any())
}

fn share(then: &CpuTimes, now: &CpuTimes) -> f64 {
    let total = now.total().saturating_sub(then.total()).as_secs_f64();
    let busy = now.busy().saturating_sub(then.busy()).as_secs_f64();
    if total > 0.0 { values::rounded((busy / total * 100.0).min(100.0)) } else { 0.0 }
}

/// The machine's memory, in bytes.
#[pyfunction]
pub(super) fn virtual_memory(py: Python<'_>) -> PyResult<Object<'_>> {
    let memory = asked(py, process::virtual_memory)?;
    let percent = values::rounded(memory.percent);
    #[cfg(unix)]
    let values = (
        memory.total,
        memory.available,
        percent,
        memory.used,
        memory.free,
        memory.active,
        memory.inactive,
        memory.buffers,
        memory.cached,
        memory.shared,
        memory.slab,
    );
    #[cfg(windows)]
    let values = (memory.total, memory.available, percent, memory.used, memory.free);
    tuples::SVMEM.of(py, values.into_pyobject(py)?)
}

/// The machine's swap space, in bytes.
#[pyfunction]
pub(super) fn swap_memory(py: Python<'_>) -> PyResult<Object<'_>> {
    let swap = asked(py, process::swap_memory)?;
    let percent = values::rounded(swap.percent);
    let values = (swap.total, swap.used, swap.free, percent, swap.sin, swap.sout);
    tuples::SSWAP.of(py, values.into_pyobject(py)?)
}

/// Who is logged in.
#[pyfunction]
pub(super) fn users(py: Python<'_>) -> PyResult<Bound<'_, PyList>> {
    let users = asked(py, process::users)?;
    let list = PyList::empty(py);
    for user in users {
        let text =
            |text: Option<&std::ffi::OsString>| text.map(|text| named(py, text, false)).transpose();
        let started = values::since_epoch(user.started);
        let values = (
            named(py, &user.name, false)?,
            text(user.terminal.as_ref())?,
            text(user.host.as_ref())?,
            started,
            user.pid,
        );
        list.append(tuples::SUSER.of(py, values.into_pyobject(py)?)?)?;
    }
    Ok(list)
}
