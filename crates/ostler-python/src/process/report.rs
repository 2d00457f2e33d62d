//! What came of stopping processes.

use std::collections::HashMap;

use ostler::process::Outcome;
use pyo3::exceptions::PyIndexError;
use pyo3::prelude::*;
use pyo3::types::{PyIterator, PyList, PyString, PyTuple};

use super::object::Process;
use super::{family, pickle, tuples};

type Object<'py> = Bound<'py, PyAny>;

/// What became of each of several processes that were to be stopped: pairs of a process and an outcome.
#[pyclass(frozen, module = "ostler.process")]
pub(super) struct Report {
    pairs: Py<PyList>,
    reparented: Py<PyList>,
    strays: Py<PyList>,
    doubts: Py<PyList>,
    is_complete: bool,
}

impl Report {
    /// The report of the library's. `object` gives the object of a process; `refused` are exceptions by its number.
    pub(super) fn new<'py>(
        py: Python<'py>,
        report: &ostler::process::Report,
        mut refused: HashMap<i32, PyErr>,
        mut object: impl FnMut(ostler::process::Process) -> PyResult<Bound<'py, Process>>,
    ) -> PyResult<Self> {
        let pairs = PyList::empty(py);
        for (process, outcome) in report {
            let process = object(*process)?;
            let outcome = told(&process, outcome, refused.remove(&process.get().pid()))?;
            pairs.append((process, outcome))?;
        }
        Ok(Self {
            pairs: pairs.unbind(),
            reparented: family::objects(py, report.reparented().to_vec())?.unbind(),
            strays: family::objects(py, report.strays().to_vec())?.unbind(),
            doubts: PyList::new(py, report.doubts().iter().map(ToString::to_string))?.unbind(),
            is_complete: report.is_complete(),
        })
    }

    /// The report of these parts.
    pub(super) fn of_parts(
        [pairs, reparented, strays, doubts]: [Bound<'_, PyList>; 4],
        is_complete: bool,
    ) -> Self {
        Self {
            pairs: pairs.unbind(),
            reparented: reparented.unbind(),
            strays: strays.unbind(),
            doubts: doubts.unbind(),
            is_complete,
        }
    }

    /// The parts that are lists.
    pub(super) fn lists<'py>(&self, py: Python<'py>) -> [Bound<'py, PyList>; 4] {
        [&self.pairs, &self.reparented, &self.strays, &self.doubts]
            .map(|list| list.bind(py).clone())
    }

    /// The processes of one kind of outcome.
    fn which<'py>(&self, py: Python<'py>, kind: &str) -> PyResult<Bound<'py, PyList>> {
        let list = PyList::empty(py);
        for pair in self.pairs.bind(py) {
            let (process, outcome): (Object<'_>, Object<'_>) = pair.extract()?;
            if outcome.getattr("kind")?.eq(kind)? {
                list.append(process)?;
            }
        }
        Ok(list)
    }
}

#[pymethods]
impl Report {
    fn __len__(&self, py: Python<'_>) -> usize {
        self.pairs.bind(py).len()
    }

    fn __iter__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyIterator>> {
        self.pairs.bind(py).as_any().try_iter()
    }

    fn __getitem__<'py>(&self, py: Python<'py>, at: isize) -> PyResult<Object<'py>> {
        let pairs = self.pairs.bind(py);
        let at = if at < 0 { at.checked_add_unsigned(pairs.len()) } else { Some(at) };
        let at = at.and_then(|at| usize::try_from(at).ok()).filter(|at| *at < pairs.len());
        at.map_or_else(|| Err(PyIndexError::new_err("no such outcome")), |at| pairs.get_item(at))
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        Ok(format!("<Report {}>", self.pairs.bind(py).repr()?))
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Object<'py>, Bound<'py, PyTuple>)> {
        reduce_report(slf.py(), slf.get())
    }

    /// What became of a process: None if the report is not about it.
    fn get<'py>(&self, process: &Object<'py>) -> PyResult<Object<'py>> {
        let py = process.py();
        for pair in self.pairs.bind(py) {
            let (one, outcome): (Object<'py>, Object<'py>) = pair.extract()?;
            if one.eq(process)? {
                return Ok(outcome);
            }
        }
        Ok(py.None().into_bound(py))
    }

    /// Whether each process that was to be stopped is gone, and nothing is in doubt. Those that no longer matched were not.
    #[getter]
    pub(super) fn is_complete(&self) -> bool {
        self.is_complete
    }

    /// Those that have ended on a signal.
    #[getter]
    fn ended<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        self.which(py, "ended")
    }

    /// Those that are still there after all.
    #[getter]
    fn survivors<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        self.which(py, "survived")
    }

    /// Those that the system, or an audit hook, does not let us stop.
    #[getter]
    fn refused<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        self.which(py, "refused")
    }

    /// Descendants of a tree that lost their parent while it was being stopped, and belonged to it nevertheless.
    #[getter]
    fn reparented<'py>(&self, py: Python<'py>) -> Bound<'py, PyList> {
        self.reparented.bind(py).clone()
    }

    /// Processes that may have been of the tree, and have been left alone.
    #[getter]
    fn strays<'py>(&self, py: Python<'py>) -> Bound<'py, PyList> {
        self.strays.bind(py).clone()
    }

    /// What could not be made out, and promises that could not be kept, in words: empty as a rule.
    #[getter]
    fn doubts<'py>(&self, py: Python<'py>) -> Bound<'py, PyList> {
        self.doubts.bind(py).clone()
    }
}

/// An outcome as a named tuple.
fn told<'py>(
    process: &Bound<'py, Process>,
    outcome: &Outcome,
    raised: Option<PyErr>,
) -> PyResult<Object<'py>> {
    let py = process.py();
    let (mut signal, mut error) = (None, None);
    let kind = match outcome {
        Outcome::Ended { by, .. } => {
            signal = Some(by.raw());
            "ended"
        }
        Outcome::AlreadyGone => "already_gone",
        Outcome::NoLongerMatches => "no_longer_matches",
        Outcome::Refused(refused) => {
            error = Some(raised.unwrap_or_else(|| process.get().failed(py, refused)));
            "refused"
        }
        Outcome::Survived => "survived",
        _ => "unknown",
    };
    let values = [
        PyString::intern(py, kind).into_any(),
        signal.into_pyobject(py)?,
        outcome.exit_code().into_pyobject(py)?,
        error.map(|error| error.into_value(py)).into_pyobject(py)?.into_any(),
    ];
    tuples::OUTCOME.of(py, PyTuple::new(py, values)?)
}

/// What is the same for a report: its parts are objects of Python's.
fn reduce_report<'py>(
    py: Python<'py>,
    report: &Report,
) -> PyResult<(Object<'py>, Bound<'py, PyTuple>)> {
    let [pairs, reparented, strays, doubts] = report.lists(py);
    let arguments = (pairs, reparented, strays, doubts, report.is_complete());
    Ok((pickle::function(py, "_report_of")?, arguments.into_pyobject(py)?))
}

/// The report of a pickle.
#[pyfunction]
#[pyo3(name = "_report_of")]
pub(super) fn report_of(
    pairs: Bound<'_, PyList>,
    reparented: Bound<'_, PyList>,
    strays: Bound<'_, PyList>,
    doubts: Bound<'_, PyList>,
    is_complete: bool,
) -> Report {
    Report::of_parts([pairs, reparented, strays, doubts], is_complete)
}
