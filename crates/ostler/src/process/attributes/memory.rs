//! Memory.

use super::super::reader::Reader;
use super::super::{MemoryFullInfo, MemoryInfo, MemoryMap, MemoryRegion};
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

    /// Its memory, with what takes a look at every page: `psutil.Process.memory_full_info()`. Of another process
    /// [`NotImplemented`](crate::ErrorKind::NotImplemented) under Wine.
    ///
    /// ```
    /// use ostler::process::Process;
    /// let memory = Process::current()?.memory_full_info()?;
    /// assert!(memory.uss > 0);
    /// # Ok::<(), ostler::Error>(())
    /// ```
    memory_full_info: MemoryFullInfo = "memory", Reader::memory_full_info;

    /// Its mappings, those of one file taken together: `psutil.Process.memory_maps()`. None for a part of the kernel.
    ///
    /// The list of Linux has `\012` for a newline in a path, and for these four characters too. Which it is the file itself tells;
    /// where it does not, because it has been removed for example and the kernel has no links to what is mapped, the path is as
    /// in the list.
    ///
    /// ```
    /// use ostler::process::Process;
    /// let maps = Process::current()?.memory_maps()?;
    /// # #[cfg(unix)]
    /// assert!(maps.iter().any(|map| map.path == "[stack]" && map.rss > 0));
    /// # #[cfg(windows)]
    /// # assert!(maps.iter().any(|map| map.path.to_string_lossy().ends_with("ntdll.dll") && map.rss > 0));
    /// # Ok::<(), ostler::Error>(())
    /// ```
    memory_maps: Vec<MemoryMap> = "memory maps", Reader::memory_maps;

    /// Its mappings, one by one, in the order of their addresses: `psutil.Process.memory_maps(grouped=False)`.
    ///
    /// ```
    /// use ostler::process::Process;
    /// let regions = Process::current()?.memory_regions()?;
    /// let here = &regions as *const _ as u64;
    /// let stack = regions.iter().find(|region| region.addresses.contains(&here));
    /// assert!(stack.is_some_and(|region| region.permissions == "rw-p"));
    /// # Ok::<(), ostler::Error>(())
    /// ```
    memory_regions: Vec<MemoryRegion> = "memory maps", Reader::memory_regions;
}
