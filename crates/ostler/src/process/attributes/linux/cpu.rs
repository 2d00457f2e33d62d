//! Processors: time from `stat`, and which may be used.

use std::time::Duration;

use ostler_sys as sys;
use ostler_sys::linux::process::priority;

use crate::errno::Errno;
use crate::error::Result;
use crate::os::CpuSet;
use crate::process::attributes::reads;
use crate::process::reader::Reader;
use crate::process::{Process, ProcessCpuTimes};

reads! {
    /// The processor it ran on last: `psutil.Process.cpu_num()`.
    ///
    /// ```
    /// use ostler::process::Process;
    /// assert!(Process::current()?.cpu_num()? >= 0);
    /// # Ok::<(), ostler::Error>(())
    /// ```
    cpu_num: i32 = "processor", |reader| Ok(reader.stat()?.processor);

    /// The processors it may run on: `psutil.Process.cpu_affinity()`. Of several threads, those of the first.
    ///
    /// ```
    /// use ostler::{os, process::Process};
    /// assert_eq!(Process::current()?.cpu_affinity()?, os::sched_getaffinity(0)?);
    /// # Ok::<(), ostler::Error>(())
    /// ```
    cpu_affinity: CpuSet = "affinity", Reader::affinity;
}

impl Process {
    /// Sets the processors it may run on: `psutil.Process.cpu_affinity(cpus)`, `sched_setaffinity(2)`. Threads other than the
    /// first keep theirs.
    ///
    /// # Errors
    ///
    /// [`ProcessLookup`](crate::ErrorKind::ProcessLookup), as for [`Process::set_nice`].
    /// [`PermissionDenied`](crate::ErrorKind::PermissionDenied): another user's. `EINVAL` if there is none of the processors.
    ///
    /// ```
    /// use ostler::process::Process;
    /// let me = Process::current()?;
    /// me.set_cpu_affinity(&me.cpu_affinity()?)?;
    /// # Ok::<(), ostler::Error>(())
    /// ```
    pub fn set_cpu_affinity(&self, cpus: &CpuSet) -> Result<()> {
        let words = cpus.words()?;
        self.change("affinity", |pid| sys::scheduler::sched_setaffinity(pid, &words))
    }
}

impl Reader {
    pub(crate) fn cpu_times(&mut self) -> Result<ProcessCpuTimes, Errno> {
        let stat = self.stat()?;
        let context = &self.context;
        Ok(ProcessCpuTimes {
            user: context.duration(stat.utime),
            system: context.duration(stat.stime),
            children_user: context.duration(stat.cutime.max(0) as u64),
            children_system: context.duration(stat.cstime.max(0) as u64),
            iowait: context.duration(stat.delayacct_blkio_ticks),
        })
    }

    /// The share of one processor since the process was started.
    pub(crate) fn cpu_share(&mut self) -> Result<f64, Errno> {
        let (used, age) = (self.cpu_time()?.as_secs_f64(), self.age()?.as_secs_f64());
        Ok(if age > 0.0 { used / age * 100.0 } else { 0.0 })
    }

    /// The processor time it has used, in user and in kernel mode.
    pub(crate) fn cpu_time(&mut self) -> Result<Duration, Errno> {
        let stat = self.stat()?;
        Ok(self.context.duration(stat.utime.saturating_add(stat.stime)))
    }

    /// The same, finer than in ticks.
    pub(crate) fn cpu_used(&mut self) -> Result<Duration, Errno> {
        match priority::cpu_clock(self.pid()) {
            Ok((seconds, nanos)) => Ok(Duration::new(seconds.max(0) as u64, nanos)),
            Err(_) => self.cpu_time(),
        }
    }

    pub(crate) fn affinity(&mut self) -> Result<CpuSet, Errno> {
        CpuSet::of(self.pid())
    }
}
