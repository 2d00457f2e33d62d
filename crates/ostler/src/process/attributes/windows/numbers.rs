//! Parent, start, priority, processors.

use std::os::windows::io::AsHandle as _;
use std::time::{Duration, SystemTime};

use ostler_sys::process::handle;

use crate::error::{Error, Result as Outcome};
use crate::process::attributes::reads;
use crate::process::code::Code;
use crate::process::identity::Held;
use crate::process::reader::Reader;
use crate::process::reader::{point, since};
use crate::process::{Process, Trouble};

reads! {
    /// Its priority class, [`NORMAL_PRIORITY_CLASS`](crate::process::NORMAL_PRIORITY_CLASS) or one of its like:
    /// `psutil.Process.nice()`.
    ///
    /// # Platforms
    ///
    /// Windows; on Unix it is the nice value.
    ///
    /// ```no_run
    /// use ostler::process::{NORMAL_PRIORITY_CLASS, Process};
    /// assert_eq!(Process::current()?.nice()?, NORMAL_PRIORITY_CLASS);
    /// # Ok::<(), ostler::Error>(())
    /// ```
    nice: u32 = "priority class", Reader::priority_class;

    /// The processors it may run on: `psutil.Process.cpu_affinity()`.
    ///
    /// # Platforms
    ///
    /// Windows: those of its processor group.
    ///
    /// ```no_run
    /// use ostler::process::Process;
    /// println!("{:?}", Process::current()?.cpu_affinity()?);
    /// # Ok::<(), ostler::Error>(())
    /// ```
    cpu_affinity: Vec<usize> = "affinity", Reader::affinity;
}

impl Process {
    pub(super) fn set(
        &self,
        what: &'static str,
        set: impl FnOnce(&Held) -> Result<(), Code>,
    ) -> Outcome<()> {
        set(&Held::of(*self)?).map_err(|code| Trouble::of(code, what).about(self.pid()))
    }

    /// Sets its priority class: `psutil.Process.nice(value)`, `SetPriorityClass`.
    ///
    /// # Errors
    ///
    /// [`ProcessLookup`](crate::ErrorKind::ProcessLookup) if the process is gone,
    /// [`PermissionDenied`](crate::ErrorKind::PermissionDenied) if it is not ours to change; what the system says of a number that is
    /// no class.
    pub fn set_nice(&self, class: u32) -> Outcome<()> {
        self.set("priority class", |held| {
            let process = held.open(handle::PROCESS_SET_INFORMATION)?;
            Ok(handle::set_priority_class(process.as_handle(), class)?)
        })
    }

    /// Sets the processors it may run on: `psutil.Process.cpu_affinity(cpus)`, `SetProcessAffinityMask`.
    ///
    /// # Errors
    ///
    /// As [`set_nice`](Self::set_nice); `Value` for a number that no processor of a group has.
    pub fn set_cpu_affinity(&self, cpus: &[usize]) -> Outcome<()> {
        let mut mask = 0_usize;
        for cpu in cpus {
            let bit = u32::try_from(*cpu).ok().and_then(|cpu| 1_usize.checked_shl(cpu));
            mask |= bit.ok_or_else(|| Error::value(format!("no such processor: {cpu}")))?;
        }
        self.set("affinity", |held| {
            let process = held.open(handle::PROCESS_SET_INFORMATION)?;
            Ok(handle::set_affinity(process.as_handle(), mask)?)
        })
    }
}

impl Reader {
    /// The number of the parent; zero if that is not there any more. Whoever was started later is no parent.
    pub(crate) fn ppid(&mut self) -> Result<i32, Code> {
        let (pid, parent, created) = {
            let entry = self.entry()?;
            (entry.pid, entry.parent, entry.created)
        };
        let parent = self.context.entry(parent)?;
        let older = parent.filter(|parent| parent.created <= created && parent.pid != pid);
        Ok(older.map_or(0, |parent| parent.pid.cast_signed()))
    }

    /// How long ago the process was started.
    pub(crate) fn age(&mut self) -> Result<Duration, Code> {
        Ok(since(self.entry()?.created))
    }

    /// When it was started, by the clock on the wall.
    pub(crate) fn create_time(&mut self) -> Result<SystemTime, Code> {
        Ok(point(self.entry()?.created))
    }

    pub(crate) fn priority_class(&mut self) -> Result<u32, Code> {
        Ok(handle::priority_class(self.holder()?.handle()?)?)
    }

    pub(crate) fn affinity(&mut self) -> Result<Vec<usize>, Code> {
        let mask = handle::affinity(self.holder()?.handle()?)?;
        // So it is said of one with threads in several groups of processors.
        if mask == 0 {
            return Err(Code::NotImplemented);
        }
        Ok((0..usize::BITS as usize).filter(|cpu| mask & 1 << cpu != 0).collect())
    }
}
