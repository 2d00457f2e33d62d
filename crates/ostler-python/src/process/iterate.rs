//! `process_iter()`.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use ostler::ErrorKind;
use ostler::process::{Fields, Look};
use pyo3::intern;
use pyo3::prelude::*;

use super::attribute::Answer;
use super::errors::{NoSuchProcess, plain};
use super::object::Process;
use super::oneshot;
use super::wanted::{Plan, Wanted};

/// The objects that were given out, by number: as long as a process is there, it is the same object.
static KNOWN: Mutex<Option<HashMap<i32, Py<Process>>>> = Mutex::new(None);

/// For moments only. What is taken out is let go of without the lock, as it may be a program's own class.
fn known() -> MutexGuard<'static, Option<HashMap<i32, Py<Process>>>> {
    KNOWN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Forget the objects that process_iter() has given out.
#[pyfunction]
pub(super) fn forget_processes() {
    let all = known().take();
    drop(all);
}

fn forget(pid: i32) {
    let one = known().as_mut().and_then(|known| known.remove(&pid));
    drop(one);
}

/// All processes, in the order of their numbers.
///
/// With attrs each has an attribute info, the dictionary that as_dict() gives, read when it is its turn. As long as a process is
/// there, every iteration gives the same object.
#[pyfunction]
#[pyo3(signature = (attrs=None, ad_value=None))]
pub(super) fn process_iter<'py>(
    py: Python<'py>,
    attrs: Option<Bound<'py, PyAny>>,
    ad_value: Option<Bound<'py, PyAny>>,
) -> PyResult<Processes> {
    let wanted = match attrs {
        None => None,
        Some(attrs) => {
            let wanted = Wanted::new(py, Some(&attrs), ad_value)?;
            let plan = wanted.plan(py, &py.get_type::<Process>())?;
            Some((wanted, plan))
        }
    };
    Ok(Processes { wanted, pids: None, look: None })
}

/// The iterator of process_iter().
#[pyclass(module = "ostler.process", name = "process_iterator")]
pub(super) struct Processes {
    wanted: Option<(Wanted, Plan)>,
    /// The numbers still to come, once it has begun.
    pids: Option<std::vec::IntoIter<i32>>,
    look: Option<Box<Look>>,
}

#[pymethods]
impl Processes {
    fn __iter__(slf: Bound<'_, Self>) -> Bound<'_, Self> {
        slf
    }

    fn __next__<'py>(&mut self, py: Python<'py>) -> PyResult<Option<Bound<'py, Process>>> {
        if self.pids.is_none() {
            self.pids = Some(begin(py)?);
        }
        let process = self.step(py);
        // Between two steps nothing is held.
        if let Some(look) = &mut self.look {
            look.turn_away();
        }
        process
    }

    /// End the iteration.
    fn close(&mut self) {
        self.pids = Some(Vec::new().into_iter());
        self.look = None;
    }
}

/// The numbers there are. Objects of others are forgotten.
fn begin(py: Python<'_>) -> PyResult<std::vec::IntoIter<i32>> {
    let pids = py.detach(ostler::process::pids).map_err(|error| plain(py, &error))?;
    let mut gone = Vec::new();
    if let Some(known) = known().as_mut() {
        let is_there = |pid: &i32| pids.binary_search(pid).is_ok();
        let vanished: Vec<i32> = known.keys().copied().filter(|pid| !is_there(pid)).collect();
        gone.extend(vanished.iter().filter_map(|pid| known.remove(pid)));
    }
    drop(gone);
    Ok(pids.into_iter())
}

impl Processes {
    fn step<'py>(&mut self, py: Python<'py>) -> PyResult<Option<Bound<'py, Process>>> {
        let fields = self.wanted.as_ref().map(|(_, plan)| plan.fields).unwrap_or_default();
        while let Some(pid) = self.pids.as_mut().and_then(Iterator::next) {
            let look = self.look.get_or_insert_default();
            let before = known().as_ref().and_then(|known| Some(known.get(&pid)?.clone_ref(py)));
            let known = before.as_ref().and_then(|before| before.get().known());
            let read = py.detach(|| read(look, pid, known, fields));
            let (process, read) = match read {
                Ok(read) => read,
                Err(error) if error.kind() == ErrorKind::ProcessLookup => {
                    forget(pid);
                    continue;
                }
                Err(error) => return Err(super::errors::of(py, &error, pid, None)),
            };
            let object = match before {
                Some(before) if known == Some(process) => before.into_bound(py),
                _ => object(py, process)?,
            };
            if let Some((wanted, plan)) = &self.wanted {
                match oneshot::as_dict_of(&object, wanted, plan, &mut self.look, read) {
                    Ok(info) => object.setattr(intern!(py, "info"), info)?,
                    Err(error) if error.is_instance_of::<NoSuchProcess>(py) => {
                        forget(pid);
                        continue;
                    }
                    Err(error) => return Err(error),
                }
            }
            return Ok(Some(object));
        }
        Ok(None)
    }
}

/// Gets hold of whoever has a number, and reads some fields: for less of one that is known.
fn read(
    look: &mut Look,
    pid: i32,
    known: Option<ostler::process::Process>,
    fields: Fields,
) -> ostler::Result<(ostler::process::Process, Vec<Answer>)> {
    if let Some(process) = known.filter(|_| !fields.is_empty()) {
        match look.read(process, fields) {
            Err(error) if error.kind() == ErrorKind::ProcessLookup => {}
            read => return Ok((process, read?)),
        }
    }
    let process = look.turn_to_number(pid)?;
    if fields.is_empty() {
        return Ok((process, Vec::new()));
    }
    Ok((process, look.get_all(fields)?))
}

/// A new object for a process.
fn object(py: Python<'_>, process: ostler::process::Process) -> PyResult<Bound<'_, Process>> {
    let object = Process::new_of(py, process)?;
    let old = known().get_or_insert_default().insert(process.pid(), object.clone().unbind());
    drop(old);
    Ok(object)
}
