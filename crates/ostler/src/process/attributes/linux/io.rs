//! Input and output: from `io` and `status`.

use ostler_sys::linux::process::status::Status;

use crate::errno::{self, Errno};
use crate::process::CtxSwitches;
use crate::process::attributes::parts;
use crate::process::reader::{File, Reader};

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
