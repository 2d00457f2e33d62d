//! The environment as a mapping.

#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

use ostler_capi::items::{Items, quicker};
use ostler_capi::raised::Raised;
use pyo3::exceptions::{PyKeyError, PyTypeError};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyBytes, PyDict, PyIterator, PyString, PyTuple};

#[cfg(unix)]
use unix as kept;
#[cfg(windows)]
use windows as kept;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("Environ", quicker::<Environ>(module.py())?)
}

/// What an environment is kept in: a dictionary of bytes, or of text where the system has text, and whether its users see bytes.
///
/// The dictionary may be another's, too: what one puts in, the other has. Who puts something in tells the process as well, so
/// that is done by those who know how: a class made from this.
#[pyclass(module = "os", name = "Environ", subclass, frozen)]
struct Environ {
    #[pyo3(get)]
    _data: Py<PyDict>,
    bytes: bool,
    /// What was looked up as text, by its name: the name and the value as they were in the dictionary, and the value as text; of what
    /// was not there, the name and `None` twice.
    seen: Py<PyDict>,
}

/// So many names are kept of what was looked up.
const SEEN: usize = 256;

/// In a dictionary of so many variables it pays to look for the one that is the same as a name. They are a part of the names that
/// are kept, so that few of those that are looked up are looked for.
const FEW: usize = SEEN / 4;

/// A name of so many bytes that was not there is kept.
const SHORT: usize = 256;

#[pymethods]
impl Environ {
    #[new]
    #[pyo3(signature = (data, is_bytes, /))]
    fn new(data: Bound<'_, PyDict>, is_bytes: bool) -> Self {
        let seen = PyDict::new(data.py()).unbind();
        Self { _data: data.unbind(), bytes: is_bytes, seen }
    }

    fn __getitem__<'py>(
        &self,
        py: Python<'py>,
        key: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        if let Some(value) = self.value(py, key)? {
            return Ok(value);
        }
        let error = PyKeyError::new_err((key.clone().unbind(),));
        // The reference's says `from None`.
        error.set_cause(py, None);
        Err(error)
    }

    fn __contains__(&self, py: Python<'_>, key: &Bound<'_, PyAny>) -> PyResult<bool> {
        self._data.bind(py).contains(self.encode(key)?)
    }

    fn __len__(&self, py: Python<'_>) -> usize {
        self._data.bind(py).len()
    }

    /// Over the names there are now.
    fn __iter__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyIterator>> {
        let keys: PyResult<Vec<_>> =
            self._data.bind(py).keys().iter().map(|key| self.decode(&key)).collect();
        pyo3::types::PyList::new(py, keys?)?.try_iter()
    }

    /// The value of a variable, or a default.
    #[pyo3(signature = (key, default=None))]
    fn get<'py>(
        &self,
        py: Python<'py>,
        key: &Bound<'py, PyAny>,
        default: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let value = self.value(py, key)?.or(default);
        Ok(value.unwrap_or_else(|| py.None().into_bound(py)))
    }

    /// A name as it is kept.
    #[pyo3(name = "encodekey")]
    fn encode<'py>(&self, value: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        kept::key(value, self.bytes)
    }

    /// A value as it is kept.
    fn encodevalue<'py>(&self, value: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        kept::value(value, self.bytes)
    }

    /// A name or value as its users see it.
    #[pyo3(name = "decodekey")]
    fn decode<'py>(&self, value: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        kept::shown(value, self.bytes)
    }

    /// The same.
    fn decodevalue<'py>(&self, value: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        self.decode(value)
    }
}

fn refused(object: &Bound<'_, PyAny>, expected: &str) -> PyErr {
    match object.get_type().name() {
        Ok(name) => PyTypeError::new_err(format!("{expected} expected, not {name}")),
        Err(error) => error,
    }
}

impl Environ {
    /// The value of a variable. While the dictionary has the same object for it, it is the same text.
    fn value<'py>(
        &self,
        py: Python<'py>,
        key: &Bound<'py, PyAny>,
    ) -> PyResult<Option<Bound<'py, PyAny>>> {
        let data = self._data.bind(py);
        if kept::IS_SHOWN || self.bytes || !key.is_exact_instance_of::<PyString>() {
            let value = data.get_item(self.encode(key)?)?;
            return value.map(|value| self.decode(&value)).transpose();
        }
        let seen = self.seen.bind(py);
        if let Some(known) = seen.get_item(key)? {
            let [name, before, text] = known.cast::<PyTuple>()?.as_slice() else { return Ok(None) };
            let Some(value) = data.get_item(name)? else { return Ok(None) };
            if value.is(before) {
                return Ok(Some(text.clone()));
            }
        }
        let name = self.encode(key)?;
        let found = data.get_item(&name)?;
        let text = found.as_ref().map(|value| self.decode(value)).transpose()?;
        let keeps = match &found {
            Some(value) => value.is_exact_instance_of::<PyBytes>(),
            None => name.len()? <= SHORT,
        };
        if keeps {
            if seen.len() >= SEEN {
                seen.clear();
            }
            seen.set_item(key, (own(data, name), found, &text))?;
        }
        Ok(text)
    }
}

/// The name as the dictionary has it, where that is soon found: the same object is found in it quicker than an equal one.
fn own<'py>(data: &Bound<'py, PyDict>, name: Bound<'py, PyAny>) -> Bound<'py, PyAny> {
    let Ok(bytes) = name.cast::<PyBytes>() else { return name };
    let is_name = |key: &Bound<'py, PyAny>| {
        key.cast_exact::<PyBytes>().is_ok_and(|key| key.as_bytes() == bytes.as_bytes())
    };
    if data.len() > FEW {
        return name;
    }
    let own = data.iter().map(|(key, _)| key).find(is_name);
    own.unwrap_or(name)
}

impl Items for Environ {
    fn ordinary_get() -> &'static PyOnceLock<Py<PyAny>> {
        static GET: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
        &GET
    }

    #[inline]
    fn item<'py>(
        &self,
        py: Python<'py>,
        key: &Bound<'py, PyAny>,
    ) -> Result<Option<Bound<'py, PyAny>>, Raised> {
        self.value(py, key).map_err(Raised::from)
    }
}
