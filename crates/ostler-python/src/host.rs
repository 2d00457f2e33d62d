//! The interpreter as a host of the library's composites: its audit hooks, its signal handlers.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use ostler::audit::Arg;
use ostler::host::Host;
use ostler_capi::lock::unlocked;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyTuple};

use crate::convert::{PathArg, named};
use crate::error::Failure;

/// A Python program on whose behalf a composite runs, with or without the interpreter's lock.
#[derive(Default)]
pub(crate) struct PyHost {
    /// Whether paths are bytes.
    bytes: bool,
    /// Whether the composite runs with the lock, which is given up for the calls that may wait.
    attached: bool,
    raised: Option<PyErr>,
    /// The paths that the program gave: errors, events and results name them by its own objects, as in the reference.
    given: Vec<(PathBuf, Py<PyAny>)>,
}

impl PyHost {
    /// One whose program gave a path, as text or as bytes.
    pub(crate) fn new(path: &PathArg<'_>) -> Self {
        Self { bytes: path.is_bytes(), ..Self::default() }.and(path)
    }

    /// And another.
    pub(crate) fn and(mut self, path: &PathArg<'_>) -> Self {
        self.given.push((path.path().into_owned(), path.object().clone().unbind()));
        self
    }

    /// The composite runs with the lock.
    pub(crate) fn attached(self) -> Self {
        Self { attached: true, ..self }
    }

    /// Whether paths are bytes.
    pub(crate) fn is_bytes(&self) -> bool {
        self.bytes
    }

    /// What a hook or a signal handler raised: the error of the composite only stands for it.
    pub(crate) fn raised(&mut self) -> Option<PyErr> {
        self.raised.take()
    }

    /// A file name as the program writes them.
    pub(crate) fn name<'py>(&self, py: Python<'py>, name: &OsStr) -> PyResult<Bound<'py, PyAny>> {
        named(py, name, self.bytes)
    }

    /// A path as the program writes them: one that it gave, as it gave it.
    pub(crate) fn path<'py>(&self, py: Python<'py>, path: &Path) -> PyResult<Bound<'py, PyAny>> {
        match self.as_given(path) {
            Some(object) => Ok(object.bind(py).clone()),
            None => self.name(py, path.as_os_str()),
        }
    }

    /// Whether the program gave a path.
    pub(crate) fn is_given(&self, path: &Path) -> bool {
        self.as_given(path).is_some()
    }

    fn as_given(&self, path: &Path) -> Option<&Py<PyAny>> {
        // Not by its components: `a/` is another text than `a`.
        let same = |(given, _): &&(PathBuf, _)| given.as_os_str() == path.as_os_str();
        self.given.iter().find(same).map(|(_, object)| object)
    }

    /// The exception of an error of a composite.
    #[cold]
    pub(crate) fn exception(&mut self, py: Python<'_>, error: &ostler::Error) -> PyErr {
        if let Some(raised) = self.raised() {
            return raised;
        }
        let name = |path: Option<&Path>| path.map(|path| self.path(py, path)).transpose();
        let Some(failure) = Failure::of(error) else {
            return pyo3::exceptions::PyValueError::new_err(error.to_string());
        };
        match (name(error.filename()), name(error.filename2())) {
            (Ok(first), Ok(second)) => failure.raise(py, first.as_ref(), second.as_ref()),
            (Err(error), _) | (_, Err(error)) => error,
        }
    }

    fn note(&mut self, answer: PyResult<()>) -> ostler::Result<()> {
        answer.map_err(|error| {
            self.raised = Some(error);
            ostler::errno::EINTR.into()
        })
    }

    fn object<'py>(&self, py: Python<'py>, arg: &Arg<'_>) -> PyResult<Bound<'py, PyAny>> {
        Ok(match *arg {
            Arg::None => py.None().into_bound(py),
            Arg::Int(number) => number.into_pyobject(py)?.into_any(),
            Arg::Float(number) => number.into_pyobject(py)?.into_any(),
            Arg::Bool(yes) => yes.into_pyobject(py)?.to_owned().into_any(),
            Arg::Fd(number) => number.into_pyobject(py)?.into_any(),
            Arg::Path(path) => self.path(py, path)?,
            Arg::Str(text) => named(py, text, false)?,
            Arg::Bytes(bytes) => PyBytes::new(py, bytes).into_any(),
            Arg::Strs(texts) => {
                let texts: PyResult<Vec<_>> =
                    texts.iter().map(|text| named(py, text, false)).collect();
                texts?.into_pyobject(py)?.into_any()
            }
            Arg::List(args) => {
                let args: PyResult<Vec<_>> = args.iter().map(|arg| self.object(py, arg)).collect();
                args?.into_pyobject(py)?.into_any()
            }
            // A kind of argument that came after this was written: as it reads.
            ref other => other.to_string().into_pyobject(py)?.into_any(),
        })
    }
}

impl Host for PyHost {
    fn audit(&mut self, name: &'static str, args: &[Arg<'_>]) -> ostler::Result<()> {
        let answer = Python::attach(|py| {
            crate::audit::audit_with(py, name, || {
                let args: PyResult<Vec<_>> = args.iter().map(|arg| self.object(py, arg)).collect();
                PyTuple::new(py, args?)
            })
        });
        self.note(answer)
    }

    #[inline]
    fn aside<T: Send>(&mut self, call: impl FnOnce() -> T + Send) -> T {
        if self.attached { Python::attach(|py| unlocked(py, call)) } else { call() }
    }

    fn interrupted(&mut self) -> ostler::Result<()> {
        let answer = Python::attach(|py: Python<'_>| py.check_signals());
        self.note(answer)
    }
}
