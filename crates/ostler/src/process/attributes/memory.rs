//! Memory.

use super::super::MemoryInfo;
use super::super::reader::Reader;
use super::reads;

reads! {
    /// Its memory: `psutil.Process.memory_info()`.
    ///
    /// ```
    /// use ostler::process::Process;
    /// let memory = Process::current()?.memory_info()?;
    /// assert!(0 < memory.rss && memory.rss <= memory.vms);
    /// # Ok::<(), ostler::Error>(())
    /// ```
    memory_info: MemoryInfo = "memory", Reader::memory_info;

    /// The share of the machine's memory that it has resident, in percent: `psutil.Process.memory_percent()`.
    ///
    /// ```
    /// use ostler::process::Process;
    /// let share = Process::current()?.memory_percent()?;
    /// assert!(0.0 < share && share < 100.0);
    /// # Ok::<(), ostler::Error>(())
    /// ```
    memory_percent: f64 = "memory", Reader::memory_percent;
}
