//! The methods of `Process`.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use ostler::process::Field;
use pyo3::basic::CompareOp;
use pyo3::exceptions::PyDeprecationWarning;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyTuple};

use super::attribute::Attribute;
use super::object::Process;
use super::wanted::Wanted;
use super::{change, family, maps, net, oneshot, pickle, repr, wait};

type Object<'py> = Bound<'py, PyAny>;

/// What one field says.
fn field<'py>(slf: &Bound<'py, Process>, field: Field) -> PyResult<Object<'py>> {
    slf.get().attribute(slf.py(), Attribute::Field(field))
}

#[pymethods]
impl Process {
    #[new]
    #[pyo3(signature = (*_args, **_kwargs), text_signature = "(pid=None)")]
    fn new(_args: &Bound<'_, PyTuple>, _kwargs: Option<&Bound<'_, PyDict>>) -> Self {
        Self::default()
    }

    #[pyo3(signature = (pid=None))]
    fn __init__(slf: &Bound<'_, Self>, pid: Option<Object<'_>>) -> PyResult<()> {
        slf.get().init(slf.py(), pid.as_ref(), false)
    }

    /// Start anew with a process, which may be gone already.
    #[pyo3(signature = (pid, _ignore_nsp=false))]
    fn _init(slf: &Bound<'_, Self>, pid: Option<Object<'_>>, _ignore_nsp: bool) -> PyResult<()> {
        slf.get().init(slf.py(), pid.as_ref(), _ignore_nsp)
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        repr::repr(slf)
    }

    fn __str__(slf: &Bound<'_, Self>) -> PyResult<String> {
        repr::repr(slf)
    }

