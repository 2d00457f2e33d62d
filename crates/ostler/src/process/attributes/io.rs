//! Input and output, and how often a process was interrupted.

use crate::errno::{self, Errno};
use crate::sys::linux::process::status::Status;

use super::super::reader::{File, Reader};
use super::{parts, reads};

parts! {
    /// What a process has read and written: `psutil.Process.io_counters()`.
    #[derive(Copy, Hash)]
    pub struct IoCounters {
        /// Calls that read.
        read_count: i64,
        /// Calls that wrote.
        write_count: i64,
        /// Bytes fetched from storage.
        read_bytes: u64,
        /// Bytes sent to storage.
        write_bytes: u64,
        /// Bytes read, from wherever.
        read_chars: u64,
        /// Bytes written, to wherever.
        write_chars: u64,
    }
}

parts! {
    /// How often a process was taken off a processor: `psutil.Process.num_ctx_switches()`.
    #[derive(Copy, Hash)]
    pub struct CtxSwitches {
        /// It had to wait for something.
        voluntary: i64,
        /// Others had their turn.
        involuntary: i64,
    }
}

reads! {
    /// What it has read and written: `psutil.Process.io_counters()`.
    ///
    /// ```
    /// use ostler::process::Process;
    /// assert!(Process::current()?.io_counters()?.read_chars > 0);
    /// # Ok::<(), ostler::Error>(())
    /// ```
    io_counters: IoCounters = "I/O counters", Reader::io_counters;

    /// How often it was taken off a processor: `psutil.Process.num_ctx_switches()`. Of several threads, the first one.
    ///
    /// ```
    /// use ostler::process::Process;
    /// println!("{} of its own will", Process::current()?.num_ctx_switches()?.voluntary);
    /// # Ok::<(), ostler::Error>(())
    /// ```
    num_ctx_switches: CtxSwitches = "context switches", Reader::ctx_switches;
}

impl Reader {
    pub(crate) fn io_counters(&mut self) -> Result<IoCounters, Errno> {
        let lines = Status(self.file(File::Io)?);
        let number = |name| lines.number(name).ok_or(errno::EIO);
        Ok(IoCounters {
            read_count: number("syscr")?,
            write_count: number("syscw")?,
            read_bytes: number("read_bytes")? as u64,
            write_bytes: number("write_bytes")? as u64,
            read_chars: number("rchar")? as u64,
            write_chars: number("wchar")? as u64,
        })
    }

    pub(crate) fn ctx_switches(&mut self) -> Result<CtxSwitches, Errno> {
        let lines = self.status()?;
        let number = |name| lines.number(name).ok_or(errno::EIO);
        Ok(CtxSwitches {
            voluntary: number("voluntary_ctxt_switches")?,
            involuntary: number("nonvoluntary_ctxt_switches")?,
        })
    }
}
