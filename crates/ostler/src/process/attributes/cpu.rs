//! Processors: time used, share, place.

use std::time::{Duration, Instant};

use crate::error::Result;

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
