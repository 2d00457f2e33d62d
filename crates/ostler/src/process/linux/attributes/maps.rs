//! The mappings of a process.

use std::collections::HashMap;
use std::ffi::OsString;
use std::ops::Range;

use ostler_sys::linux::process::maps::{self, Mapping};

use crate::errno::Errno;

use super::memory::smaps_line;
use super::names::os;
use crate::process::attributes::{parts, reads};
use crate::process::reader::{File, Reader};

parts! {
    /// A mapping of a process, or all of one file: `psutil.Process.memory_maps()`. Sizes are in bytes.
    #[derive(Hash)]
    pub struct MemoryMap {
        /// The file, or what the kernel calls it: `[heap]`; `[anon]` where there is neither.
        path: OsString,
        /// What is resident.
        rss: u64,
        /// How much of the address space it takes.
        size: u64,
        /// The process's own, and its part of what it shares.
        pss: u64,
        /// What is shared and as it was in the file.
        shared_clean: u64,
        /// What is shared and was written to.
        shared_dirty: u64,
        /// What is the process's own and as it was in the file.
        private_clean: u64,
        /// What is the process's own and was written to.
        private_dirty: u64,
        /// What was used of late.
        referenced: u64,
        /// What belongs to no file.
        anonymous: u64,
        /// What is swapped out.
        swap: u64,
    }
}

/// One mapping of a process: `psutil.Process.memory_maps(grouped=False)`.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
#[non_exhaustive]
pub struct MemoryRegion {
    /// From its first address to the one after its last.
    pub addresses: Range<u64>,
    /// `r`, `w`, `x` or `-` in their places, then `p` for private or `s` for shared.
    pub permissions: String,
    /// Where in the file it begins.
    pub offset: u64,
    /// The inode number of the file; zero where there is none.
    pub inode: u64,
    /// What is mapped, and how much of it is in memory.
    pub map: MemoryMap,
}

reads! {
    /// Its mappings, those of one file taken together: `psutil.Process.memory_maps()`. None for a part of the kernel.
    ///
    /// ```
    /// use ostler::process::Process;
    /// let maps = Process::current()?.memory_maps()?;
    /// assert!(maps.iter().any(|map| map.path == "[stack]" && map.rss > 0));
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

impl Reader {
    pub(crate) fn memory_regions(&mut self) -> Result<Vec<MemoryRegion>, Errno> {
        let mut regions: Vec<MemoryRegion> = Vec::new();
        for line in self.of_living(File::Smaps)?.split(|&byte| byte == b'\n') {
            if let Some(mapping) = maps::parse(line) {
                regions.push(MemoryRegion::of(&mapping));
            } else if let Some(region) = regions.last_mut() {
                region.map.add(line);
            }
        }
        Ok(regions)
    }

    pub(crate) fn memory_maps(&mut self) -> Result<Vec<MemoryMap>, Errno> {
        let mut files: Vec<MemoryMap> = Vec::new();
        let mut places: HashMap<Vec<u8>, usize> = HashMap::new();
        let mut at = 0;
        for line in self.of_living(File::Smaps)?.split(|&byte| byte == b'\n') {
            if let Some(mapping) = maps::parse(line) {
                let path = name(&mapping);
                at = places.get(path).copied().unwrap_or(files.len());
                if at == files.len() {
                    places.insert(path.to_vec(), at);
                    files.push(MemoryMap::of(&mapping));
                }
            } else if let Some(map) = files.get_mut(at) {
                map.add(line);
            }
        }
        Ok(files)
    }
}

/// What a mapping is of.
fn name<'a>(mapping: &'a Mapping<'_>) -> &'a [u8] {
    if mapping.path.is_empty() { b"[anon]" } else { &mapping.path }
}

impl MemoryRegion {
    fn of(mapping: &Mapping<'_>) -> Self {
        Self {
            addresses: mapping.start..mapping.end,
            permissions: String::from_utf8_lossy(mapping.permissions).into_owned(),
            offset: mapping.offset,
            inode: mapping.inode,
            map: MemoryMap::of(mapping),
        }
    }
}

impl MemoryMap {
    fn of(mapping: &Mapping<'_>) -> Self {
        Self {
            path: os(name(mapping)),
            rss: 0,
            size: 0,
            pss: 0,
            shared_clean: 0,
            shared_dirty: 0,
            private_clean: 0,
            private_dirty: 0,
            referenced: 0,
            anonymous: 0,
            swap: 0,
        }
    }

    /// Adds what a line of `smaps` says.
    fn add(&mut self, line: &[u8]) {
        let Some((name, bytes)) = smaps_line(line) else { return };
        let sum = match name {
            b"Rss" => &mut self.rss,
            b"Size" => &mut self.size,
            b"Pss" => &mut self.pss,
            b"Shared_Clean" => &mut self.shared_clean,
            b"Shared_Dirty" => &mut self.shared_dirty,
            b"Private_Clean" => &mut self.private_clean,
            b"Private_Dirty" => &mut self.private_dirty,
            b"Referenced" => &mut self.referenced,
            b"Anonymous" => &mut self.anonymous,
            b"Swap" => &mut self.swap,
            _ => return,
        };
        *sum = sum.saturating_add(bytes);
    }
}
