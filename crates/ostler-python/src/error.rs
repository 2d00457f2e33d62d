//! Errors of the system as exceptions.

use ostler::errno::Errno;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyString;

use crate::convert::PathArg;
use crate::ffi::raised::{self, Raised};
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
    /// Raises the exception in the interpreter.
    #[cold]
    pub(crate) fn raised(self, py: Python<'_>, filename: Option<&Bound<'_, PyAny>>) -> Raised {
        match self {
            Self::System(errno) => {
                raised::os_error(py, errno.raw(), &strerror(py, errno), filename, None)
            }
            Self::Raised(error) => error.into(),
        }
    }

    /// The exception.
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
    raised::os_error(py, errno.raw(), &strerror(py, errno), filename, filename2).taken(py)
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
