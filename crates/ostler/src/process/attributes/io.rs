//! Input and output, and how often a process was interrupted.

use super::super::IoCounters;
use super::super::reader::Reader;
use super::{parts, reads};

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
