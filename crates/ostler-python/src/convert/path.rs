//! Paths: text, bytes, something that has `__fspath__()`; for some functions a descriptor or nothing.

#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

use ostler_capi::number;
use ostler_capi::text;
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};

use super::dir_fd::DirFd;
use super::fd;
#[cfg(unix)]
use unix::Native;
#[cfg(windows)]
use windows::Native;

#[cfg(unix)]
pub(crate) use unix::{Spot, named, os_string, with_os_str};
#[cfg(windows)]
pub(crate) use windows::{Spot, named, os_string, w_str, with_os_str};

/// What a function takes for a path, and how it says that something is none.
#[derive(Clone, Copy)]
pub(crate) struct Takes {
    function: &'static str,
    argument: &'static str,
    fd: bool,
    none: bool,
    plain: bool,
}

/// A path as it was given.
pub(crate) struct PathArg<'py> {
    object: Bound<'py, PyAny>,
    what: What<'py>,
    bytes: bool,
}

enum What<'py> {
    Path(Native<'py>),
    Fd(i32),
    /// The current directory, `.`.
    Nothing,
}

/// Why text is no path for the system.
enum Fault {
    Nul,
    #[cfg(windows)]
    Long,
}

impl Takes {
    /// A function, by its name, with an argument called `path`.
    pub(crate) const fn path(function: &'static str) -> Self {
        Self { function, argument: "path", fd: false, none: false, plain: false }
    }

    /// With an argument of another name.
    pub(crate) const fn named(self, argument: &'static str) -> Self {
        Self { argument, ..self }
    }

    /// That takes descriptors, too.
    pub(crate) const fn or_fd(self) -> Self {
        Self { fd: true, ..self }
    }

    /// That takes `None`, too.
    pub(crate) const fn or_none(self) -> Self {
        Self { none: true, ..self }
    }

    /// That refuses in the words of `fspath`.
    pub(crate) const fn plain(self) -> Self {
        Self { plain: true, ..self }
    }

    /// What an argument is.
    #[inline]
    pub(crate) fn from<'py>(self, object: &Bound<'py, PyAny>) -> PyResult<PathArg<'py>> {
        if let Ok(text) = object.cast::<PyString>() {
            return self.text(object.clone(), text.clone());
        }
        self.other(object)
    }

    fn text<'py>(
        self,
        object: Bound<'py, PyAny>,
        text: Bound<'py, PyString>,
    ) -> PyResult<PathArg<'py>> {
        let what = self.path_of(Native::of_text(text)?)?;
        Ok(PathArg { object, what, bytes: false })
    }

    fn path_of(self, path: Native<'_>) -> PyResult<What<'_>> {
        let Self { function, argument, .. } = self;
        match path.fault() {
            None => Ok(What::Path(path)),
            Some(Fault::Nul) => {
                let text = format!("{function}: embedded null character in {argument}");
                Err(PyValueError::new_err(text))
            }
            #[cfg(windows)]
            Some(Fault::Long) => {
                let text = format!("{function}: {argument} too long for Windows");
                Err(PyValueError::new_err(text))
            }
        }
    }

    fn other<'py>(self, object: &Bound<'py, PyAny>) -> PyResult<PathArg<'py>> {
        if let Ok(bytes) = object.cast::<PyBytes>() {
            let what = self.path_of(Native::of_bytes(bytes.clone())?)?;
            return Ok(PathArg { object: object.clone(), what, bytes: true });
        }
        if self.none && object.is_none() {
            return Ok(PathArg { object: object.clone(), what: What::Nothing, bytes: false });
        }
        if self.fd && number::is_index(object) {
            let number = fd::number_of(object, "")?;
            return Ok(PathArg { object: object.clone(), what: What::Fd(number), bytes: false });
        }
        let Some(path) = fspath(object)? else {
            return Err(self.refusal(object));
        };
        if let Ok(text) = path.cast::<PyString>() {
            return self.text(path.clone(), text.clone());
        }
        if let Ok(bytes) = path.cast::<PyBytes>() {
            let what = self.path_of(Native::of_bytes(bytes.clone())?)?;
            return Ok(PathArg { what, object: path, bytes: true });
        }
        Err(self.refusal(object))
    }

    /// Text or bytes that need not name anything: they are looked at, not passed on.
    pub(crate) fn words<'py>(self, object: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        if object.is_instance_of::<PyString>() || object.is_instance_of::<PyBytes>() {
            return Ok(object.clone());
        }
        fspath(object)?.ok_or_else(|| self.refusal(object))
    }

    #[cold]
    fn refusal(self, object: &Bound<'_, PyAny>) -> PyErr {
        let Self { function, argument, fd, none, plain } = self;
        let expected = match (fd, none) {
            (true, true) => "string, bytes, os.PathLike, integer or None",
            (true, false) => "string, bytes, os.PathLike or integer",
            (false, true) => "string, bytes, os.PathLike or None",
            (false, false) => "string, bytes or os.PathLike",
        };
        match object.get_type().name() {
            Ok(name) if plain => PyTypeError::new_err(format!(
                "expected str, bytes or os.PathLike object, not {name}"
            )),
            Ok(name) => PyTypeError::new_err(format!(
                "{function}: {argument} should be {expected}, not {name}"
            )),
            Err(error) => error,
        }
    }
}

