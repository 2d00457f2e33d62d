//! What a process has done: processor time, input and output, threads.

use std::ffi::OsString;
use std::time::Duration;

use crate::process::attributes::parts;
use crate::process::backend::duration;
use crate::process::code::Code;
use crate::process::reader::Reader;
use crate::process::{CtxSwitches, ProcessCpuTimes, Thread};

parts! {
    /// What a process has read and written: `psutil.Process.io_counters()`.
    #[derive(Copy, Hash)]
    pub struct IoCounters {
        /// Calls that read.
        read_count: i64,
        /// Calls that wrote.
        write_count: i64,
        /// Bytes read, from wherever.
        read_bytes: u64,
        /// Bytes written, to wherever.
        write_bytes: u64,
        /// Calls that did something else.
        other_count: i64,
        /// Bytes of these.
        other_bytes: u64,
    }
}

impl Reader {
    pub(crate) fn io_counters(&mut self) -> Result<IoCounters, Code> {
        let [reads, writes, others, read, written, other] = self.entry()?.io;
        Ok(IoCounters {
            read_count: reads.cast_signed(),
            write_count: writes.cast_signed(),
            read_bytes: read,
            write_bytes: written,
            other_count: others.cast_signed(),
            other_bytes: other,
        })
    }

    pub(crate) fn cpu_times(&mut self) -> Result<ProcessCpuTimes, Code> {
        let entry = self.entry()?;
        Ok(ProcessCpuTimes {
            user: duration(entry.user),
            system: duration(entry.kernel),
            // Nobody counts them here.
            children_user: Duration::ZERO,
            children_system: Duration::ZERO,
            iowait: Duration::ZERO,
        })
    }

    /// The processor time it has used, in user and in kernel mode.
    pub(crate) fn cpu_used(&mut self) -> Result<Duration, Code> {
        let entry = self.entry()?;
        Ok(duration(entry.user.saturating_add(entry.kernel)))
    }

    /// The share of one processor since the process was started.
    pub(crate) fn cpu_share(&mut self) -> Result<f64, Code> {
        let (used, age) = (self.cpu_used()?.as_secs_f64(), self.age()?.as_secs_f64());
        Ok(if age > 0.0 { used / age * 100.0 } else { 0.0 })
    }

    pub(crate) fn num_threads(&mut self) -> Result<i32, Code> {
        Ok(i32::try_from(self.entry()?.threads.len()).unwrap_or(i32::MAX))
    }

    pub(crate) fn threads(&mut self) -> Result<Vec<Thread>, Code> {
        let thread = |thread: &ostler_sys::process::table::Thread| Thread {
            id: thread.id.cast_signed(),
            // It may have one, which is for debuggers.
            name: OsString::new(),
            user_time: duration(thread.user),
            system_time: duration(thread.kernel),
        };
        Ok(self.entry()?.threads.iter().map(thread).collect())
    }

    /// How often another thread had its turn; the system does not tell why.
    pub(crate) fn ctx_switches(&mut self) -> Result<CtxSwitches, Code> {
        let switches = self.entry()?.threads.iter().map(|thread| i64::from(thread.switches));
        Ok(CtxSwitches { voluntary: switches.sum(), involuntary: 0 })
    }
}
