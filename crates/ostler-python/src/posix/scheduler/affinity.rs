//! The processors a process may run on.

use ostler::errno;
use ostler_capi::number;
use ostler_sys::scheduler;
use pyo3::exceptions::{PyOverflowError, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyInt, PySet};

use crate::call::brief;
use crate::convert::{Given, Pid};
use crate::error::OrRaise as _;
use crate::functions;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; sched_setaffinity, sched_getaffinity);
    Ok(())
}

const WORD: usize = usize::BITS as usize;
/// Words of a mask that is as large as any kernel's or larger.
const MOST: usize = (1 << 16) / WORD;

/// Let a process, 0 for the calling one, run on these processors only.
#[pyfunction]
#[pyo3(signature = (pid, mask, /))]
fn sched_setaffinity(py: Python<'_>, pid: Given<Pid>, mask: &Bound<'_, PyAny>) -> PyResult<()> {
    let Pid(pid) = pid.get()?;
    let words = words(mask)?;
    brief(py, || scheduler::sched_setaffinity(pid, &words)).or_raise(py)
}

fn words(mask: &Bound<'_, PyAny>) -> PyResult<Vec<usize>> {
    let mut words = vec![0; 1];
    for cpu in mask.try_iter()? {
        let cpu = cpu?;
        if !cpu.is_instance_of::<PyInt>() {
            return Err(PyTypeError::new_err(format!(
                "expected an iterator of ints, but iterator yielded {}",
                cpu.get_type().repr()?
            )));
        }
        let cpu = number::long(&cpu)?;
        let Ok(cpu) = usize::try_from(cpu) else {
            return Err(PyValueError::new_err("negative CPU number"));
        };
        if cpu >= i32::MAX as usize {
            return Err(PyOverflowError::new_err("CPU number too large"));
        }
        // The kernel does not look at those that it cannot have.
        if cpu / WORD >= MOST {
            continue;
        }
        if words.len() <= cpu / WORD {
            words.resize(cpu / WORD + 1, 0);
        }
        if let Some(word) = words.get_mut(cpu / WORD) {
            *word |= 1 << (cpu % WORD);
        }
    }
    Ok(words)
}

/// The set of the processors that a process, 0 for the calling one, may run on.
#[pyfunction]
#[pyo3(signature = (pid, /))]
fn sched_getaffinity(py: Python<'_>, pid: Given<Pid>) -> PyResult<Bound<'_, PySet>> {
    let Pid(pid) = pid.get()?;
    let mut words = vec![0; 1024 / WORD];
    brief(py, || {
        loop {
            match scheduler::sched_getaffinity(pid, &mut words) {
                // There are more processors than there is room for.
                Err(errno::EINVAL) if words.len() < MOST => words.resize(words.len() * 2, 0),
                other => return other,
            }
        }
    })
    .or_raise(py)?;
    let set = PySet::empty(py)?;
    for (at, word) in words.iter().enumerate() {
        for bit in (0..WORD).filter(|bit| word >> bit & 1 == 1) {
            set.add(at * WORD + bit)?;
        }
    }
    Ok(set)
}
