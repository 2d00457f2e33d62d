//! Processors: time used, share, place, priority.

use std::time::{Duration, Instant};

use crate::errno::{self, Errno};
use crate::error::Result;
use crate::os::CpuSet;
use crate::sys::linux::process::priority;

use super::super::identity::Held;
use super::super::reader::Reader;
use super::super::{Process, Trouble, Value};
use super::{parts, reads};

parts! {
    /// The processor time of a process: `psutil.Process.cpu_times()`.
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
    cpu_num: i32 = "processor", |reader| Ok(reader.stat()?.processor);

    /// Its nice value: `psutil.Process.nice()`.
    nice: i32 = "nice value", |reader| Ok(reader.stat()?.nice);

    /// The processors it may run on: `psutil.Process.cpu_affinity()`.
    cpu_affinity: Vec<usize> = "affinity", Reader::affinity;

    /// Its I/O scheduling class and level: `psutil.Process.ionice()`.
    ionice: IoPriority = "I/O priority", Reader::ionice;
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
        let used = |reader: &mut Reader| reader.cpu_time();
        let (began, before) = (Instant::now(), self.read("processor times", used)?);
        std::thread::sleep(interval);
        let after = self.read("processor times", used)?;
        let passed = began.elapsed().as_secs_f64().max(1e-9);
        Ok(after.saturating_sub(before).as_secs_f64() / passed * 100.0)
    }

    /// Changes something of this process, by its number: it is made sure of before, and looked at again afterwards.
    pub(crate) fn change(
        &self,
        what: &'static str,
        change: impl FnOnce(i32) -> Result<(), Errno>,
    ) -> Result<()> {
        let held = Held::of(*self)?;
        let trouble = |errno| Trouble::of(errno, what).about(self.pid());
        match (change(self.pid()), held.still_there()) {
            (_, Ok(false)) => Err(Trouble::Gone.about(self.pid())),
            (changed, _) => changed.map_err(trouble),
        }
    }

    /// Sets its nice value, -20 to 19: `psutil.Process.nice(value)`.
    ///
    /// # Errors
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

    /// Sets its I/O scheduling class and level: `psutil.Process.ionice(ioclass, value)`.
    ///
    /// # Errors
    ///
    /// [`PermissionDenied`](crate::ErrorKind::PermissionDenied): another user's, or the real-time class.
    /// [`Value`](crate::ErrorKind::Value) if the level is not 0 to 7.
    pub fn set_ionice(&self, priority: IoPriority) -> Result<()> {
        let IoPriority { class, level } = priority;
        if !(0..8).contains(&level) || !(0..8).contains(&class.raw()) {
            return Err(crate::Error::value("the level of an I/O priority is 0 to 7"));
        }
        self.change("I/O priority", |pid| priority::set_ioprio(pid, class.raw() << 13 | level))
    }

    /// Sets the processors it may run on: `psutil.Process.cpu_affinity(cpus)`.
    ///
    /// # Errors
    ///
    /// [`PermissionDenied`](crate::ErrorKind::PermissionDenied): another user's; `EINVAL` if there is none of the processors.
    pub fn set_cpu_affinity(&self, cpus: &CpuSet) -> Result<()> {
        let mut answer = Ok(());
        self.change("affinity", |pid| {
            // The errors of the two are one: what kind it is matters, not where it comes from.
            answer = crate::os::sched_setaffinity(pid, cpus);
            answer
                .as_ref()
                .map_or_else(|error| Err(error.errno().unwrap_or(errno::EINVAL)), |()| Ok(()))
        })
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

    pub(crate) fn affinity(&mut self) -> Result<Vec<usize>, Errno> {
        let text = self.status()?.line("Cpus_allowed_list").ok_or(errno::EIO)?;
        Ok(list(std::str::from_utf8(text).unwrap_or_default()))
    }

    pub(crate) fn ionice(&mut self) -> Result<IoPriority, Errno> {
        let answer = priority::ioprio(self.pid())?;
        Ok(IoPriority { class: IoClass::from_raw(answer >> 13 & 7), level: answer & 7 })
    }

    pub(crate) fn policy(&mut self) -> Result<&'static str, Errno> {
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

/// The numbers of a list such as `0-3,8`, in which no kernel names more than a few thousand.
fn list(text: &str) -> Vec<usize> {
    const MOST: usize = 1 << 16;
    let range = |part: &str| -> Option<std::ops::RangeInclusive<usize>> {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        Some(first.trim().parse().ok()?..=last.trim().parse().ok().filter(|last| *last < MOST)?)
    };
    text.split(',').filter_map(range).flatten().collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn lists_of_processors() {
        assert_eq!(super::list("0-2,7"), [0, 1, 2, 7]);
        assert_eq!(super::list(""), []);
        assert_eq!(super::list("x,3-1,5-99999999999"), []);
    }
}
