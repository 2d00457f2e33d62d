//! Errors of the system as exceptions.

use ostler::errno::Errno;
use pyo3::exceptions::PyOSError;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyString;

use crate::convert::PathArg;
use crate::ffi::text;

/// How a call did not succeed.
pub(crate) enum Failure {
    /// The system said so.
    System(Errno),
    /// A signal handler of the program's raised something while the call was interrupted.
    Raised(PyErr),
}

impl From<Errno> for Failure {
    fn from(errno: Errno) -> Self {
        Self::System(errno)
    }
}

impl From<PyErr> for Failure {
    fn from(error: PyErr) -> Self {
        Self::Raised(error)
    }
}

/// What a call gave, to be raised with or without the names of files.
pub(crate) trait OrRaise<T> {
    /// Raises an `OSError` that names no file.
    fn or_raise(self, py: Python<'_>) -> PyResult<T>;
    /// Raises an `OSError` about a file.
    fn or_path(self, path: &PathArg<'_>) -> PyResult<T>;
    /// Raises an `OSError` about two.
    fn or_paths(self, path: &PathArg<'_>, path2: &PathArg<'_>) -> PyResult<T>;
}

impl<T, E: Into<Failure>> OrRaise<T> for Result<T, E> {
    #[inline]
    fn or_raise(self, py: Python<'_>) -> PyResult<T> {
        self.map_err(|error| error.into().raise(py, None, None))
    }

    #[inline]
    fn or_path(self, path: &PathArg<'_>) -> PyResult<T> {
        self.map_err(|error| error.into().raise(path.py(), Some(path.object()), None))
    }

    #[inline]
    fn or_paths(self, path: &PathArg<'_>, path2: &PathArg<'_>) -> PyResult<T> {
        self.map_err(|error| {
            error.into().raise(path.py(), Some(path.object()), Some(path2.object()))
        })
    }
}

impl Failure {
    #[cold]
    fn raise(
        self,
        py: Python<'_>,
        filename: Option<&Bound<'_, PyAny>>,
        filename2: Option<&Bound<'_, PyAny>>,
    ) -> PyErr {
        match self {
            Self::System(errno) => os_error(py, errno, filename, filename2),
            Self::Raised(error) => error,
        }
    }
}

/// The `OSError` of an error number: of the class that stands for it.
pub(crate) fn os_error(
    py: Python<'_>,
    errno: Errno,
    filename: Option<&Bound<'_, PyAny>>,
    filename2: Option<&Bound<'_, PyAny>>,
) -> PyErr {
    let class = py.get_type::<PyOSError>();
    let (number, text) = (errno.raw(), strerror(py, errno));
    let made = match (filename, filename2) {
        (None, _) => class.call1((number, text)),
        (Some(filename), None) => class.call1((number, text, filename)),
        (Some(filename), Some(filename2)) => {
            class.call1((number, text, filename, py.None(), filename2))
        }
    };
    made.map_or_else(|error| error, PyErr::from_value)
}

/// The system's words for an error number. Those of the usual ones are kept.
fn strerror(py: Python<'_>, errno: Errno) -> Bound<'_, PyString> {
    static KEPT: [PyOnceLock<Py<PyString>>; 134] = [const { PyOnceLock::new() }; 134];
    let text = || match text::message(py, &ostler::raw::message(errno)).map(Bound::cast_into) {
        Ok(Ok(message)) => message,
        _ => PyString::new(py, &ostler::raw::strerror(errno)),
    };
    match usize::try_from(errno.raw()).ok().and_then(|number| KEPT.get(number)) {
        Some(kept) => kept.get_or_init(py, || text().unbind()).bind(py).clone(),
        None => text(),
    }
}
