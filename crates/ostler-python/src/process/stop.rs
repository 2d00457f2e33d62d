//! `Stop`.

use std::cell::RefCell;
use std::collections::HashMap;
#[cfg(unix)]
use std::path::PathBuf;
use std::time::Duration;

use ostler::audit::Arg;
use ostler::host::Host as _;
use ostler::process::{KILL, Report as Told, Stop as Ladder};
use ostler::signal::{SIGTERM, Signal};
use ostler_capi::number;
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyTuple;

use super::errors::plain;
use super::object::Process;
use super::query::Query;
use super::report::Report;
use crate::host::PyHost;

type Object<'py> = Bound<'py, PyAny>;

/// How processes are stopped: a first signal, some seconds to obey, then a harder one.
///
/// Each signal goes to the process that is meant and to no other. With only_if, a Query or a function of a process, each is
/// tested again right before each signal, and left alone if it is no longer what it was chosen for. then=None leaves alone those
/// that are still there after the first signal.
///
/// A child of this program that ends is left to what has started it: subprocess.Popen.wait() or the join() of multiprocessing
/// tells how it ended afterwards, and the child is a zombie until then.
///
/// It does as it is told, whatever the processes are.
#[pyclass(frozen, module = "ostler.process")]
pub(super) struct Stop {
    first: Signal,
    grace: Duration,
    then: Option<Signal>,
    last_wait: Duration,
    only_if: Option<Py<PyAny>>,
}

/// What is to be stopped.
enum Target {
    All(Vec<ostler::process::Process>),
    Tree(ostler::process::Process),
    #[cfg(unix)]
    Cgroup(PathBuf),
}

fn signal(object: &Object<'_>) -> PyResult<Signal> {
    let signal = Signal::from_raw(number::int(object)?);
    if is_signal(signal) {
        return Ok(signal);
    }
    Err(PyValueError::new_err(format!("{} is not a signal", object.repr()?)))
}

/// On Windows nothing is tested with the number 0, which is Ctrl-C there; and any other ends a process.
fn is_signal(signal: Signal) -> bool {
    if cfg!(windows) { signal.raw() >= 0 } else { signal.raw() > 0 && signal.is_valid() }
}

fn seconds(object: &Object<'_>) -> PyResult<Duration> {
    let seconds = number::double(object)?;
    if seconds < 0.0 || seconds.is_nan() {
        return Err(PyValueError::new_err(format!("no time to wait: {}", object.repr()?)));
    }
    Ok(Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX))
}

#[pymethods]
impl Stop {
    #[new]
    #[pyo3(
        signature = (first=None, grace=None, then=Some(KILL.raw()), last_wait=None, only_if=None),
        text_signature = "(first=..., grace=5, then=..., last_wait=5, only_if=None)"
    )]
    fn new(
        first: Option<&Object<'_>>,
        grace: Option<&Object<'_>>,
        then: Option<i32>,
        last_wait: Option<&Object<'_>>,
        only_if: Option<Object<'_>>,
    ) -> PyResult<Self> {
        const USUAL: Duration = Duration::from_secs(5);
        if let Some(test) = &only_if
            && !test.is_instance_of::<Query>()
            && !test.is_callable()
        {
            return Err(PyTypeError::new_err("only_if must be a Query or a function of a process"));
        }
        let then = match then.map(Signal::from_raw) {
            Some(signal) if !is_signal(signal) => {
                let text = format!("{} is not a signal", signal.raw());
                return Err(PyValueError::new_err(text));
            }
            then => then,
        };
        Ok(Self {
            first: first.map_or(Ok(SIGTERM), signal)?,
            grace: grace.map_or(Ok(USUAL), seconds)?,
            then,
            last_wait: last_wait.map_or(Ok(USUAL), seconds)?,
            only_if: only_if.map(Bound::unbind),
        })
    }

    fn __repr__(&self) -> String {
        let then = self.then.map_or_else(|| "None".to_owned(), |then| then.to_string());
        format!(
            "Stop(first={}, grace={}, then={then}, last_wait={})",
            self.first,
            self.grace.as_secs_f64(),
            self.last_wait.as_secs_f64()
        )
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Object<'py>, Bound<'py, PyTuple>)> {
        let (py, this) = (slf.py(), slf.get());
        let arguments = (
            this.first.raw(),
            this.grace.as_secs_f64(),
            this.then.map(Signal::raw),
            this.last_wait.as_secs_f64(),
            this.only_if.as_ref().map(|test| test.bind(py)),
        );
        Ok((slf.get_type().into_any(), arguments.into_pyobject(py)?))
    }

    /// Stop one process: what became of it.
    fn one<'py>(&self, process: &Bound<'py, Process>) -> PyResult<Object<'py>> {
        let report = self.all(PyTuple::new(process.py(), [process])?.as_any())?;
        let report = Bound::new(process.py(), report)?;
        report.get_item(0)?.get_item(1)
    }

    /// Stop several processes: what became of each.
    fn all(&self, processes: &Object<'_>) -> PyResult<Report> {
        let py = processes.py();
        let mut objects = HashMap::new();
        let mut targets = Vec::new();
        for object in processes.try_iter()? {
            let object = object?;
            let Ok(process) = object.cast::<Process>() else {
                let text = format!("expected processes, not {}", object.get_type().name()?);
                return Err(PyTypeError::new_err(text));
            };
            let target = process.get().process(py)?;
            targets.push(target);
            objects.insert(target, process.clone().unbind());
        }
        self.climb(py, &Target::All(targets), &objects)
    }

    /// Stop a process and all its descendants: what became of each, the process itself first.
    fn tree(&self, root: &Bound<'_, Process>) -> PyResult<Report> {
        let py = root.py();
        let process = root.get().process(py)?;
        let objects = HashMap::from([(process, root.clone().unbind())]);
        self.climb(py, &Target::Tree(process), &objects)
    }

    #[cfg(unix)]
    /// Stop every process in a cgroup and those below it, by its directory: what became of each.
    fn cgroup(&self, py: Python<'_>, directory: &Object<'_>) -> PyResult<Report> {
        let text: PathBuf = directory.extract()?;
        self.climb(py, &Target::Cgroup(text), &HashMap::new())
    }
}

