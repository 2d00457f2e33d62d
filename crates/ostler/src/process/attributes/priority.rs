//! Who goes first to the disk.

use crate::error::Result;

use super::super::reader::Reader;
use super::super::{IoPriority, Process};
use super::{reads, system};

reads! {
    /// The priority of what it reads and writes: `psutil.Process.ionice()`. On Linux it is a scheduling class and a level in it.
    /// [`NotImplemented`](crate::ErrorKind::NotImplemented) under Wine.
    ///
    /// ```
    /// # #[cfg(unix)] {
    /// use ostler::process::Process;
    /// assert!((0..8).contains(&Process::current()?.ionice()?.level));
    /// # }
    /// # Ok::<(), ostler::Error>(())
    /// ```
    ionice: IoPriority = "I/O priority", Reader::ionice;
}

impl Process {
    /// Sets the priority of what it reads and writes: `psutil.Process.ionice(ioclass, value)`; `ioprio_set(2)`, on Windows
    /// `NtSetInformationProcess`. Threads other than the first keep theirs on Linux.
    ///
    /// # Errors
    ///
    /// [`ProcessLookup`](crate::ErrorKind::ProcessLookup), as for [`Process::set_nice`].
    /// [`PermissionDenied`](crate::ErrorKind::PermissionDenied): another user's, or the real-time class, on Windows `IOPRIO_HIGH`,
    /// without the privilege for it. [`Value`](crate::ErrorKind::Value) if a number is not 0 to 7, on Windows if there is no such
    /// priority; `EINVAL` if there is no such class or it has no such level.
    /// [`NotImplemented`](crate::ErrorKind::NotImplemented) under Wine.
    ///
    /// ```
    /// # #[cfg(unix)] {
    /// use ostler::process::{IOPRIO_CLASS_BE, IoPriority, Process};
    /// let me = Process::current()?;
    /// let low = IoPriority { class: IOPRIO_CLASS_BE, level: 7 };
    /// me.set_ionice(low)?;
    /// assert_eq!(me.ionice()?, low);
    /// # }
    /// # Ok::<(), ostler::Error>(())
    /// ```
    pub fn set_ionice(&self, priority: IoPriority) -> Result<()> {
        system::set_ionice(*self, priority)
    }
}
