//! Resource limits.

use std::time::Duration;

use ostler_sys::c;
use ostler_sys::linux::process::{limits, priority};

use crate::errno::Errno;
use crate::error::Result;

use crate::process::attributes::reads;
use crate::process::reader::{File, Reader};
use crate::process::{Process, Value};

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
        // The `libc` crate leaves it out for Android.
        RLIMIT_RTTIME = 15;
        /// Signals that wait.
        RLIMIT_SIGPENDING = c::RLIMIT_SIGPENDING;
        /// Bytes of stack.
        RLIMIT_STACK = c::RLIMIT_STACK;
    }
}

/// No limit: `psutil.RLIM_INFINITY`.
pub const RLIM_INFINITY: u64 = limits::INFINITY;

/// What a limit is counted in.
#[derive(Clone, Copy)]
enum Unit {
    Bytes,
    Seconds,
    Microseconds,
    /// Of what the resource is about.
    One,
}

impl Unit {
    /// A limit; `None` is none.
    fn value(self, limit: u64) -> Value {
        match self {
            _ if limit == RLIM_INFINITY => Value::None,
            Self::Bytes => Value::Size(limit),
            Self::Seconds => Value::Duration(Duration::from_secs(limit)),
            Self::Microseconds => Value::Duration(Duration::from_micros(limit)),
            Self::One => Value::Int(i64::try_from(limit).unwrap_or(i64::MAX)),
        }
    }
}

/// Every resource, with the name it has in a query, the words that its line of `limits` begins with, and its unit.
const RESOURCES: [(Resource, &str, &str, Unit); 16] = [
    (RLIMIT_AS, "as", "Max address space", Unit::Bytes),
    (RLIMIT_CORE, "core", "Max core file size", Unit::Bytes),
    (RLIMIT_CPU, "cpu", "Max cpu time", Unit::Seconds),
    (RLIMIT_DATA, "data", "Max data size", Unit::Bytes),
    (RLIMIT_FSIZE, "fsize", "Max file size", Unit::Bytes),
    (RLIMIT_LOCKS, "locks", "Max file locks", Unit::One),
    (RLIMIT_MEMLOCK, "memlock", "Max locked memory", Unit::Bytes),
    (RLIMIT_MSGQUEUE, "msgqueue", "Max msgqueue size", Unit::Bytes),
    (RLIMIT_NICE, "nice", "Max nice priority", Unit::One),
    (RLIMIT_NOFILE, "nofile", "Max open files", Unit::One),
    (RLIMIT_NPROC, "nproc", "Max processes", Unit::One),
    (RLIMIT_RSS, "rss", "Max resident set", Unit::Bytes),
    (RLIMIT_RTPRIO, "rtprio", "Max realtime priority", Unit::One),
    (RLIMIT_RTTIME, "rttime", "Max realtime timeout", Unit::Microseconds),
    (RLIMIT_SIGPENDING, "sigpending", "Max pending signals", Unit::One),
    (RLIMIT_STACK, "stack", "Max stack size", Unit::Bytes),
];

reads! {
    /// Every limit, soft and hard. Everybody may know.
    ///
    /// ```
    /// use ostler::process::{Process, RLIMIT_NOFILE};
    /// let me = Process::current()?;
    /// let limits = me.rlimits()?;
    /// assert!(limits.contains(&(RLIMIT_NOFILE, me.rlimit(RLIMIT_NOFILE)?)));
    /// # Ok::<(), ostler::Error>(())
    /// ```
    rlimits: Vec<(Resource, (u64, u64))> = "limits", |reader| {
        Ok(reader.limits()?.map(|limit| (limit.resource, (limit.soft, limit.hard))).collect())
    };
}

impl Process {
    /// A limit, soft and hard: `psutil.Process.rlimit(resource)`. Everybody may know.
    ///
    /// # Errors
    ///
    /// [`ProcessLookup`](crate::ErrorKind::ProcessLookup) if the process is gone. `EINVAL` if there is no such resource.
    ///
    /// ```
    /// use ostler::process::{Process, RLIMIT_NOFILE};
    /// let (soft, hard) = Process::current()?.rlimit(RLIMIT_NOFILE)?;
    /// assert!(soft <= hard);
    /// # Ok::<(), ostler::Error>(())
    /// ```
    pub fn rlimit(&self, resource: Resource) -> Result<(u64, u64)> {
        self.read("limits", |reader| {
            let known = reader.limits()?.find(|limit| limit.resource == resource);
            match known {
                Some(limit) => Ok((limit.soft, limit.hard)),
                // One that this crate does not know.
                None => priority::prlimit(reader.pid(), resource.raw(), None),
            }
        })
    }

    /// Sets a limit, soft and hard: `psutil.Process.rlimit(resource, limits)`, prlimit(2).
    ///
    /// # Errors
    ///
    /// [`ProcessLookup`](crate::ErrorKind::ProcessLookup), as for [`Process::set_nice`].
    /// [`PermissionDenied`](crate::ErrorKind::PermissionDenied): another user's, or a hard limit higher than it has.
    /// `EINVAL` if the soft limit is higher than the hard one.
    ///
    /// ```
    /// use ostler::process::{Process, RLIMIT_CORE};
    /// let me = Process::current()?;
    /// let (_, hard) = me.rlimit(RLIMIT_CORE)?;
    /// me.set_rlimit(RLIMIT_CORE, (0, hard))?;
    /// assert_eq!(me.rlimit(RLIMIT_CORE)?, (0, hard));
    /// # Ok::<(), ostler::Error>(())
    /// ```
    pub fn set_rlimit(&self, resource: Resource, (soft, hard): (u64, u64)) -> Result<()> {
        self.change("limits", |pid| {
            priority::prlimit(pid, resource.raw(), Some((soft, hard))).map(drop)
        })
    }
}

impl Reader {
    fn limits(&mut self) -> Result<impl Iterator<Item = Limit>, Errno> {
        let text = self.file(File::Limits)?;
        let limit = |(resource, name, label, unit)| {
            let (soft, hard) = limits::find(text, label)?;
            Some(Limit { resource, name, unit, soft, hard })
        };
        Ok(RESOURCES.into_iter().filter_map(limit))
    }

    /// All limits by name, each with its soft and its hard value in its unit. `None` is no limit.
    pub(crate) fn limits_by_name(&mut self) -> Result<Value, Errno> {
        let part = |Limit { name, unit, soft, hard, .. }| {
            (name, Value::List(vec![unit.value(soft), unit.value(hard)]))
        };
        Ok(Value::Map(self.limits()?.map(part).collect()))
    }
}

/// A limit of a process.
struct Limit {
    resource: Resource,
    name: &'static str,
    unit: Unit,
    soft: u64,
    hard: u64,
}
