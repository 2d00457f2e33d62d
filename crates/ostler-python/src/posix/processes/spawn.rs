//! Children with programs of their own.

use std::ffi::CString;

use ostler::audit::events;
use ostler_capi::mapping::is_mapping;
use ostler_capi::number;
use ostler_capi::version;
use ostler_sys::processes::{SignalSet, Spawn};
use ostler_sys::signal::SIGRTMAX;
use pyo3::exceptions::{PyRuntimeWarning, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyTuple;

use super::actions;
use crate::audit::audit;
use crate::both::program::{Arguments, environment, inherited, pointers};
use crate::call::blocking;
use crate::convert::{Given, Optional, Takes, Truth};
use crate::error::OrRaise as _;
use crate::functions;
use crate::posix::scheduler::priority_of;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; posix_spawn, posix_spawnp);
    actions::add(module)
}

/// How a program is found.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lookup {
    Path,
    Search,
}

/// How a child differs from its parent, as it was given.
struct Attributes<'a, 'py> {
    file_actions: Option<&'a Bound<'py, PyAny>>,
    setpgroup: Option<&'a Bound<'py, PyAny>>,
    resetids: Truth,
    setsid: Truth,
    setsigmask: Option<&'a Bound<'py, PyAny>>,
    setsigdef: Option<&'a Bound<'py, PyAny>>,
    scheduler: Option<&'a Bound<'py, PyAny>>,
}

fn spawned<'py>(
    py: Python<'py>,
    lookup: Lookup,
    path: &Bound<'py, PyAny>,
    argv: &Bound<'py, PyAny>,
    env: &Bound<'py, PyAny>,
    attributes: Attributes<'_, 'py>,
) -> PyResult<i32> {
    let (function, arguments) = match lookup {
        Lookup::Path => ("posix_spawn", "posix_spawn: argv"),
        Lookup::Search => ("posix_spawnp", "posix_spawnp: argv"),
    };
    let path = Takes::path(function).from(path)?;
    let (resetids, setsid) = (attributes.resetids.get()?, attributes.setsid.get()?);
    let arguments = Arguments::new(argv, arguments)?;
    if !env.is_none() && !is_mapping(env) {
        let text = format!("{function}: environment must be a mapping object or None");
        return Err(PyTypeError::new_err(text));
    }
    let arguments = arguments.strings()?;
    let environment = if env.is_none() { inherited() } else { environment(env)? };

    let mut spawn = Spawn::new().or_raise(py)?;
    if let Some(actions) = attributes.file_actions {
        actions::add_actions(&mut spawn, actions)?;
    }
    if let Some(group) = attributes.setpgroup {
        spawn.process_group(number::int(group)?).or_raise(py)?;
    }
    if resetids {
        spawn.reset_ids();
    }
    if setsid {
        spawn.new_session().or_raise(py)?;
    }
    if let Some(signals) = attributes.setsigmask {
        spawn.signal_mask(&signal_set(signals)?).or_raise(py)?;
    }
    if let Some(signals) = attributes.setsigdef {
        spawn.default_signals(&signal_set(signals)?).or_raise(py)?;
    }
    if let Some(scheduler) = attributes.scheduler {
        add_scheduler(&mut spawn, scheduler, function)?;
    }

    audit(py, events::PosixSpawn { path: path.object(), argv, env })?;
    let (name, argv, envp) = (path.c_str(), pointers(&arguments)?, pointers(&environment)?);
    blocking(py, || match lookup {
        Lookup::Path => spawn.spawn(name, &argv, &envp),
        Lookup::Search => spawn.spawnp(name, &argv, &envp),
    })
    .or_path(&path)
}

/// The signals of an iterable.
fn signal_set(signals: &Bound<'_, PyAny>) -> PyResult<SignalSet> {
    let py = signals.py();
    let (mut set, last) = (SignalSet::empty(), i64::from(SIGRTMAX()));
    for signal in signals.try_iter()? {
        let number = number::long_unless_overflow(&signal?)?.map_or(-1, i64::from);
        if !(1..=last).contains(&number) {
            let text = format!("signal number {number} out of range [1; {last}]");
            return Err(PyValueError::new_err(text));
        }
        // The C library keeps some for itself.
        if set.add(number as i32).is_err() {
            let text = format!("invalid signal number {number}, please use valid_signals()");
            let category = py.get_type::<PyRuntimeWarning>();
            PyErr::warn(py, &category, &CString::new(text)?, 1)?;
        }
    }
    Ok(set)
}

