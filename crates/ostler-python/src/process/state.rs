//! What a `Process` knows.

use ostler::process::Look;
use pyo3::prelude::*;
use pyo3::types::PyDict;

/// What is known of a process.
#[derive(Default)]
pub(super) struct State {
    pub(super) pid: i32,
    /// The process; none if no process had the number.
    pub(super) process: Option<ostler::process::Process>,
    /// It has been found to be gone.
    pub(super) gone: bool,
    pub(super) name: Option<Py<PyAny>>,
    pub(super) exe: Option<Py<PyAny>>,
    pub(super) create_time: Option<f64>,
    /// How it ended, once that has been waited for.
    pub(super) exit: Option<Py<PyAny>>,
    /// It is a child that may have been left to what has started it.
    pub(super) unreaped: bool,
    /// When and with how much processor time used it was asked for its share last.
    pub(super) share: Option<(f64, f64)>,
    /// How many contexts of `oneshot()` it is in.
    pub(super) depth: usize,
    pub(super) look: Option<Box<Look>>,
}

impl State {
    /// Of a process of the library's.
    pub(super) fn of(process: ostler::process::Process) -> Self {
        Self { pid: process.pid(), process: Some(process), ..Self::default() }
    }

    pub(super) fn pid(&self) -> i32 {
        self.pid
    }

    /// The process; none if no process had the number.
    pub(super) fn process(&self) -> Option<ostler::process::Process> {
        self.process
    }

    /// The same for another object: what is being read, and since when, is the first one's.
    pub(super) fn copied(&self, py: Python<'_>) -> Self {
        let clone = |object: &Option<Py<PyAny>>| object.as_ref().map(|object| object.clone_ref(py));
        Self {
            pid: self.pid,
            process: self.process,
            gone: self.gone,
            name: clone(&self.name),
            exe: clone(&self.exe),
            create_time: self.create_time,
            exit: clone(&self.exit),
            unreaped: self.unreaped,
            ..Self::default()
        }
    }

    /// What is known beside the process, by name.
    pub(super) fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let dict = PyDict::new(py);
        dict.set_item("gone", self.gone)?;
        if let Some(time) = self.create_time {
            dict.set_item("create_time", time)?;
        }
        for (key, known) in [("name", &self.name), ("exe", &self.exe), ("exit", &self.exit)] {
            if let Some(known) = known {
                dict.set_item(key, known)?;
            }
        }
        Ok(dict)
    }

    /// The same again. Whose a child is that has ended is another program's affair.
    pub(super) fn from_dict(
        pid: i32,
        process: Option<ostler::process::Process>,
        known: &Bound<'_, PyDict>,
    ) -> PyResult<Self> {
        let one = |key| Ok::<_, PyErr>(known.get_item(key)?.map(Bound::unbind));
        let gone = known.get_item("gone")?.is_some_and(|gone| gone.is_truthy().unwrap_or(false));
        let create_time = known.get_item("create_time")?.map(|time| time.extract()).transpose()?;
        Ok(Self {
            pid,
            process,
            gone: gone || process.is_none(),
            name: one("name")?,
            exe: one("exe")?,
            create_time,
            exit: one("exit")?,
            ..Self::default()
        })
    }

    /// Forgets what was read.
    pub(super) fn forget(&mut self) {
        self.look = None;
    }
}
