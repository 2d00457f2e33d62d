//! Walking a tree.

#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

use std::ffi::OsString;
use std::sync::Mutex;

use ostler::audit::events;
use ostler::errno;
use ostler::os::Steps;
use ostler_sys::text::to_os;
use pyo3::exceptions::{PyBaseException, PyStopIteration, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyList, PyTuple};

use crate::audit::audit;
use crate::convert::{Optional, Takes};
use crate::functions;
use crate::host::PyHost;
#[cfg(unix)]
use unix::Opened;
#[cfg(windows)]
use windows::Opened;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; walk);
    #[cfg(unix)]
    unix::add(module)?;
    let py = module.py();
    let mark = SYMLINKS_AS_FILES.get_or_init(py, || PyDict::new(py).into_any().unbind());
    module.add("_walk_symlinks_as_files", mark)
}

/// In the place of `followlinks`: symbolic links are files, wherever they lead.
static SYMLINKS_AS_FILES: PyOnceLock<Py<PyAny>> = PyOnceLock::new();

/// Visit a directory and every directory below it: (path, names of directories, names of files) of each.
#[doc = "\nfollowlinks: if true, visit the directories that symbolic links lead to, but none that is above the link."]
#[doc = crate::doc::walk_errors!()]
#[doc = crate::doc::everywhere!()]
#[pyfunction]
#[pyo3(
    signature = (top, topdown=Optional::LEFT_OUT, onerror=None, followlinks=Optional::LEFT_OUT),
    text_signature = "(top, topdown=True, onerror=None, followlinks=False)"
)]
fn walk(
    top: Bound<'_, PyAny>,
    topdown: Optional<'_>,
    onerror: Option<Bound<'_, PyAny>>,
    followlinks: Optional<'_>,
) -> PyResult<Walk> {
    Walk::new(top, topdown, onerror, followlinks, None)
}

/// What a walk was asked for. Nothing is looked at before its first step.
struct Asked {
    top: Py<PyAny>,
    topdown: Py<PyAny>,
    follow: Py<PyAny>,
    /// For `fwalk` only.
    dir_fd: Option<Py<PyAny>>,
}

enum State {
    Asked(Asked),
    Under(Box<Under>),
    Done,
}

/// A walk that is on its way.
struct Under {
    /// Nobody shares it: the lock is never waited for.
    steps: Mutex<Steps>,
    host: PyHost,
    topdown: bool,
    follow: bool,
    /// For `fwalk` only.
    opened: Option<Opened>,
    /// The list of subdirectories as it was handed out, and what was in it.
    lists: Option<(Py<PyList>, Vec<Py<PyAny>>)>,
    /// Why `topdown` has no truth.
    no_topdown: Option<PyErr>,
    /// Why whether to follow links has none.
    no_follow: Option<PyErr>,
    /// The same, of a walk from the bottom up.
    no_way_down: Option<PyErr>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Weight {
    /// What is no directory is passed over.
    None,
    /// `onerror` is told.
    Told,
    /// It ends the walk.
    Fatal,
}

/// The directories of a tree, as a generator gives them.
#[pyclass(module = "os", name = "walk")]
struct Walk {
    state: State,
    onerror: Option<Py<PyAny>>,
}

impl Walk {
    fn new(
        top: Bound<'_, PyAny>,
        topdown: Optional<'_>,
        onerror: Option<Bound<'_, PyAny>>,
        follow: Optional<'_>,
        dir_fd: Option<Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        let py = top.py();
        let or = |value: Optional<'_>, default: bool| -> PyResult<Py<PyAny>> {
            match value.given() {
                Some(value) => Ok(value.clone().unbind()),
                None => Ok(default.into_pyobject(py)?.to_owned().into_any().unbind()),
            }
        };
        let asked = Asked {
            topdown: or(topdown, true)?,
            follow: or(follow, false)?,
            top: top.unbind(),
            dir_fd: dir_fd.map(Bound::unbind),
        };
        Ok(Self { state: State::Asked(asked), onerror: onerror.map(Bound::unbind) })
    }

