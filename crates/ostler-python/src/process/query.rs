//! `Query`.

use std::time::Duration;

use ostler::process::Look;
use ostler_capi::number;
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyList, PyString, PyTuple};

use super::errors::{NoSuchProcess, plain};
use super::object::Process;
use super::wanted::Wanted;
use super::{errors, oneshot, tuples};
use crate::convert::os_string;

type Object<'py> = Bound<'py, PyAny>;

/// Which processes: an expression over their attributes.
///
/// Query('name == make and age > 5m and not user == root') selects what it says; without an expression, all. What WMI asks of
/// Win32_Process is read too: Query("Name = 'make.exe'"), or a whole "select * from Win32_Process where ...". Queries can be
/// combined with &, | and ~.
#[pyclass(frozen, module = "ostler.process")]
pub(super) struct Query(pub(super) ostler::process::Query);

/// Text as the system has it.
fn text(object: &Object<'_>) -> PyResult<std::ffi::OsString> {
    if let Some(text) = os_string(object)? {
        return Ok(text);
    }
    let text = format!("expected str or bytes, not {}", object.get_type().name()?);
    Err(PyTypeError::new_err(text))
}

/// A length of time in seconds.
fn age(seconds: &Object<'_>) -> PyResult<Duration> {
    let number = number::double(seconds)?;
    Duration::try_from_secs_f64(number)
        .map_err(|_| PyValueError::new_err(format!("no length of time in seconds: {number}")))
}

/// A query that was put together, if it could have been written, too.
fn shallow(query: ostler::process::Query) -> PyResult<Query> {
    if query.is_too_deep() {
        return Err(PyValueError::new_err("nested too deep"));
    }
    Ok(Query(query))
}

#[pymethods]
impl Query {
    #[new]
    #[pyo3(signature = (expression=None))]
    fn new(py: Python<'_>, expression: Option<&Object<'_>>) -> PyResult<Self> {
        let Some(expression) = expression else { return Ok(Self(ostler::process::Query::all())) };
        let expression = text(expression)?;
        let Some(expression) = expression.to_str() else {
            return Err(PyValueError::new_err("an expression is text in UTF-8"));
        };
        let query = ostler::process::Query::parse(expression);
        Ok(Self(query.map_err(|error| plain(py, &error))?))
    }

    /// Those of this name, exactly.
    #[staticmethod]
    fn name(name: &Object<'_>) -> PyResult<Self> {
        Ok(Self(ostler::process::Query::name(text(name)?.as_os_str())))
    }

    /// The one with this number.
    #[staticmethod]
    fn pid(pid: &Object<'_>) -> PyResult<Self> {
        Ok(Self(ostler::process::Query::pid(number::int(pid)?)))
    }

    /// Those with one of these numbers.
    #[staticmethod]
    fn pids(pids: &Object<'_>) -> PyResult<Self> {
        let pids: Vec<i32> =
            pids.try_iter()?.map(|pid| number::int(&pid?)).collect::<PyResult<_>>()?;
        Ok(Self(ostler::process::Query::pids(pids)))
    }

    /// Those of this user, by the effective id.
    #[staticmethod]
    fn user(user: &Object<'_>) -> PyResult<Self> {
        if number::is_index(user) {
            let uid = number::unsigned_int(number::index(user)?.as_any())?;
            return Ok(Self(ostler::process::Query::user(uid)));
        }
        Ok(Self(ostler::process::Query::user(text(user)?.as_os_str())))
    }

    /// Those that listen on this TCP or UDP port.
    #[staticmethod]
    fn port(port: &Object<'_>) -> PyResult<Self> {
        let port = u16::try_from(number::int(port)?)
            .map_err(|_| PyValueError::new_err("port must be 0 to 65535"))?;
        Ok(Self(ostler::process::Query::port(port)))
    }

    /// Those that were started more seconds ago than this.
    #[staticmethod]
    fn older_than(seconds: &Object<'_>) -> PyResult<Self> {
        Ok(Self(ostler::process::Query::older_than(age(seconds)?)))
    }

    /// Those that were started fewer seconds ago than this.
    #[staticmethod]
    fn younger_than(seconds: &Object<'_>) -> PyResult<Self> {
        Ok(Self(ostler::process::Query::younger_than(age(seconds)?)))
    }

    /// The same with capitals and small letters taken for one another.
    fn ignore_case(&self) -> Self {
        Self(self.0.clone().ignore_case())
    }

