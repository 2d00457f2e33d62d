//! What a process is doing, and since when it is there.

use std::time::{Duration, SystemTime};

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
    /// On Linux it is a number of clock ticks after the second of the boot, the same in every program that asks, psutil's too, until
    /// the clock is set.
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
