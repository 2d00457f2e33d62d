//! Waiting for processes to end.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use ostler::process::{Ended, Field, wait_until_gone};
#[cfg(unix)]
use ostler::signal::Signal;
use ostler_capi::number;
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyFloat, PyInt, PyList};

use super::attribute::Attribute;
use super::clock::{duration, interval, sleep};
use super::errors;
use super::object::Process;
#[cfg(unix)]
use super::values;
use crate::host::PyHost;

type Object<'py> = Bound<'py, PyAny>;

pub(super) fn cpu_percent<'py>(
    slf: &Bound<'py, Process>,
    given: Option<&Object<'py>>,
) -> PyResult<Object<'py>> {
    let py = slf.py();
    if let Some(time) = interval(given)? {
        // Between two readings of its own: a `oneshot()` would have but one.
        let reading = || {
            let process = slf.get().process(py)?;
            let times = py.detach(|| {
                let mut look = ostler::process::Look::default();
                look.turn_to(process)?;
                look.get(Field::CpuTimes)
            });
            let times = times.map_err(|error| slf.get().failed(py, &error))?;
            Ok::<_, PyErr>(slf.get().share_of(&times))
        };
        reading()?;
        sleep(py, time)?;
        return Ok(PyFloat::new(py, reading()?).into_any());
    }
    slf.get().attribute(py, Attribute::CpuPercent)
}

/// A time to wait: `None` for ever.
fn timeout(given: Option<&Object<'_>>) -> PyResult<Option<Duration>> {
    let Some(given) = given else { return Ok(None) };
    if !given.is_instance_of::<PyInt>() && !given.is_instance_of::<PyFloat>() {
        return Err(PyTypeError::new_err(format!(
            "timeout must be an int or float (got {})",
            given.get_type().repr()?
        )));
    }
    if given.lt(0)? {
        let text = format!("timeout must be positive or zero (got {})", given.str()?);
        return Err(PyValueError::new_err(text));
    }
    let seconds = if given.gt(u32::MAX)? { f64::INFINITY } else { number::double(given)? };
    if seconds.is_nan() {
        return Err(PyValueError::new_err("timeout must be positive or zero (got nan)"));
    }
    Ok(Some(duration(seconds)))
}

pub(super) fn wait<'py>(
    slf: &Bound<'py, Process>,
    given: Option<&Object<'py>>,
    reap: bool,
) -> PyResult<Object<'py>> {
    let py = slf.py();
    let time = timeout(given)?;
    let process = slf.get().known();
    if let Some(exit) = slf.get().exit(py) {
        // One that was left to what has started it is reaped now.
        if let Some(process) = process
            && reap
            && std::mem::take(&mut slf.get().state().unreaped)
        {
            until_gone(py, vec![process], Some(Duration::ZERO), true, |_, _| Ok(()))?;
        }
        return Ok(exit);
    }
    let Some(process) = process else {
        return Ok(slf.get().ended(py, py.None().into_bound(py)));
    };
    if time.is_none() && process.pid() == ostler::os::getpid() && slf.get().is_there(py)? {
        return Err(PyValueError::new_err("a process cannot wait for its own end"));
    }
    let this = slf.clone().unbind();
    let alive = until_gone(py, vec![process], time, reap, |py, ended| {
        let exit = exit_code(py, ended)?;
        this.get().ended(py, exit);
        this.get().state().unreaped = !reap;
        Ok(())
    })?;
    match (slf.get().exit(py), given) {
        (Some(exit), _) if alive.is_empty() => Ok(exit),
        (_, given) => {
            let name = slf.get().known_name(py);
            let none = py.None().into_bound(py);
            Err(errors::timeout_expired(py, given.unwrap_or(&none), slf.get().pid(), name.as_ref()))
        }
    }
}

/// How a process ended, as a number.
#[cfg(windows)]
fn exit_code<'py>(py: Python<'py>, ended: &Ended) -> PyResult<Object<'py>> {
    Ok(ended.exit_code().into_pyobject(py)?)
}

