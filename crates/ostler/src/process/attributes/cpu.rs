//! Processors: time used, share, place.

use std::time::{Duration, Instant};

use crate::errno::Errno;
use crate::error::Result;
use crate::os::CpuSet;
use crate::sys;
use crate::sys::linux::process::priority;

use super::super::Process;
use super::super::reader::Reader;
use super::{parts, reads};

parts! {
    /// The processor time of a process: `psutil.Process.cpu_times()`.
    #[derive(Copy, Hash)]
    pub struct ProcessCpuTimes {
        /// In user mode.
        user: Duration,
        /// In kernel mode.
        system: Duration,
        /// Of children that have ended and were waited for, in user mode.
        children_user: Duration,
        /// Of children that have ended and were waited for, in kernel mode.
        children_system: Duration,
        /// Time it waited for storage.
        iowait: Duration,
    }
}

reads! {
    /// The processor time it has used: `psutil.Process.cpu_times()`.
    ///
    /// ```
    /// use ostler::process::Process;
    /// let times = Process::current()?.cpu_times()?;
    /// println!("{:?} in user mode, {:?} in the kernel", times.user, times.system);
    /// # Ok::<(), ostler::Error>(())
    /// ```
    cpu_times: ProcessCpuTimes = "processor times", Reader::cpu_times;

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
    /// The share of one processor it uses for a while, in percent: `psutil.Process.cpu_percent(interval)`. More than 100 if
    /// it runs on several. Sleeps for the interval.
    ///
    /// # Errors
    ///
    /// [`ProcessLookup`](crate::ErrorKind::ProcessLookup) if the process is gone at the beginning or at the end.
    ///
    /// ```
    /// use std::time::Duration;
    /// use ostler::process::Process;
    /// assert!(Process::current()?.cpu_percent(Duration::from_millis(10))? >= 0.0);
    /// # Ok::<(), ostler::Error>(())
    /// ```
    pub fn cpu_percent(&self, interval: Duration) -> Result<f64> {
        let mut meter = self.cpu_meter()?;
        std::thread::sleep(interval);
        meter.percent()
    }

    /// What tells from now on which share of a processor it uses: `psutil.Process.cpu_percent(interval=None)`.
    ///
    /// # Errors
    ///
    /// [`ProcessLookup`](crate::ErrorKind::ProcessLookup) if the process is gone.
    ///
    /// ```
    /// use std::time::Duration;
    /// use ostler::process::Process;
    ///
    /// let mut meter = Process::current()?.cpu_meter()?;
    /// for _ in 0..3 {
    ///     std::thread::sleep(Duration::from_millis(5));
    ///     println!("{:.1} %", meter.percent()?);
    /// }
    /// # Ok::<(), ostler::Error>(())
    /// ```
    pub fn cpu_meter(&self) -> Result<CpuMeter> {
        let (at, used) = (Instant::now(), self.cpu_used()?);
        Ok(CpuMeter { process: *self, at, used })
    }

    fn cpu_used(&self) -> Result<Duration> {
        self.read("processor times", Reader::cpu_used)
    }

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

/// Measures which share of a processor a process uses: [`Process::cpu_meter`].
#[derive(Clone, Copy, Debug)]
pub struct CpuMeter {
    process: Process,
    at: Instant,
    used: Duration,
}

impl CpuMeter {
    /// The share of one processor that the process has used since the last call, in percent; with the first call, since the
    /// meter was made. More than 100 if it runs on several. Does not wait.
    ///
    /// # Errors
    ///
    /// [`ProcessLookup`](crate::ErrorKind::ProcessLookup) if the process is gone.
    ///
    /// ```
    /// use ostler::process::Process;
    /// let mut meter = Process::current()?.cpu_meter()?;
    /// assert!(meter.percent()? >= 0.0);
    /// # Ok::<(), ostler::Error>(())
    /// ```
    pub fn percent(&mut self) -> Result<f64> {
        let next = self.process.cpu_meter()?;
        let used = next.used.saturating_sub(self.used).as_secs_f64();
        let passed = next.at.saturating_duration_since(self.at).as_secs_f64();
        *self = next;
        Ok(if passed > 0.0 { used / passed * 100.0 } else { 0.0 })
    }

    /// The process that is measured.
    pub fn process(&self) -> Process {
        self.process
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
    fn cpu_used(&mut self) -> Result<Duration, Errno> {
        match priority::cpu_clock(self.pid()) {
            Ok((seconds, nanos)) => Ok(Duration::new(seconds.max(0) as u64, nanos)),
            Err(_) => self.cpu_time(),
        }
    }

    pub(crate) fn affinity(&mut self) -> Result<CpuSet, Errno> {
        CpuSet::of(self.pid())
    }
}
