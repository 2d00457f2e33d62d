//! `Process`: its object, and how it asks.

use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use ostler::process::{Binding, Field, Look, Value, virtual_memory};
use ostler::{Error, os};
use ostler_capi::number;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyFloat, PyList, PyString};

use super::attribute::{Attribute, is_denied};
use super::state::State;
use super::{clock, errors, tuples, values, zombies};
use crate::convert::os_string;

/// A process, and no other that comes to have its number.
///
/// Whatever is asked of it or done to it is made sure of: once the process is gone, NoSuchProcess says so, whichever process has
/// its number by then. Without a number it is the process that runs this program. The number of a thread is none of a process:
/// NoSuchProcess, unless it is that of the first thread, which is the number of the process.
///
/// A pickle of it means this very process, in every program of this boot, machine and PID namespace; read anywhere else it
/// raises NoSuchProcess.
#[pyclass(frozen, subclass, dict, weakref, module = "ostler.process")]
#[derive(Default)]
pub(super) struct Process {
    held: Held,
}

impl Process {
    /// The object for a process of the library's.
    pub(super) fn new_of(
        py: Python<'_>,
        process: ostler::process::Process,
    ) -> PyResult<Bound<'_, Self>> {
        Bound::new(py, Self { held: Held::new(State::of(process)) })
    }

    pub(super) fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.held.lock()
    }
}

/// A state that several threads may ask for.
#[derive(Default)]
pub(super) struct Held(Mutex<State>);

impl Held {
    pub(super) fn new(state: State) -> Self {
        Self(Mutex::new(state))
    }

