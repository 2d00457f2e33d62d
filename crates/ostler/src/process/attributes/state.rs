//! What a process is doing, and since when it is there.

use std::time::{Duration, SystemTime};

use crate::errno::{self, Errno};

use super::super::reader::Reader;
use super::{Status, reads};

reads! {
    /// What it is doing: `psutil.Process.status()`. Of several threads, the first one tells.
    ///
    /// ```
    /// use ostler::process::{Process, Status};
    /// assert_eq!(Process::current()?.status()?, Status::Running);
    /// # Ok::<(), ostler::Error>(())
    /// ```
    status: Status = "status", Reader::state;

    /// When it was started, by the clock on the wall: `psutil.Process.create_time()`.
    ///
    /// For display: clocks are put right, and two processes may be started in one tick. [`Process`](crate::process::Process) itself
    /// tells processes apart.
    ///
    /// ```
    /// use std::time::SystemTime;
    /// use ostler::process::Process;
    /// assert!(Process::current()?.create_time()? <= SystemTime::now());
    /// # Ok::<(), ostler::Error>(())
    /// ```
    create_time: SystemTime = "start time", Reader::create_time;

    /// How long ago it was started.
    ///
    /// ```
    /// use std::time::Duration;
    /// use ostler::process::Process;
    /// assert!(Process::current()?.age()? < Duration::from_secs(3600));
    /// # Ok::<(), ostler::Error>(())
    /// ```
    age: Duration = "start time", Reader::age;
}

impl Reader {
    pub(crate) fn state(&mut self) -> Result<Status, Errno> {
        Status::from_letter(self.stat()?.state).ok_or(errno::EIO)
    }

    /// How long ago the process was started, when the reader was made.
    pub(crate) fn age(&mut self) -> Result<Duration, Errno> {
        let started = self.stat()?.starttime;
        Ok(self.context.uptime.saturating_sub(self.context.duration(started)))
    }

    /// When it was started, by the clock on the wall.
    pub(crate) fn create_time(&mut self) -> Result<SystemTime, Errno> {
        let started = self.stat()?.starttime;
        let since = self.context.duration(started);
        self.context.boot_time.checked_add(since).ok_or(errno::EOVERFLOW)
    }
}