fn add_scheduler(spawn: &mut Spawn, scheduler: &Bound<'_, PyAny>, function: &str) -> PyResult<()> {
    let pair = match scheduler.cast::<PyTuple>() {
        Ok(pair) if pair.len() == 2 => pair,
        Err(_) if version::since(14) => {
            let text = format!("{function}: scheduler must be a tuple or None");
            return Err(PyTypeError::new_err(text));
        }
        _ => return Err(PyTypeError::new_err("A scheduler tuple must have two elements")),
    };
    let priority = priority_of(&pair.get_item(1)?)?;
    let policy = pair.get_item(0)?;
    let policy = if policy.is_none() { None } else { Some(number::int(&policy)?) };
    spawn.scheduler(policy, priority).or_raise(scheduler.py())
}

/// What was given, unless that is `None`.
fn some<'a, 'py>(argument: &'a Optional<'py>) -> Option<&'a Bound<'py, PyAny>> {
    argument.given().filter(|object| !object.is_none())
}

/// Start a program in a new process, and return the id of that.
#[pyfunction]
#[pyo3(
    signature = (
        path, argv, env, /, *, file_actions=Optional::LEFT_OUT, setpgroup=Optional::LEFT_OUT,
        resetids=Given::or(false), setsid=Given::or(false), setsigmask=Optional::LEFT_OUT,
        setsigdef=Optional::LEFT_OUT, scheduler=Optional::LEFT_OUT
    ),
    text_signature = "(path, argv, env, /, *, file_actions=(), setpgroup=None, resetids=False, setsid=False, \
                      setsigmask=(), setsigdef=(), scheduler=None)"
)]
fn posix_spawn<'py>(
    py: Python<'py>,
    path: &Bound<'py, PyAny>,
    argv: &Bound<'py, PyAny>,
    env: &Bound<'py, PyAny>,
    file_actions: Optional<'py>,
    setpgroup: Optional<'py>,
    resetids: Truth,
    setsid: Truth,
    setsigmask: Optional<'py>,
    setsigdef: Optional<'py>,
    scheduler: Optional<'py>,
) -> PyResult<i32> {
    let attributes = Attributes {
        file_actions: some(&file_actions),
        setpgroup: some(&setpgroup),
        resetids,
        setsid,
        setsigmask: setsigmask.given(),
        setsigdef: setsigdef.given(),
        scheduler: some(&scheduler),
    };
    spawned(py, Lookup::Path, path, argv, env, attributes)
}

/// Start a program in a new process, looked for along PATH, and return the id of that.
#[pyfunction]
#[pyo3(
    signature = (
        path, argv, env, /, *, file_actions=Optional::LEFT_OUT, setpgroup=Optional::LEFT_OUT,
        resetids=Given::or(false), setsid=Given::or(false), setsigmask=Optional::LEFT_OUT,
        setsigdef=Optional::LEFT_OUT, scheduler=Optional::LEFT_OUT
    ),
    text_signature = "(path, argv, env, /, *, file_actions=(), setpgroup=None, resetids=False, setsid=False, \
                      setsigmask=(), setsigdef=(), scheduler=None)"
)]
fn posix_spawnp<'py>(
    py: Python<'py>,
    path: &Bound<'py, PyAny>,
    argv: &Bound<'py, PyAny>,
    env: &Bound<'py, PyAny>,
    file_actions: Optional<'py>,
    setpgroup: Optional<'py>,
    resetids: Truth,
    setsid: Truth,
    setsigmask: Optional<'py>,
    setsigdef: Optional<'py>,
    scheduler: Optional<'py>,
) -> PyResult<i32> {
    let attributes = Attributes {
        file_actions: some(&file_actions),
        setpgroup: some(&setpgroup),
        resetids,
        setsid,
        setsigmask: setsigmask.given(),
        setsigdef: setsigdef.given(),
        scheduler: some(&scheduler),
    };
    spawned(py, Lookup::Search, path, argv, env, attributes)
}