/// What an object says that it stands for, text or bytes; `None` if it says nothing of the kind.
fn fspath<'py>(object: &Bound<'py, PyAny>) -> PyResult<Option<Bound<'py, PyAny>>> {
    match text::path(object) {
        Ok(path) => Ok(Some(path)),
        // What it has itself says why.
        Err(error) if is_path_like(object) => Err(error),
        Err(_) => Ok(None),
    }
}

/// Whether its type, or one that is made from, has a method for it. What the object itself has by that name does not count.
#[cold]
fn is_path_like(object: &Bound<'_, PyAny>) -> bool {
    let py = object.py();
    let own = |type_: Bound<'_, PyAny>| {
        let names = type_.getattr(pyo3::intern!(py, "__dict__")).ok()?;
        names.get_item(pyo3::intern!(py, "__fspath__")).map(Bound::unbind).ok()
    };
    object.get_type().mro().iter().find_map(own).is_some_and(|method| !method.is_none(py))
}

impl<'py> PathArg<'py> {
    pub(crate) fn py(&self) -> Python<'py> {
        self.object.py()
    }

    /// What errors and events name: text, bytes or a number, and `None` where that was given.
    pub(crate) fn object(&self) -> &Bound<'py, PyAny> {
        &self.object
    }

    /// The descriptor, if it is one.
    pub(crate) fn fd(&self) -> Option<i32> {
        match self.what {
            What::Fd(number) => Some(number),
            What::Path(_) | What::Nothing => None,
        }
    }

    /// Whether names are to be given as bytes, as the path was.
    pub(crate) fn is_bytes(&self) -> bool {
        self.bytes
    }

    /// Whether nothing was given.
    pub(crate) fn is_none(&self) -> bool {
        matches!(self.what, What::Nothing)
    }
}

impl PathArg<'_> {
    /// Refuses options that a descriptor in the place of a path leaves no meaning.
    pub(crate) fn check_options(
        &self,
        function: &str,
        dir_fd: DirFd,
        follow_symlinks: bool,
    ) -> PyResult<()> {
        if self.fd().is_none() {
            return Ok(());
        }
        if dir_fd.is_given() {
            let text = format!("{function}: can't specify dir_fd without matching path");
            return Err(PyValueError::new_err(text));
        }
        if !follow_symlinks {
            let text = format!("{function}: cannot use fd and follow_symlinks together");
            return Err(PyValueError::new_err(text));
        }
        Ok(())
    }
}