    /// Looks at what was asked for, and raises the event.
    fn begin(&self, py: Python<'_>, asked: &Asked) -> PyResult<Under> {
        let none = py.None().into_bound(py);
        let onerror = self.onerror.as_ref().map_or(&none, |onerror| onerror.bind(py));
        let top = asked.top.bind(py);
        let (topdown, follow) = (asked.topdown.bind(py), asked.follow.bind(py));
        let function = match &asked.dir_fd {
            None => {
                audit(py, events::Walk { top, topdown, onerror, followlinks: follow })?;
                "scandir"
            }
            Some(dir_fd) => {
                let (follow_symlinks, dir_fd) = (follow, dir_fd.bind(py));
                audit(py, events::Fwalk { top, topdown, onerror, follow_symlinks, dir_fd })?;
                "stat"
            }
        };
        let top = Takes::path(function).plain().from(top)?;
        let as_files = SYMLINKS_AS_FILES.get(py).is_some_and(|mark| follow.is(mark));
        // What has no truth is an error only where its truth is asked for: not above a directory that is missing.
        let truth = |object: &Bound<'_, PyAny>| match object.is_truthy() {
            Ok(truth) => (truth, None),
            Err(error) => (true, Some(error)),
        };
        let (topdown, no_topdown) = truth(topdown);
        let (follow, no_follow) = if as_files { (false, None) } else { truth(follow) };
        if asked.dir_fd.is_some()
            && let Some(error) = no_follow
        {
            return Err(error);
        }
        // From the bottom up it is asked for before the first directory is given: which is the last one then, too.
        let (no_follow, no_way_down) = if topdown { (no_follow, None) } else { (None, no_follow) };
        let topdown = topdown || no_way_down.is_some();
        let path = &*top.path();
        let (steps, opened) = match &asked.dir_fd {
            None => {
                let walk = ostler::os::walk(path).topdown(topdown).followlinks(follow);
                (walk.symlinks_as_files(as_files).steps(), None)
            }
            Some(dir_fd) => {
                let (steps, opened) = Opened::begin(path, topdown, follow, dir_fd.bind(py))?;
                (steps, Some(opened))
            }
        };
        Ok(Under {
            steps: Mutex::new(steps),
            host: PyHost::new(&top).attached(),
            topdown,
            follow,
            opened,
            lists: None,
            no_topdown,
            no_follow,
            no_way_down,
        })
    }

    fn step<'py>(&mut self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyTuple>>> {
        if let State::Asked(asked) = &self.state {
            self.state = State::Under(Box::new(self.begin(py, asked)?));
        }
        let State::Under(under) = &mut self.state else { return Ok(None) };
        let goes_down = |(dirs, _): &(Py<PyList>, _)| !dirs.bind(py).is_empty();
        if under.lists.as_ref().is_some_and(goes_down)
            && let Some(error) = under.no_follow.take()
        {
            return Err(error);
        }
        let mut chosen = under.chosen(py)?;
        loop {
            match under.advance(chosen.take().as_deref()) {
                None => return Ok(None),
                Some(Ok(())) => return under.lend(py).map(Some),
                Some(Err(error)) => {
                    if let Some(raised) = under.host.raised() {
                        return Err(raised);
                    }
                    let (weight, other) = match &under.opened {
                        Some(opened) => opened.weight(&error),
                        None if under.passes_over(&error) => (Weight::None, None),
                        None => (Weight::Told, None),
                    };
                    if weight == Weight::None {
                        continue;
                    }
                    let exception = under.host.exception(py, other.as_ref().unwrap_or(&error));
                    if weight == Weight::Fatal {
                        return Err(exception);
                    }
                    if let Some(onerror) = &self.onerror {
                        onerror.call1(py, (exception.into_value(py),))?;
                    }
                }
            }
        }
    }

    /// The next directory. An exception ends the walk, as it ends a generator.
    fn next<'py>(&mut self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyTuple>>> {
        let step = self.step(py);
        if !matches!(step, Ok(Some(_))) {
            self.state = State::Done;
        }
        step
    }
}

impl Under {
    /// Whether an error is of a symbolic link that the program has put among the subdirectories: unless links are followed,
    /// nothing is said of it.
    fn passes_over(&self, error: &ostler::Error) -> bool {
        let (not_followed, none) = (Some(errno::ELOOP), Some(errno::ENOTDIR));
        !self.follow
            && (error.errno() == not_followed || error.errno() == none)
            && error.filename().is_some_and(|path| !self.host.is_given(path) && path.is_symlink())
    }

    fn advance(&mut self, chosen: Option<&[OsString]>) -> Option<ostler::Result<()>> {
        let Self { steps, host, .. } = self;
        let steps = steps.get_mut().unwrap_or_else(std::sync::PoisonError::into_inner);
        steps.advance(host, chosen)
    }

