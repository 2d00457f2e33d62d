//! What a process does about signals.

use crate::errno::{self, Errno};
use crate::signal::Signal;

use crate::process::attributes::reads;
use crate::process::reader::Reader;

reads! {
    /// The signals that its first thread has blocked.
    ///
    /// ```
    /// use ostler::process::Process;
    /// println!("{:?}", Process::current()?.signals_blocked()?);
    /// # Ok::<(), ostler::Error>(())
    /// ```
    signals_blocked: Vec<Signal> = "signals", |reader| reader.signals("SigBlk");

    /// The signals that it ignores.
    ///
    /// ```
    /// use ostler::{process::Process, signal::SIGPIPE};
    /// // As every program does that is written in Rust.
    /// assert!(Process::current()?.signals_ignored()?.contains(&SIGPIPE));
    /// # Ok::<(), ostler::Error>(())
    /// ```
    signals_ignored: Vec<Signal> = "signals", |reader| reader.signals("SigIgn");

    /// The signals that it has handlers for.
    ///
    /// ```
    /// use ostler::{process::Process, signal::SIGKILL};
    /// assert!(!Process::current()?.signals_caught()?.contains(&SIGKILL));
    /// # Ok::<(), ostler::Error>(())
    /// ```
    signals_caught: Vec<Signal> = "signals", |reader| reader.signals("SigCgt");
}

impl Reader {
    /// The signals in a line of `status`.
    pub(crate) fn signals(&mut self, line: &str) -> Result<Vec<Signal>, Errno> {
        let mask = self.status()?.mask(line).ok_or(errno::EIO)?;
        let set = (1..=64).filter(|number| mask & 1 << (number - 1) != 0);
        Ok(set.map(Signal::from_raw).collect())
    }
}