impl Stop {
    fn climb(
        &self,
        py: Python<'_>,
        target: &Target,
        objects: &HashMap<ostler::process::Process, Py<Process>>,
    ) -> PyResult<Report> {
        let mut said = Said::default();
        let report = py.detach(|| self.do_it(target, &mut said));
        // An interruption is the program's affair before the report is.
        if let Some(error) = said.interrupted {
            return Err(error);
        }
        let report = report.map_err(|error| plain(py, &error))?;
        Report::new(py, &report, said.refused, |process| match objects.get(&process) {
            Some(object) => Ok(object.bind(py).clone()),
            None => Process::new_of(py, process),
        })
    }

    /// Without the interpreter's lock.
    fn do_it(&self, target: &Target, said: &mut Said) -> ostler::Result<Told> {
        let said = RefCell::new(said);
        let refuse = |pid: i32, error: PyErr| {
            said.borrow_mut().refused.insert(pid, error);
            ostler::Error::from(ostler::errno::ECANCELED)
        };
        let audit = |name: &'static str, args: &[Arg<'_>]| {
            let mut host = PyHost::default();
            host.audit(name, args).map_err(|error| match (args.first(), host.raised()) {
                (Some(Arg::Int(pid)), Some(raised)) => refuse(*pid as i32, raised),
                _ => error,
            })
        };
        let interrupted = || {
            let mut host = PyHost::default();
            host.interrupted().inspect_err(|_| said.borrow_mut().interrupted = host.raised())
        };
        let mut ladder = Ladder::new()
            .first(self.first)
            .grace(self.grace)
            .then(self.then)
            .last_wait(self.last_wait)
            .on_behalf_of(audit, interrupted);
        if let Some(test) = &self.only_if {
            ladder = ladder.only_if(move |process| {
                Python::attach(|py| holds(test.bind(py), process)).map_err(|error| match error {
                    Unfit::Library(error) => error,
                    Unfit::Raised(error) => refuse(process.pid(), error),
                })
            });
        }
        match target {
            Target::All(processes) => ladder.all(processes),
            Target::Tree(root) => ladder.tree(*root),
            #[cfg(unix)]
            Target::Cgroup(directory) => ladder.cgroup(directory),
        }
    }
}

/// What Python code said meanwhile.
#[derive(Default)]
struct Said {
    /// Of processes that a hook or the test refused, by number.
    refused: HashMap<i32, PyErr>,
    interrupted: Option<PyErr>,
}

/// Why a process could not be tested.
enum Unfit {
    Library(ostler::Error),
    Raised(PyErr),
}

fn holds(test: &Object<'_>, process: ostler::process::Process) -> Result<bool, Unfit> {
    let py = test.py();
    if let Ok(query) = test.cast::<Query>() {
        let query = &query.get().0;
        return py.detach(|| query.selects(process)).map_err(Unfit::Library);
    }
    let call = || test.call1((Process::new_of(py, process)?,))?.is_truthy();
    call().map_err(Unfit::Raised)
}