    /// The subdirectories that the program has chosen; `None` if it left the list alone.
    fn chosen(&mut self, py: Python<'_>) -> PyResult<Option<Vec<OsString>>> {
        let Some((list, given)) = self.lists.take() else { return Ok(None) };
        let list = list.bind(py);
        let same =
            list.len() == given.len() && list.iter().zip(&given).all(|(now, given)| now.is(given));
        if same {
            return Ok(None);
        }
        let takes = Takes::path("join").named("argument");
        let name = |name: Bound<'_, PyAny>| {
            let name = takes.from(&name)?;
            if name.is_bytes() != self.host.is_bytes() {
                let text = "Can't mix strings and bytes in path components";
                return Err(PyTypeError::new_err(text));
            }
            Ok(name.path().into_owned().into_os_string())
        };
        list.iter().map(name).collect::<PyResult<Vec<_>>>().map(Some)
    }

    /// The directory at hand, as a tuple.
    fn lend<'py>(&mut self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let Self { steps, host, topdown, opened, no_topdown, no_way_down, .. } = self;
        let steps = steps.get_mut().unwrap_or_else(std::sync::PoisonError::into_inner);
        let path = host.path(py, steps.path())?;
        let (dirs, files) = (PyList::empty(py), PyList::empty(py));
        for (name, is_dir) in steps.names() {
            let name = host.name(py, &to_os(name))?;
            if is_dir { &dirs } else { &files }.append(name)?;
        }
        let error = no_topdown.take().or_else(|| no_way_down.take_if(|_| !dirs.is_empty()));
        if let Some(error) = error {
            return Err(error);
        }
        let given = topdown.then(|| dirs.iter().map(Bound::unbind).collect());
        let step = match opened {
            Some(opened) => (path, &dirs, files, opened.fd(steps)).into_pyobject(py)?,
            None => (path, &dirs, files).into_pyobject(py)?,
        };
        self.lists = given.map(|given| (dirs.unbind(), given));
        Ok(step)
    }
}

#[pymethods]
impl Walk {
    fn __iter__(this: PyRef<'_, Self>) -> PyRef<'_, Self> {
        this
    }

    fn __next__<'py>(this: &Bound<'py, Self>) -> PyResult<Option<Bound<'py, PyTuple>>> {
        running(this)?.next(this.py())
    }

    /// The next directory; what is sent changes nothing.
    fn send<'py>(
        this: &Bound<'py, Self>,
        value: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyTuple>> {
        let mut walk = running(this)?;
        if matches!(walk.state, State::Asked(_)) && !value.is_none() {
            let text = "can't send non-None value to a just-started generator";
            return Err(PyTypeError::new_err(text));
        }
        walk.next(this.py())?.ok_or_else(|| PyStopIteration::new_err(()))
    }

    /// End the walk by an exception.
    #[pyo3(signature = (typ, val=None, tb=None))]
    fn throw(
        this: &Bound<'_, Self>,
        typ: &Bound<'_, PyAny>,
        val: Option<&Bound<'_, PyAny>>,
        tb: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<()> {
        running(this)?.state = State::Done;
        let exception = if typ.is_instance_of::<PyBaseException>() {
            typ.clone()
        } else {
            match val {
                Some(value) if value.is_instance_of::<PyBaseException>() => value.clone(),
                Some(value) if value.is_instance_of::<PyTuple>() => {
                    typ.call1(value.cast::<PyTuple>()?)?
                }
                Some(value) => typ.call1((value,))?,
                None => typ.call0()?,
            }
        };
        if !exception.is_instance_of::<PyBaseException>() {
            let name = typ.get_type().name()?;
            return Err(PyTypeError::new_err(format!(
                "exceptions must be classes or instances deriving from BaseException, not {name}"
            )));
        }
        if let Some(tb) = tb {
            exception.call_method1("with_traceback", (tb,))?;
        }
        Err(PyErr::from_value(exception))
    }

    /// End the walk.
    fn close(this: &Bound<'_, Self>) -> PyResult<()> {
        running(this)?.state = State::Done;
        Ok(())
    }
}

/// The walk, unless it is being asked already: by another thread, or by what it calls itself.
fn running<'a>(this: &'a Bound<'_, Walk>) -> PyResult<PyRefMut<'a, Walk>> {
    this.try_borrow_mut().map_err(|_| PyValueError::new_err("generator already executing"))
}
