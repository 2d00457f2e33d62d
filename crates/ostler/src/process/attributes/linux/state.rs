//! What a process is doing, and since when: from `stat`.

use std::time::{Duration, SystemTime};

use crate::errno::{self, Errno};
use crate::process::Status;
use crate::process::reader::Reader;

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
