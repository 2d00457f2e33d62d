//! Named tuples: the shape of what is told of processes and of the machine.

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyTuple};

/// A class that `collections.namedtuple` makes.
pub(super) struct Kind {
    name: &'static str,
    pub(super) fields: &'static [&'static str],
    class: PyOnceLock<Py<PyAny>>,
}

impl Kind {
    const fn new(name: &'static str, fields: &'static [&'static str]) -> Self {
        Self { name, fields, class: PyOnceLock::new() }
    }

    /// The class.
    pub(super) fn class<'py>(&self, py: Python<'py>) -> PyResult<&Bound<'py, PyAny>> {
        let class = self.class.get_or_try_init(py, || {
            static NAMEDTUPLE: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
            let options = PyDict::new(py);
            options.set_item("module", "ostler.process")?;
            let names = PyTuple::new(py, self.fields)?;
            let namedtuple = NAMEDTUPLE.import(py, "collections", "namedtuple")?;
            Ok::<_, PyErr>(namedtuple.call((self.name, names), Some(&options))?.unbind())
        })?;
        Ok(class.bind(py))
    }

    /// One of these, of as many values as it has fields.
    pub(super) fn of<'py>(
        &self,
        py: Python<'py>,
        values: Bound<'py, PyTuple>,
    ) -> PyResult<Bound<'py, PyAny>> {
        // What the class's own constructor calls once it has sorted its arguments.
        static NEW: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
        let new = NEW.get_or_try_init(py, || {
            Ok::<_, PyErr>(py.get_type::<PyTuple>().getattr("__new__")?.unbind())
        })?;
        new.bind(py).call1((self.class(py)?, values))
    }

    /// Adds the class to a module.
    fn add(&self, module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add(self.name, self.class(module.py())?)
    }
}

macro_rules! kinds {
    ($($(#[$on:meta])* $constant:ident $name:ident ($($field:ident)*);)*) => {
        $($(#[$on])* pub(super) static $constant: Kind =
            Kind::new(stringify!($name), &[$(stringify!($field)),*]);)*

        pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
            $($(#[$on])* $constant.add(module)?;)*
            Ok(())
        }
    };
}

kinds! {
    #[cfg(unix)]
    PUIDS puids (real effective saved);
    #[cfg(unix)]
    PGIDS pgids (real effective saved);
    #[cfg(unix)]
    PCPUTIMES pcputimes (user system children_user children_system iowait);
    #[cfg(windows)]
    PCPUTIMES pcputimes (user system children_user children_system);
    #[cfg(unix)]
    PMEM pmem (rss vms shared text lib data dirty);
    #[cfg(windows)]
    PMEM pmem (rss vms num_page_faults peak_wset wset peak_paged_pool paged_pool peak_nonpaged_pool
        nonpaged_pool pagefile peak_pagefile private);
    #[cfg(unix)]
    PFULLMEM pfullmem (rss vms shared text lib data dirty uss pss swap);
    #[cfg(windows)]
    PFULLMEM pfullmem (rss vms num_page_faults peak_wset wset peak_paged_pool paged_pool peak_nonpaged_pool
        nonpaged_pool pagefile peak_pagefile private uss);
    #[cfg(unix)]
    PIO pio (read_count write_count read_bytes write_bytes read_chars write_chars);
    #[cfg(windows)]
    PIO pio (read_count write_count read_bytes write_bytes other_count other_bytes);
    PCTXSW pctxsw (voluntary involuntary);
    #[cfg(unix)]
    PIONICE pionice (ioclass value);
    PTHREAD pthread (id user_time system_time);
    #[cfg(unix)]
    POPENFILE popenfile (path fd position mode flags);
    #[cfg(windows)]
    POPENFILE popenfile (path fd);
    #[cfg(unix)]
    PMMAP_GROUPED pmmap_grouped (path rss size pss shared_clean shared_dirty private_clean private_dirty
        referenced anonymous swap);
    #[cfg(unix)]
    PMMAP_EXT pmmap_ext (addr perms path rss size pss shared_clean shared_dirty private_clean private_dirty
        referenced anonymous swap);
    #[cfg(windows)]
    PMMAP_GROUPED pmmap_grouped (path rss);
    #[cfg(windows)]
    PMMAP_EXT pmmap_ext (addr perms path rss);
    PCONN pconn (fd family type laddr raddr status);
    SCONN sconn (fd family type laddr raddr status pid);
    ADDR addr (ip port);
    #[cfg(unix)]
    SVMEM svmem (total available percent used free active inactive buffers cached shared slab);
    #[cfg(windows)]
    SVMEM svmem (total available percent used free);
    SSWAP sswap (total used free percent sin sout);
    SUSER suser (name terminal host started pid);
    #[cfg(unix)]
    SCPUTIMES scputimes (user nice system idle iowait irq softirq steal guest guest_nice);
    #[cfg(windows)]
    SCPUTIMES scputimes (user system idle interrupt dpc);
    OUTCOME outcome (kind signal exit_code error);
    SEARCH search (found undecided);
}