    fn __richcmp__<'py>(
        slf: &Bound<'py, Self>,
        other: &Object<'py>,
        op: CompareOp,
    ) -> PyResult<Object<'py>> {
        let py = slf.py();
        let same = match (op, other.cast::<Self>()) {
            (CompareOp::Eq, Ok(other)) => slf.get().key() == other.get().key(),
            (CompareOp::Ne, Ok(other)) => slf.get().key() != other.get().key(),
            _ => return Ok(py.NotImplemented().into_bound(py)),
        };
        Ok(same.into_pyobject(py)?.to_owned().into_any())
    }

    fn __hash__(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.key().hash(&mut hasher);
        hasher.finish()
    }

    fn __copy__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, Self>> {
        pickle::copy(slf, None)
    }

    fn __deepcopy__<'py>(slf: &Bound<'py, Self>, memo: Object<'py>) -> PyResult<Bound<'py, Self>> {
        pickle::copy(slf, Some(&memo))
    }

    fn __reduce__<'py>(
        slf: &Bound<'py, Self>,
    ) -> PyResult<(Object<'py>, Bound<'py, PyTuple>, Object<'py>)> {
        pickle::reduce(slf)
    }

    /// Its number.
    #[getter(pid)]
    fn pid_of(&self) -> i32 {
        self.pid()
    }

    /// The name it was found to have.
    #[getter]
    fn _name(&self, py: Python<'_>) -> Option<Py<PyAny>> {
        self.state().name.as_ref().map(|name| name.clone_ref(py))
    }

    /// Nothing: what errors say of its parent.
    #[getter]
    fn _ppid(&self) -> Option<i32> {
        None
    }

    /// How a signal reaches it: 'handle' if the kernel holds on to the process, 'checked' if it is looked at right before.
    fn binding(slf: &Bound<'_, Self>) -> PyResult<&'static str> {
        slf.get().binding_of(slf.py())
    }

    /// Within this context, what is asked of the process is read once.
    fn oneshot(slf: &Bound<'_, Self>) -> oneshot::OneShot {
        oneshot::OneShot::of(slf)
    }

    /// Several attributes as a dictionary: those named, or all. What is refused has the value ad_value.
    #[pyo3(signature = (attrs=None, ad_value=None))]
    fn as_dict<'py>(
        slf: &Bound<'py, Self>,
        attrs: Option<Object<'py>>,
        ad_value: Option<Object<'py>>,
    ) -> PyResult<Bound<'py, PyDict>> {
        oneshot::as_dict(slf, &Wanted::new(slf.py(), attrs.as_ref(), ad_value)?)
    }

    /// Its parent, or None if that cannot be seen.
    fn parent<'py>(slf: &Bound<'py, Self>) -> PyResult<Option<Bound<'py, Self>>> {
        family::parent(slf)
    }

    /// Its parent, that one's parent, and so on.
    fn parents<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyList>> {
        family::parents(slf)
    }

    /// Its children, or with recursive all its descendants.
    #[pyo3(signature = (recursive=false))]
    fn children<'py>(slf: &Bound<'py, Self>, recursive: bool) -> PyResult<Bound<'py, PyList>> {
        family::children(slf, recursive)
    }

    /// Whether the process is there, running or a zombie: this one, not another that has got its number.
    fn is_running(slf: &Bound<'_, Self>) -> PyResult<bool> {
        slf.get().is_there(slf.py())
    }

    /// The number of its parent.
    fn ppid<'py>(slf: &Bound<'py, Self>) -> PyResult<Object<'py>> {
        field(slf, Field::Ppid)
    }

    /// Its name.
    fn name<'py>(slf: &Bound<'py, Self>) -> PyResult<Object<'py>> {
        field(slf, Field::Name)
    }

    /// The path of its program, '' if there is none.
    fn exe<'py>(slf: &Bound<'py, Self>) -> PyResult<Object<'py>> {
        field(slf, Field::Exe)
    }

    /// The arguments it was started with.
    fn cmdline<'py>(slf: &Bound<'py, Self>) -> PyResult<Object<'py>> {
        field(slf, Field::Cmdline)
    }

    /// What it is doing: one of the STATUS_* constants.
    fn status<'py>(slf: &Bound<'py, Self>) -> PyResult<Object<'py>> {
        field(slf, Field::Status)
    }

    /// The name of its real user.
    fn username<'py>(slf: &Bound<'py, Self>) -> PyResult<Object<'py>> {
        field(slf, Field::Username)
    }

    /// When it was started, in seconds since the epoch.
    fn create_time<'py>(slf: &Bound<'py, Self>) -> PyResult<Object<'py>> {
        field(slf, Field::CreateTime)
    }

    /// Its current directory.
    fn cwd<'py>(slf: &Bound<'py, Self>) -> PyResult<Object<'py>> {
        field(slf, Field::Cwd)
    }

    /// Its nice value, on Windows its priority class; with a value, set it.
    #[pyo3(signature = (value=None))]
    fn nice<'py>(slf: &Bound<'py, Self>, value: Option<Object<'py>>) -> PyResult<Object<'py>> {
        match value {
            None => field(slf, Field::Nice),
            Some(value) => change::nice(slf, &value),
        }
    }

    #[cfg(unix)]
    /// Its user ids: real, effective, saved.
    fn uids<'py>(slf: &Bound<'py, Self>) -> PyResult<Object<'py>> {
        field(slf, Field::Uids)
    }

    #[cfg(unix)]
    /// Its group ids: real, effective, saved.
    fn gids<'py>(slf: &Bound<'py, Self>) -> PyResult<Object<'py>> {
        field(slf, Field::Gids)
    }

    #[cfg(unix)]
    /// Its terminal, or None.
    fn terminal<'py>(slf: &Bound<'py, Self>) -> PyResult<Object<'py>> {
        field(slf, Field::Terminal)
    }

    #[cfg(unix)]
    /// How many descriptors it has open.
    fn num_fds<'py>(slf: &Bound<'py, Self>) -> PyResult<Object<'py>> {
        field(slf, Field::NumFds)
    }

    /// How many handles it has open.
    #[cfg(windows)]
    fn num_handles<'py>(slf: &Bound<'py, Self>) -> PyResult<Object<'py>> {
        field(slf, Field::NumHandles)
    }

    /// What its program is said to be in its version information, or None.
    #[cfg(windows)]
    fn description<'py>(slf: &Bound<'py, Self>) -> PyResult<Object<'py>> {
        field(slf, Field::Description)
    }

    /// What stands in the bars of its windows that somebody sees.
    #[cfg(windows)]
    fn window_titles<'py>(slf: &Bound<'py, Self>) -> PyResult<Object<'py>> {
        field(slf, Field::WindowTitles)
    }

    /// How often and how much it has read and written.
    fn io_counters<'py>(slf: &Bound<'py, Self>) -> PyResult<Object<'py>> {
        field(slf, Field::IoCounters)
    }

    /// Its I/O scheduling class and its level in it, on Windows its I/O priority; with a class, set them.
    #[pyo3(signature = (ioclass=None, value=None))]
    fn ionice<'py>(
        slf: &Bound<'py, Self>,
        ioclass: Option<Object<'py>>,
        value: Option<Object<'py>>,
    ) -> PyResult<Object<'py>> {
        match ioclass {
            None if value.is_none() => field(slf, Field::Ionice),
            ioclass => change::ionice(slf, ioclass.as_ref(), value.as_ref()),
        }
    }

    #[cfg(unix)]
    /// A resource limit, soft and hard; with limits, set it.
    #[pyo3(signature = (resource, limits=None))]
    fn rlimit<'py>(
        slf: &Bound<'py, Self>,
        resource: Object<'py>,
        limits: Option<Object<'py>>,
    ) -> PyResult<Object<'py>> {
        change::rlimit(slf, &resource, limits.as_ref())
    }

    /// The processors it may run on; with a list, set them: all there are if it is empty.
    #[pyo3(signature = (cpus=None))]
    fn cpu_affinity<'py>(
        slf: &Bound<'py, Self>,
        cpus: Option<Object<'py>>,
    ) -> PyResult<Object<'py>> {
        match cpus {
            None => field(slf, Field::CpuAffinity),
            Some(cpus) => change::cpu_affinity(slf, &cpus),
        }
    }

    #[cfg(unix)]
    /// The processor it ran on last.
    fn cpu_num<'py>(slf: &Bound<'py, Self>) -> PyResult<Object<'py>> {
        field(slf, Field::CpuNum)
    }

    /// Its environment when it was started.
    fn environ<'py>(slf: &Bound<'py, Self>) -> PyResult<Object<'py>> {
        field(slf, Field::Environ)
    }

    /// How often it gave up a processor, and was made to.
    fn num_ctx_switches<'py>(slf: &Bound<'py, Self>) -> PyResult<Object<'py>> {
        field(slf, Field::NumCtxSwitches)
    }

    /// How many threads it has.
    fn num_threads<'py>(slf: &Bound<'py, Self>) -> PyResult<Object<'py>> {
        field(slf, Field::NumThreads)
    }

    /// Its threads, and the processor time of each.
    fn threads<'py>(slf: &Bound<'py, Self>) -> PyResult<Object<'py>> {
        field(slf, Field::Threads)
    }

    /// The share of a processor it uses, in percent: during an interval in seconds, or since the last call.
    #[pyo3(signature = (interval=None))]
    fn cpu_percent<'py>(
        slf: &Bound<'py, Self>,
        interval: Option<Object<'py>>,
    ) -> PyResult<Object<'py>> {
        wait::cpu_percent(slf, interval.as_ref())
    }

    /// The processor time it has used, in seconds.
    fn cpu_times<'py>(slf: &Bound<'py, Self>) -> PyResult<Object<'py>> {
        field(slf, Field::CpuTimes)
    }

    /// Its memory, by kind, in bytes.
    fn memory_info<'py>(slf: &Bound<'py, Self>) -> PyResult<Object<'py>> {
        field(slf, Field::MemoryInfo)
    }

    /// The same, with what only a look at every page can tell.
    fn memory_full_info<'py>(slf: &Bound<'py, Self>) -> PyResult<Object<'py>> {
        field(slf, Field::MemoryFullInfo)
    }

    /// The share of the machine's memory that one kind of its memory is, in percent.
    #[pyo3(signature = (memtype="rss"))]
    fn memory_percent<'py>(slf: &Bound<'py, Self>, memtype: &str) -> PyResult<Object<'py>> {
        slf.get().memory_percent_of(slf.py(), memtype)
    }

    /// Its mappings: by file, or each with its addresses and permissions.
    #[pyo3(signature = (grouped=true))]
    fn memory_maps<'py>(slf: &Bound<'py, Self>, grouped: bool) -> PyResult<Bound<'py, PyList>> {
        maps::memory_maps(slf, grouped)
    }

    /// Its regular files that are open.
    fn open_files<'py>(slf: &Bound<'py, Self>) -> PyResult<Object<'py>> {
        field(slf, Field::OpenFiles)
    }

    /// Its sockets of a kind.
    #[pyo3(signature = (kind="inet".to_owned()), text_signature = "($self, kind='inet')")]
    fn net_connections<'py>(slf: &Bound<'py, Self>, kind: String) -> PyResult<Bound<'py, PyList>> {
        net::of_process(slf, &kind)
    }

    /// The same as net_connections(), and deprecated.
    #[pyo3(signature = (kind="inet".to_owned()), text_signature = "($self, kind='inet')")]
    fn connections<'py>(slf: &Bound<'py, Self>, kind: String) -> PyResult<Object<'py>> {
        let py = slf.py();
        let category = py.get_type::<PyDeprecationWarning>();
        let text =
            c"connections() is deprecated and will be removed; use net_connections() instead";
        PyErr::warn(py, &category, text, 1)?;
        slf.as_any().call_method1("net_connections", (kind,))
    }

    /// Send it a signal.
    fn send_signal(slf: &Bound<'_, Self>, sig: Object<'_>) -> PyResult<()> {
        change::send_signal(slf, ostler_capi::number::int(&sig)?)
    }

    /// Stop it, until resume(): SIGSTOP, or each of its threads.
    fn suspend(slf: &Bound<'_, Self>) -> PyResult<()> {
        change::suspend(slf)
    }

    /// Make it go on: SIGCONT, or each of its threads.
    fn resume(slf: &Bound<'_, Self>) -> PyResult<()> {
        change::resume(slf)
    }

    /// Ask it to end: its windows to close; or with Ctrl-Break, if it leads a process group at this program's console.
    #[cfg(windows)]
    fn close(slf: &Bound<'_, Self>) -> PyResult<()> {
        change::close(slf)
    }

    /// Ask it to end with SIGTERM; on Windows, end it.
    fn terminate(slf: &Bound<'_, Self>) -> PyResult<()> {
        change::terminate(slf)
    }

    /// End it: with SIGKILL, if there is one.
    fn kill(slf: &Bound<'_, Self>) -> PyResult<()> {
        change::kill(slf)
    }

    /// Wait until it is gone, that many seconds at most: how a child ended, None of another.
    ///
    /// A child is reaped, as psutil does it, which takes its exit status away from the subprocess.Popen or multiprocessing.Process
    /// that has started it: these tell another afterwards. With reap=False the child is waited for until it has ended, and left to
    /// them.
    #[pyo3(signature = (timeout=None, *, reap=true))]
    fn wait<'py>(
        slf: &Bound<'py, Self>,
        timeout: Option<Object<'py>>,
        reap: bool,
    ) -> PyResult<Object<'py>> {
        wait::wait(slf, timeout.as_ref(), reap)
    }
}