    /// The same with ports, paths, terminals and units taken as each process has them in its own namespaces.
    fn inside(&self) -> Self {
        Self(self.0.clone().inside())
    }

    fn __and__(&self, other: &Self) -> PyResult<Self> {
        shallow(self.0.clone() & other.0.clone())
    }

    fn __or__(&self, other: &Self) -> PyResult<Self> {
        shallow(self.0.clone() | other.0.clone())
    }

    fn __invert__(&self) -> PyResult<Self> {
        shallow(!self.0.clone())
    }

    fn __str__(&self) -> String {
        self.0.to_string()
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        Ok(format!("Query({})", PyString::new(py, &self.0.to_string()).repr()?))
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Object<'py>, Bound<'py, PyTuple>)> {
        reduce_query(slf)
    }

    /// The processes it selects, in the order of their numbers. With attrs each has an attribute info, as those of
    /// process_iter() have.
    #[pyo3(signature = (attrs=None, ad_value=None))]
    fn find<'py>(
        &self,
        py: Python<'py>,
        attrs: Option<Object<'py>>,
        ad_value: Option<Object<'py>>,
    ) -> PyResult<Bound<'py, PyList>> {
        let wanted = attrs.map(|attrs| Wanted::new(py, Some(&attrs), ad_value)).transpose()?;
        let found = py.detach(|| self.0.find()).map_err(|error| plain(py, &error))?;
        objects(py, found, wanted.as_ref())
    }

    /// What find() gives, and the exceptions of those processes of which it is not known whether the query selects them:
    /// AccessDenied if what it asks for is not ours to read, OSError if it could not be read.
    #[pyo3(signature = (attrs=None, ad_value=None))]
    fn search<'py>(
        &self,
        py: Python<'py>,
        attrs: Option<Object<'py>>,
        ad_value: Option<Object<'py>>,
    ) -> PyResult<Object<'py>> {
        let wanted = attrs.map(|attrs| Wanted::new(py, Some(&attrs), ad_value)).transpose()?;
        let search = py
            .detach(|| self.0.search(ostler::process::Fields::NONE))
            .map_err(|error| plain(py, &error))?;
        let found = search.found.iter().map(ostler::process::Snapshot::process).collect();
        let undecided = PyList::empty(py);
        for one in &search.undecided {
            undecided.append(errors::of(py, &one.error(), one.pid(), None).into_value(py))?;
        }
        let found = objects(py, found, wanted.as_ref())?;
        tuples::SEARCH.of(py, PyTuple::new(py, [found, undecided])?)
    }

    /// Whether it selects a process now.
    fn selects(&self, process: &Bound<'_, Process>) -> PyResult<bool> {
        let py = process.py();
        let meant = process.get().process(py)?;
        py.detach(|| self.0.selects(meant)).map_err(|error| process.get().failed(py, &error))
    }
}

/// The objects of processes; with attributes each has an attribute info.
fn objects<'py>(
    py: Python<'py>,
    found: Vec<ostler::process::Process>,
    wanted: Option<&Wanted>,
) -> PyResult<Bound<'py, PyList>> {
    let Some(wanted) = wanted else { return super::family::objects(py, found) };
    let plan = wanted.plan(py, &py.get_type::<Process>())?;
    let list = PyList::empty(py);
    let mut look = Some(Box::<Look>::default());
    for process in found {
        let object = Process::new_of(py, process)?;
        let kept = look.get_or_insert_default();
        let read = py.detach(|| {
            kept.turn_to(process)?;
            kept.get_all(plan.fields)
        });
        let info = match read {
            Ok(read) => oneshot::as_dict_of(&object, wanted, &plan, &mut look, read),
            Err(error) => Err(object.get().failed(py, &error)),
        };
        match info {
            Ok(info) => object.setattr(pyo3::intern!(py, "info"), info)?,
            // It is gone since it was found.
            Err(error) if error.is_instance_of::<NoSuchProcess>(py) => continue,
            Err(error) => return Err(error),
        }
        list.append(object)?;
    }
    Ok(list)
}

/// The class and the arguments that a query is made of: its text.
fn reduce_query<'py>(query: &Bound<'py, Query>) -> PyResult<(Object<'py>, Bound<'py, PyTuple>)> {
    let text = query.get().0.to_string();
    let arguments = PyTuple::new(query.py(), [PyString::new(query.py(), &text)])?;
    Ok((query.get_type().into_any(), arguments))
}