    /// For moments only: nothing of Python's is called meanwhile.
    pub(super) fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Process {
    /// Begins with the process of a number.
    pub(super) fn init(
        &self,
        py: Python<'_>,
        pid: Option<&Bound<'_, PyAny>>,
        may_be_gone: bool,
    ) -> PyResult<()> {
        let pid = match pid {
            None => os::getpid(),
            Some(given) => {
                if given.lt(0)? {
                    let text = format!("pid must be a positive integer (got {})", given.str()?);
                    return Err(PyValueError::new_err(text));
                }
                let number = number::index(given)?;
                number.extract().map_err(|_| {
                    let text = Some("process PID out of range");
                    errors::no_such_process(py, given.clone().unbind(), None, text)
                })?
            }
        };
        let state = match ostler::process::Process::new(pid) {
            Ok(process) => State::of(process),
            Err(error) if error.kind() == ostler::ErrorKind::ProcessLookup => {
                if !may_be_gone {
                    let text = Some("process PID not found");
                    return Err(errors::no_such_process(py, pid, None, text));
                }
                State { pid, gone: true, ..State::default() }
            }
            Err(error) => return Err(errors::of(py, &error, pid, None)),
        };
        // What the old state kept is let go of without the lock.
        let old = std::mem::replace(&mut *self.state(), state);
        drop(old);
        Ok(())
    }

    pub(super) fn pid(&self) -> i32 {
        self.state().pid
    }

    /// What tells it from others.
    pub(super) fn key(&self) -> (i32, Option<ostler::process::Process>) {
        let state = self.state();
        (state.pid, state.process)
    }

    /// The process.
    pub(super) fn process(&self, py: Python<'_>) -> PyResult<ostler::process::Process> {
        let (pid, process) = self.key();
        process.ok_or_else(|| errors::no_such_process(py, pid, None, None))
    }

    /// The process, if there ever was one.
    pub(super) fn known(&self) -> Option<ostler::process::Process> {
        self.state().process
    }

    /// The name it was found to have.
    pub(super) fn known_name(&self, py: Python<'_>) -> Option<Py<PyAny>> {
        self.state().name.as_ref().map(|name| name.clone_ref(py))
    }

    /// How it ended, if that has been waited for.
    pub(super) fn exit<'py>(&self, py: Python<'py>) -> Option<Bound<'py, PyAny>> {
        self.state().exit.as_ref().map(|exit| exit.bind(py).clone())
    }

    /// Takes note of how it ended: what is known already stays.
    pub(super) fn ended<'py>(&self, py: Python<'py>, exit: Bound<'py, PyAny>) -> Bound<'py, PyAny> {
        let mut state = self.state();
        state.exit.get_or_insert_with(|| exit.unbind()).bind(py).clone()
    }

    /// The exception for an error about this process.
    #[cold]
    pub(super) fn failed(&self, py: Python<'_>, error: &Error) -> PyErr {
        let (pid, name) = {
            let mut state = self.state();
            state.gone |= error.kind() == ostler::ErrorKind::ProcessLookup;
            (state.pid, state.name.as_ref().map(|name| name.clone_ref(py)))
        };
        errors::of(py, error, pid, name.as_ref())
    }

    pub(super) fn is_there(&self, py: Python<'_>) -> PyResult<bool> {
        let process = match &*self.state() {
            State { gone: false, process: Some(process), .. } => *process,
            _ => return Ok(false),
        };
        let there = process.is_running().map_err(|error| self.failed(py, &error))?;
        self.state().gone |= !there;
        Ok(there)
    }

    pub(super) fn binding_of(&self, py: Python<'_>) -> PyResult<&'static str> {
        match self.process(py)?.binding().map_err(|error| self.failed(py, &error))? {
            Binding::Handle => Ok("handle"),
            Binding::Checked => Ok("checked"),
        }
    }

    /// Does something with a look at the process: that of a `oneshot()`, or one for the purpose.
    pub(super) fn look_with<T: Send>(
        &self,
        py: Python<'_>,
        act: impl FnOnce(&mut Look) -> Result<T, Error> + Send,
    ) -> PyResult<Result<T, Error>> {
        let process = self.process(py)?;
        let kept = self.state().look.take();
        let (answer, look) = py.detach(move || {
            let is_new = kept.is_none();
            let mut look = kept.unwrap_or_default();
            if is_new && let Err(error) = look.turn_to(process) {
                return (Err(error), None);
            }
            (act(&mut look), Some(look))
        });
        let mut state = self.state();
        if state.depth > 0 && state.process == Some(process) {
            state.look = look;
        }
        Ok(answer)
    }

    /// What an attribute is.
    pub(super) fn attribute<'py>(
        &self,
        py: Python<'py>,
        attribute: Attribute,
    ) -> PyResult<Bound<'py, PyAny>> {
        let Some(field) = attribute.field() else { return Ok(py.None().into_bound(py)) };
        let alone = self.state().depth == 0;
        let answer = if alone {
            let process = self.process(py)?;
            py.detach(|| {
                let mut answers = Look::default().read(process, field)?;
                answers.pop().map_or(Ok(Value::None), |(_, answer)| answer)
            })
        } else {
            self.look_with(py, |look| look.get(field))?
        };
        match answer {
            Ok(value) => self.told(py, attribute, Ok(value)),
            Err(error) => self.told(py, attribute, Err(&error)),
        }
    }

    /// What an attribute is, once its field has been read.
    pub(super) fn told<'py>(
        &self,
        py: Python<'py>,
        attribute: Attribute,
        answer: Result<Value, &Error>,
    ) -> PyResult<Bound<'py, PyAny>> {
        if attribute == Attribute::Field(Field::Exe) {
            return self.exe_of(py, answer);
        }
        let value = match attribute {
            Attribute::Field(field) => self.value_of(py, field, answer)?,
            _ => answer.map_err(|error| self.failed(py, error))?,
        };
        match attribute {
            Attribute::CpuPercent => Ok(PyFloat::new(py, self.share_of(&value)).into_any()),
            Attribute::MemoryPercent => {
                let rss = value.part("rss").and_then(Value::as_int).unwrap_or(0);
                Ok(PyFloat::new(py, share(py, rss)?).into_any())
            }
            Attribute::Field(Field::Name) => {
                let name = values::plain(py, value)?;
                let old = self.state().name.replace(name.clone().unbind());
                drop(old);
                Ok(name)
            }
            Attribute::Field(Field::CreateTime) => {
                let Value::Time(time) = value else { return Ok(py.None().into_bound(py)) };
                // Once told, it stays, whatever becomes of the clock.
                let time = *self.state().create_time.get_or_insert(values::since_epoch(time));
                Ok(PyFloat::new(py, time).into_any())
            }
            Attribute::Field(field) => values::object(py, field, value),
            Attribute::Pid | Attribute::Method => Ok(py.None().into_bound(py)),
        }
    }

    /// What a field says, of a zombie what psutil says.
    fn value_of(
        &self,
        py: Python<'_>,
        field: Field,
        answer: Result<Value, &Error>,
    ) -> PyResult<Value> {
        answer.or_else(|error| match field {
            Field::MemoryFullInfo => zombies::memory(error).ok_or_else(|| self.failed(py, error)),
            _ if zombies::may_be_refused(field) => Err(self.failed_of_files(py, error)),
            _ => Err(self.failed(py, error)),
        })
    }

    /// The exception for an error about files of this process.
    #[cold]
    pub(super) fn failed_of_files(&self, py: Python<'_>, error: &Error) -> PyErr {
        if zombies::is_refused(error, self.pid()) {
            return errors::access_denied(py, self.pid(), self.known_name(py).as_ref());
        }
        self.failed(py, error)
    }

    /// The share of a processor since the last time.
    pub(super) fn share_of(&self, times: &Value) -> f64 {
        let now = clock::monotonic();
        let used = clock::used(times);
        let last = self.state().share.replace((now, used));
        match last {
            Some((then, before)) if now > then => {
                values::rounded((used - before) / (now - then) * 100.0)
            }
            _ => 0.0,
        }
    }

    /// The path of the program; where it is refused or there is none, the first argument may be one.
    fn exe_of<'py>(
        &self,
        py: Python<'py>,
        answer: Result<Value, &Error>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let known = self.state().exe.as_ref().map(|exe| exe.clone_ref(py));
        if let Some(exe) = known {
            return Ok(exe.into_bound(py));
        }
        let exe = match answer {
            Err(error) if is_denied(error) => match self.guessed(py)? {
                Some(exe) => return Ok(exe),
                None => return Err(self.failed(py, error)),
            },
            Err(error) => return Err(self.failed(py, error)),
            Ok(Value::None) => {
                let guessed = self.guessed(py)?;
                guessed.unwrap_or_else(|| PyString::new(py, "").into_any())
            }
            Ok(value) => values::plain(py, value)?,
        };
        let old = self.state().exe.replace(exe.clone().unbind());
        drop(old);
        Ok(exe)
    }

    /// The first argument, if it is the absolute path of a program.
    fn guessed<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        let answer = self.look_with(py, |look| look.get(Field::Cmdline))?;
        let arguments = match answer {
            Err(error) if is_denied(&error) => return Ok(None),
            answer => values::plain(py, answer.map_err(|error| self.failed(py, &error))?)?,
        };
        let first = arguments.cast::<PyList>().ok().and_then(|list| list.get_item(0).ok());
        let Some(first) = first else { return Ok(None) };
        let Some(path) = os_string(&first)? else { return Ok(None) };
        let path = std::path::Path::new(&path);
        let is_program = path.is_absolute()
            && os::stat(path).is_ok_and(|status| ostler::stat::S_ISREG(status.st_mode()))
            && may_run(path);
        Ok(is_program.then_some(first))
    }

    /// The share of the machine's memory that one kind of its memory is.
    pub(super) fn memory_percent_of<'py>(
        &self,
        py: Python<'py>,
        kind: &str,
    ) -> PyResult<Bound<'py, PyAny>> {
        let fields = tuples::PFULLMEM.fields;
        let Some(name) = fields.iter().find(|field| **field == kind) else {
            let valid = pyo3::types::PyTuple::new(py, fields)?;
            return Err(PyValueError::new_err(format!(
                "invalid memtype {}; valid types are {}",
                PyString::new(py, kind).repr()?,
                valid.repr()?
            )));
        };
        let basic = tuples::PMEM.fields.contains(name);
        let field = if basic { Field::MemoryInfo } else { Field::MemoryFullInfo };
        let answer = self.look_with(py, |look| look.get(field))?;
        let value = match answer {
            Ok(value) => self.value_of(py, field, Ok(value))?,
            Err(error) => self.value_of(py, field, Err(&error))?,
        };
        let bytes = value.part(name).and_then(Value::as_int).unwrap_or(0);
        Ok(PyFloat::new(py, share(py, bytes)?).into_any())
    }
}

fn may_run(path: &std::path::Path) -> bool {
    os::access(path, os::X_OK).unwrap_or(false)
}

/// Bytes as a share of the machine's memory.
fn share(py: Python<'_>, bytes: i64) -> PyResult<f64> {
    static TOTAL: OnceLock<u64> = OnceLock::new();
    let total = if let Some(total) = TOTAL.get() {
        *total
    } else {
        let memory = virtual_memory().map_err(|error| errors::plain(py, &error))?;
        *TOTAL.get_or_init(|| memory.total)
    };
    Ok(bytes as f64 / total.max(1) as f64 * 100.0)
}
