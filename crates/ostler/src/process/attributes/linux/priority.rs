//! Who goes first: nice value, I/O priority, policy.

use ostler_sys::linux::process::priority;

use crate::errno::Errno;
use crate::error::{Error, Result};
use crate::os::SchedPolicy;

use crate::process::attributes::reads;
use crate::process::reader::Reader;
use crate::process::{Process, Value};

codes! {
    /// The I/O scheduling class of a process: `psutil.IOPRIO_CLASS_*`; `ioprio_set(2)`.
    pub struct IoClass: i32 {
        /// As the nice value says.
        IOPRIO_CLASS_NONE = 0;
        /// First of all; levels 0 (highest) to 7.
        IOPRIO_CLASS_RT = 1;
        /// The common one; levels 0 (highest) to 7.
        IOPRIO_CLASS_BE = 2;
        /// Only when nobody else wants to.
        IOPRIO_CLASS_IDLE = 3;
    }
}

/// An I/O scheduling class and a level in it: `psutil.Process.ionice()`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct IoPriority {
    /// The class.
    pub class: IoClass,
    /// 0, the highest, to 7.
    pub level: i32,
}

impl From<IoPriority> for Value {
    fn from(priority: IoPriority) -> Self {
        let class = match priority.class {
            IOPRIO_CLASS_RT => "rt",
            IOPRIO_CLASS_BE => "be",
            IOPRIO_CLASS_IDLE => "idle",
            _ => "none",
        };
        Self::Map(vec![("ioclass", class.into()), ("value", priority.level.into())])
    }
}

/// Where the class begins in the kernel's number.
const CLASS_SHIFT: u32 = 13;

reads! {
    /// Its nice value, -20 (first) to 19 (last): `psutil.Process.nice()`. Of several threads, the first one's.
    ///
    /// ```
    /// use ostler::{os, process::Process};
    /// assert_eq!(Process::current()?.nice()?, os::getpriority(os::PRIO_PROCESS, std::process::id())?);
    /// # Ok::<(), ostler::Error>(())
    /// ```
    nice: i32 = "nice value", |reader| Ok(reader.stat()?.nice);

    /// Its scheduling policy: `sched_getscheduler(2)`.
    ///
    /// ```
    /// use ostler::{os, process::Process};
    /// assert_eq!(Process::current()?.policy()?, os::sched_getscheduler(0)?);
    /// # Ok::<(), ostler::Error>(())
    /// ```
    policy: SchedPolicy = "policy", |reader| Ok(SchedPolicy::from_raw(reader.stat()?.policy as i32));
}

impl Process {
    /// Sets its nice value, -20 to 19: `psutil.Process.nice(value)`, setpriority(2). A number beyond these is taken for the nearer
    /// one. Threads other than the first keep theirs.
    ///
    /// # Errors
    ///
    /// [`ProcessLookup`](crate::ErrorKind::ProcessLookup) if the process is gone. The kernel does this by number: if the process
    /// ended in the very moment, whoever has got its number then may have been changed instead.
    ///
    /// [`PermissionDenied`](crate::ErrorKind::PermissionDenied): another user's, or a lower value than it has.
    ///
    /// ```
    /// use ostler::process::Process;
    /// let me = Process::current()?;
    /// me.set_nice(me.nice()?)?;
    /// # Ok::<(), ostler::Error>(())
    /// ```
    pub fn set_nice(&self, nice: i32) -> Result<()> {
        self.change("nice value", |pid| priority::set_nice(pid, nice))
    }
}

/// [`Process::set_ionice`].
pub(in super::super) fn set_ionice(process: Process, priority: IoPriority) -> Result<()> {
    let IoPriority { class, level } = priority;
    // The kernel would take others for something else.
    if !(0..8).contains(&level) || !(0..8).contains(&class.raw()) {
        return Err(Error::value("class and level of an I/O priority are 0 to 7"));
    }
    let number = class.raw() << CLASS_SHIFT | level;
    process.change("I/O priority", |pid| priority::set_ioprio(pid, number))
}

impl Reader {
    pub(crate) fn ionice(&mut self) -> Result<IoPriority, Errno> {
        let answer = priority::ioprio(self.pid())?;
        Ok(IoPriority { class: IoClass::from_raw(answer >> CLASS_SHIFT & 7), level: answer & 7 })
    }

    pub(crate) fn policy_name(&mut self) -> Result<&'static str, Errno> {
        Ok(match self.stat()?.policy {
            0 => "other",
            1 => "fifo",
            2 => "rr",
            3 => "batch",
            5 => "idle",
            6 => "deadline",
            7 => "ext",
            _ => "unknown",
        })
    }
}