/// How a process ended, as a number: a negative one, which has a name, for a signal.
#[cfg(unix)]
fn exit_code<'py>(py: Python<'py>, ended: &Ended) -> PyResult<Object<'py>> {
    let Some(code) = ended.exit_code() else { return Ok(py.None().into_bound(py)) };
    let plain = PyInt::new(py, code).into_any();
    if code >= 0 {
        return Ok(plain);
    }
    // Signals for a program's own use have no names.
    Ok(signals(py)?.call1((code,)).unwrap_or(plain))
}

/// The enumeration of the ways to be ended by a signal.
#[cfg(unix)]
pub(super) fn signals(py: Python<'_>) -> PyResult<&Bound<'_, PyAny>> {
    static SIGNALS: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let signals = SIGNALS.get_or_try_init(py, || {
        let members = PyDict::new(py);
        for signal in Signal::all() {
            if let Some(name) = signal.name() {
                members.set_item(name, -signal.raw())?;
            }
        }
        values::int_enum(py, "Negsignal", members)
    })?;
    Ok(signals.bind(py))
}

/// Waits until processes are gone, and tells of each as it goes. Those that are still there when the time is up are returned.
fn until_gone(
    py: Python<'_>,
    processes: Vec<ostler::process::Process>,
    time: Option<Duration>,
    reap: bool,
    mut each: impl FnMut(Python<'_>, &Ended) -> PyResult<()> + Send,
) -> PyResult<Vec<ostler::process::Process>> {
    let (mut host, mut raised) = (PyHost::default(), None);
    let outcome = py.detach(|| {
        wait_until_gone(&mut host, processes, time, reap, |ended| {
            Python::attach(|py| each(py, ended)).map_err(|error| {
                raised = Some(error);
                ostler::errno::EINTR.into()
            })
        })
    });
    outcome.map_err(|error| {
        raised.or_else(|| host.raised()).unwrap_or_else(|| errors::plain(py, &error))
    })
}

/// Wait until processes are gone, that many seconds at most: lists of those that are, and of those that are not.
///
/// Those that are gone have an attribute returncode: how a child ended, None of another. The callback, if there is one, is
/// called with each as soon as it is gone.
///
/// Children are reaped, as Process.wait() reaps them: with reap=False they are left to what has started them.
#[pyfunction]
#[pyo3(signature = (procs, timeout=None, callback=None, *, reap=true))]
pub(super) fn wait_procs<'py>(
    py: Python<'py>,
    procs: &Object<'py>,
    timeout: Option<&Object<'py>>,
    callback: Option<Object<'py>>,
    reap: bool,
) -> PyResult<(Bound<'py, PyList>, Bound<'py, PyList>)> {
    let mut deadline = None;
    if let Some(given) = timeout {
        if !given.ge(0)? {
            let text = format!("timeout must be a positive integer, got {}", given.str()?);
            return Err(PyValueError::new_err(text));
        }
        let seconds = if given.gt(u32::MAX)? { f64::INFINITY } else { number::double(given)? };
        deadline = Instant::now().checked_add(duration(seconds));
    }
    if let Some(callback) = callback.as_ref().filter(|callback| !callback.is_callable()) {
        let text = format!("callback {} is not a callable", callback.repr()?);
        return Err(PyTypeError::new_err(text));
    }
    let mut crowd = Crowd::new(procs, callback, reap)?;
    let mut nap = Duration::from_millis(1);
    loop {
        let left = deadline.map(|at| at.saturating_duration_since(Instant::now()));
        // Those that are none of ours can only be asked.
        let slice = if crowd.strangers.is_empty() {
            left
        } else {
            Some(left.map_or(nap, |left| left.min(nap)))
        };
        crowd.wait(py, slice)?;
        crowd.ask_strangers(py)?;
        if crowd.is_over() || left.is_some_and(|left| left.is_zero()) {
            return crowd.parted(py);
        }
        nap = (nap * 2).min(Duration::from_millis(40));
    }
}

/// Processes that are waited for.
struct Crowd {
    /// All, in the order given, and whether they are gone.
    all: Py<PyDict>,
    ours: HashMap<ostler::process::Process, Py<Process>>,
    /// Objects of other kinds, which can be waited for as well.
    strangers: Vec<Py<PyAny>>,
    gone: Py<PyList>,
    callback: Option<Py<PyAny>>,
    /// Whether children are reaped, or left to what has started them.
    reap: bool,
}

impl Crowd {
    fn new(procs: &Object<'_>, callback: Option<Object<'_>>, reap: bool) -> PyResult<Self> {
        let py = procs.py();
        let each = PyDict::new(py);
        for proc in procs.try_iter()? {
            each.set_item(proc?, false)?;
        }
        let mut crowd = Self {
            all: each.clone().unbind(),
            ours: HashMap::with_capacity(each.len()),
            strangers: Vec::new(),
            gone: PyList::empty(py).unbind(),
            callback: callback.map(Bound::unbind),
            reap,
        };
        for proc in each.keys() {
            match proc.cast::<Process>() {
                Err(_) => crowd.strangers.push(proc.unbind()),
                Ok(ours) => match ours.get().known().filter(|_| ours.get().exit(py).is_none()) {
                    Some(process) => drop(crowd.ours.insert(process, ours.clone().unbind())),
                    None => crowd.ended(ours, None)?,
                },
            }
        }
        Ok(crowd)
    }

    fn is_over(&self) -> bool {
        self.ours.is_empty() && self.strangers.is_empty()
    }

    fn wait(&mut self, py: Python<'_>, time: Option<Duration>) -> PyResult<()> {
        if self.ours.is_empty() {
            return if self.strangers.is_empty() {
                Ok(())
            } else {
                sleep(py, time.unwrap_or_default())
            };
        }
        let processes = self.ours.keys().copied().collect();
        let reap = self.reap;
        until_gone(py, processes, time, reap, |py, ended| {
            match self.ours.remove(&ended.process()) {
                Some(proc) => self.ended(proc.bind(py), Some(ended)),
                None => Ok(()),
            }
        })?;
        Ok(())
    }

    /// Takes note of one of ours that is gone.
    fn ended(&mut self, proc: &Bound<'_, Process>, ended: Option<&Ended>) -> PyResult<()> {
        let py = proc.py();
        if let Some(ended) = ended {
            let exit = exit_code(py, ended)?;
            proc.get().ended(py, exit);
            proc.get().state().unreaped = !self.reap;
        }
        // A class of a program's own may know more.
        let options = PyDict::new(py);
        if !self.reap {
            options.set_item("reap", false)?;
        }
        let exit = proc.call_method(pyo3::intern!(py, "wait"), (0,), Some(&options))?;
        self.is_gone(proc.as_any(), exit)
    }

    fn ask_strangers(&mut self, py: Python<'_>) -> PyResult<()> {
        static EXPIRED: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
        if self.strangers.is_empty() {
            return Ok(());
        }
        let expired = EXPIRED.import(py, "subprocess", "TimeoutExpired")?.clone();
        let options = PyDict::new(py);
        options.set_item("timeout", 0)?;
        for stranger in std::mem::take(&mut self.strangers) {
            let proc = stranger.bind(py);
            match proc.call_method("wait", (), Some(&options)) {
                Ok(exit) if !exit.is_none() || !proc.call_method0("is_running")?.is_truthy()? => {
                    self.is_gone(proc, exit)?;
                }
                Err(error)
                    if !error.is_instance(py, &expired)
                        && !error.is_instance_of::<errors::TimeoutExpired>(py) =>
                {
                    return Err(error);
                }
                _ => self.strangers.push(stranger),
            }
        }
        Ok(())
    }

    fn is_gone(&mut self, proc: &Object<'_>, exit: Object<'_>) -> PyResult<()> {
        let py = proc.py();
        proc.setattr(pyo3::intern!(py, "returncode"), exit)?;
        self.gone.bind(py).append(proc)?;
        self.all.bind(py).set_item(proc, true)?;
        match &self.callback {
            Some(callback) => callback.bind(py).call1((proc,)).map(drop),
            None => Ok(()),
        }
    }

    fn parted(self, py: Python<'_>) -> PyResult<(Bound<'_, PyList>, Bound<'_, PyList>)> {
        let alive = PyList::empty(py);
        for (proc, gone) in self.all.bind(py) {
            if !gone.is_truthy()? {
                alive.append(proc)?;
            }
        }
        Ok((self.gone.into_bound(py), alive))
    }
}
