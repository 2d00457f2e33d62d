//! Resource limits.

use crate::errno::Errno;
use crate::error::Result;
use crate::sys::c;
use crate::sys::linux::process::priority;

use super::super::reader::Reader;
use super::super::{Process, Value};

codes! {
    /// What a limit is about: `psutil.RLIMIT_*`; getrlimit(2).
    pub struct Resource: i32 {
        /// Bytes of address space.
        RLIMIT_AS = c::RLIMIT_AS;
        /// Bytes of a core file.
        RLIMIT_CORE = c::RLIMIT_CORE;
        /// Seconds of processor time.
        RLIMIT_CPU = c::RLIMIT_CPU;
        /// Bytes of data.
        RLIMIT_DATA = c::RLIMIT_DATA;
        /// Bytes of a file that is written.
        RLIMIT_FSIZE = c::RLIMIT_FSIZE;
        /// Locks of files; without effect.
        RLIMIT_LOCKS = c::RLIMIT_LOCKS;
        /// Bytes of memory that is locked.
        RLIMIT_MEMLOCK = c::RLIMIT_MEMLOCK;
        /// Bytes of message queues.
        RLIMIT_MSGQUEUE = c::RLIMIT_MSGQUEUE;
        /// How low the nice value may go: 20 minus this.
        RLIMIT_NICE = c::RLIMIT_NICE;
        /// One more than the highest descriptor.
        RLIMIT_NOFILE = c::RLIMIT_NOFILE;
        /// Processes and threads of the user.
        RLIMIT_NPROC = c::RLIMIT_NPROC;
        /// Bytes of resident memory; without effect.
        RLIMIT_RSS = c::RLIMIT_RSS;
        /// The highest real-time priority.
        RLIMIT_RTPRIO = c::RLIMIT_RTPRIO;
        /// Microseconds of processor time without a pause, for real-time policies.
        RLIMIT_RTTIME = c::RLIMIT_RTTIME;
        /// Signals that wait.
        RLIMIT_SIGPENDING = c::RLIMIT_SIGPENDING;
        /// Bytes of stack.
        RLIMIT_STACK = c::RLIMIT_STACK;
    }
}

/// No limit: `psutil.RLIM_INFINITY`.
pub const RLIM_INFINITY: u64 = u64::MAX;

/// Every resource, with the name it has in a query.
const RESOURCES: [(&str, Resource); 16] = [
    ("as", RLIMIT_AS),
    ("core", RLIMIT_CORE),
    ("cpu", RLIMIT_CPU),
    ("data", RLIMIT_DATA),
    ("fsize", RLIMIT_FSIZE),
    ("locks", RLIMIT_LOCKS),
    ("memlock", RLIMIT_MEMLOCK),
    ("msgqueue", RLIMIT_MSGQUEUE),
    ("nice", RLIMIT_NICE),
    ("nofile", RLIMIT_NOFILE),
    ("nproc", RLIMIT_NPROC),
    ("rss", RLIMIT_RSS),
    ("rtprio", RLIMIT_RTPRIO),
    ("rttime", RLIMIT_RTTIME),
    ("sigpending", RLIMIT_SIGPENDING),
    ("stack", RLIMIT_STACK),
];

impl Process {
    /// A limit, soft and hard: `psutil.Process.rlimit(resource)`, prlimit(2).
    ///
    /// # Errors
    ///
    /// [`ProcessLookup`](crate::ErrorKind::ProcessLookup) if the process is gone,
    /// [`PermissionDenied`](crate::ErrorKind::PermissionDenied) if it is another user's.
    ///
    /// ```
    /// use ostler::process::{Process, RLIMIT_NOFILE};
    /// let (soft, hard) = Process::current()?.rlimit(RLIMIT_NOFILE)?;
    /// assert!(soft <= hard);
    /// # Ok::<(), ostler::Error>(())
    /// ```
    pub fn rlimit(&self, resource: Resource) -> Result<(u64, u64)> {
        self.read("limits", |reader| priority::prlimit(reader.pid(), resource.raw(), None))
    }

    /// Sets a limit, soft and hard: `psutil.Process.rlimit(resource, limits)`.
    ///
    /// # Errors
    ///
    /// [`PermissionDenied`](crate::ErrorKind::PermissionDenied): another user's, or a hard limit higher than it has.
    /// `EINVAL` if the soft limit is higher than the hard one.
    pub fn set_rlimit(&self, resource: Resource, (soft, hard): (u64, u64)) -> Result<()> {
        self.change("limits", |pid| {
            priority::prlimit(pid, resource.raw(), Some((soft, hard))).map(drop)
        })
    }
}

impl Reader {
    /// All limits by name, each with its soft and its hard value. None is `-1`.
    pub(crate) fn limits(&mut self) -> Result<Value, Errno> {
        let mut limits = Vec::with_capacity(RESOURCES.len());
        for (name, resource) in RESOURCES {
            let (soft, hard) = priority::prlimit(self.pid(), resource.raw(), None)?;
            let value =
                |limit| if limit == RLIM_INFINITY { Value::Int(-1) } else { Value::Size(limit) };
            limits.push((name, Value::List(vec![value(soft), value(hard)])));
        }
        Ok(Value::Map(limits))
    }
}
