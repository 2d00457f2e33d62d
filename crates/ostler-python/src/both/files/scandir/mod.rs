//! Directories entry by entry.

#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

use ostler::audit::events;
use ostler_capi::class;
use ostler_capi::finalize::{self, Finalize, Takedown};
use ostler_capi::next::{self, Next};
use pyo3::prelude::*;

use super::entry::DirEntry;
use crate::audit::audit;
use crate::functions;
#[cfg(unix)]
use unix as system;
#[cfg(windows)]
use windows as system;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; scandir);
    next::quick::<ScandirIterator>(module.py());
    finalize::finalizes::<ScandirIterator>(module.py());
    module.add("DirEntry", class::type_object::<DirEntry>(module.py())?)
}

/// The entries of a directory, in no order, without `.` and `..`: an iterator to be closed.
#[pyfunction]
#[pyo3(signature = (path=None))]
fn scandir(py: Python<'_>, path: Option<&Bound<'_, PyAny>>) -> PyResult<ScandirIterator> {
    let none = py.None().into_bound(py);
    let path = system::TAKES.from(path.unwrap_or(&none))?;
    audit(py, events::Scandir { path: path.object() })?;
    Ok(ScandirIterator {
        entries: system::Entries::open(&path)?,
        filename: (!path.is_none()).then(|| path.object().clone().unbind()),
    })
}

/// The entries of a directory. Threads may share it: each entry is had by one of them.
#[cfg_attr(unix, pyclass(module = "posix", frozen))]
#[cfg_attr(windows, pyclass(module = "nt", frozen))]
struct ScandirIterator {
    entries: system::Entries,
    /// What errors name.
    filename: Option<Py<PyAny>>,
}

#[pymethods]
impl ScandirIterator {
    fn __iter__(this: PyRef<'_, Self>) -> PyRef<'_, Self> {
        this
    }

    fn __next__<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        next::Quick::next(self, py).map_err(|raised| raised.taken(py))
    }

    /// Close the directory.
    fn close(&self, py: Python<'_>) {
        self.entries.close(py);
    }

    fn __enter__(this: PyRef<'_, Self>) -> PyRef<'_, Self> {
        this
    }

    #[pyo3(signature = (*_exception))]
    fn __exit__(&self, py: Python<'_>, _exception: &Bound<'_, pyo3::types::PyTuple>) {
        self.close(py);
    }
}

impl next::Quick for ScandirIterator {
    #[inline]
    fn next<'py>(&self, py: Python<'py>) -> Next<'py> {
        self.entries.next(py, self.filename.as_ref())
    }
}

// SAFETY: the place is this class's own.
#[allow(unsafe_code)]
unsafe impl Finalize for ScandirIterator {
    fn takedown() -> &'static Takedown {
        static TAKEDOWN: Takedown = Takedown::new();
        &TAKEDOWN
    }

    fn finalize(this: &Bound<'_, Self>) {
        let entries = &this.get().entries;
        if entries.is_open(this.py()) {
            // A descriptor of the program's is left at the beginning.
            entries.close(this.py());
            finalize::warn_unclosed(this, c"unclosed scandir iterator %R");
        }
    }
}
