//! The threads of a process.

use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt as _;
use std::time::Duration;

use crate::errno::{self, Errno};
use crate::sys::linux::process::stat;

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
    num_threads: i32 = "threads", |reader| Ok(reader.stat()?.num_threads);

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

impl Reader {
    pub(crate) fn threads(&mut self) -> Result<Vec<Thread>, Errno> {
        let mut threads = Vec::new();
        let mut text = Vec::new();
        for id in self.list("task")? {
            match self.place().read_piece(&format!("task/{id}/stat"), &mut text) {
                Ok(()) => {}
                // One that has ended meanwhile.
                Err(errno::ENOENT | errno::ESRCH) => continue,
                Err(errno) => return Err(errno),
            }
            let (name, stat) = stat::parse(&text)?;
            threads.push(Thread {
                id,
                name: OsString::from_vec(name.to_vec()),
                user_time: self.context.duration(stat.utime),
                system_time: self.context.duration(stat.stime),
            });
        }
        Ok(threads)
    }
}
