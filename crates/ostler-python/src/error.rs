//! Errors of the system as exceptions.

use ostler::errno::Errno;
#[cfg(windows)]
use ostler::errno::WinError;
use ostler_capi::raised::{self, Raised};
#[cfg(windows)]
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyString;

use crate::convert::PathArg;

/// How a call did not succeed.
pub(crate) enum Failure {
    /// The system said so.
    System(Errno),
    /// Windows did, which has codes of its own.
    #[cfg(windows)]
    Windows(WinError),
    /// A signal handler of the program's raised something while the call was interrupted.
    Raised(PyErr),
}

impl From<Errno> for Failure {
    fn from(errno: Errno) -> Self {
        Self::System(errno)
    }
}

#[cfg(windows)]
impl From<WinError> for Failure {
    fn from(code: WinError) -> Self {
        Self::Windows(code)
    }
}

#[cfg(windows)]
impl From<ostler::Error> for Failure {
    fn from(error: ostler::Error) -> Self {
        Self::of_any(&error)
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
            #[cfg(windows)]
            Self::Windows(code) => windows_error(py, code, filename, None),
            Self::Raised(error) => error.into(),
        }
    }

    /// What the system said in an error of the library's.
    pub(crate) fn of(error: &ostler::Error) -> Option<Self> {
        #[cfg(windows)]
        if let Some(code) = error.winerror() {
            return Some(Self::Windows(WinError::from_raw(code)));
        }
        error.errno().map(Self::System)
    }

    /// The same, where an error can be of another kind, too, which is a wrong value then.
    #[cfg(windows)]
    pub(crate) fn of_any(error: &ostler::Error) -> Self {
        let other = || Self::Raised(PyValueError::new_err(error.to_string()));
        Self::of(error).unwrap_or_else(other)
    }

    /// The exception.
    #[cold]
    pub(crate) fn raise(
        self,
        py: Python<'_>,
        filename: Option<&Bound<'_, PyAny>>,
        filename2: Option<&Bound<'_, PyAny>>,
    ) -> PyErr {
        match self {
            Self::System(errno) => os_error(py, errno, filename, filename2),
            #[cfg(windows)]
            Self::Windows(code) => windows_error(py, code, filename, filename2).taken(py),
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

/// The `OSError` of a code of Windows.
#[cfg(windows)]
fn windows_error(
    py: Python<'_>,
    code: WinError,
    filename: Option<&Bound<'_, PyAny>>,
    filename2: Option<&Bound<'_, PyAny>>,
) -> Raised {
    let text = PyString::new(py, &ostler_sys::message(code));
    raised::windows_error(py, code.raw(), &text, filename, filename2)
}

/// The system's words for an error number. Those of the usual ones are kept.
fn strerror(py: Python<'_>, errno: Errno) -> Bound<'_, PyString> {
    static KEPT: [PyOnceLock<Py<PyString>>; 134] = [const { PyOnceLock::new() }; 134];
    let text = || words(py, errno);
    match usize::try_from(errno.raw()).ok().and_then(|number| KEPT.get(number)) {
        Some(kept) => kept.get_or_init(py, || text().unbind()).bind(py).clone(),
        None => text(),
    }
}

/// They are in the encoding of the locale.
#[cfg(unix)]
fn words(py: Python<'_>, errno: Errno) -> Bound<'_, PyString> {
    use ostler_capi::text;
    match text::message(py, &ostler_sys::message(errno)).map(Bound::cast_into) {
        Ok(Ok(message)) => message,
        _ => PyString::new(py, &ostler_sys::strerror(errno)),
    }
}

#[cfg(windows)]
fn words(py: Python<'_>, errno: Errno) -> Bound<'_, PyString> {
    PyString::new(py, &ostler_sys::strerror(errno))
}
