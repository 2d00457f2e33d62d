//! The threads of a process.

use std::ffi::OsString;
use std::time::Duration;

use super::super::reader::Reader;
use super::{parts, reads};

parts! {
    /// A thread.
    #[derive(Hash)]
    pub struct Thread {
        /// Its number.
        id: i32,
        /// Its name.
        name: OsString,
        /// Its processor time in user mode.
        user_time: Duration,
        /// Its processor time in kernel mode.
        system_time: Duration,
    }
}

reads! {
    /// How many threads it has: `psutil.Process.num_threads()`.
    ///
    /// ```
    /// use ostler::process::Process;
    /// assert!(Process::current()?.num_threads()? >= 1);
    /// # Ok::<(), ostler::Error>(())
    /// ```
    num_threads: i32 = "threads", Reader::num_threads;

    /// Its threads: `psutil.Process.threads()`.
    ///
    /// ```
    /// use ostler::process::Process;
    /// let me = Process::current()?;
    /// assert!(me.threads()?.iter().any(|thread| thread.id == me.pid()));
    /// # Ok::<(), ostler::Error>(())
    /// ```
    threads: Vec<Thread> = "threads", Reader::threads;
}
