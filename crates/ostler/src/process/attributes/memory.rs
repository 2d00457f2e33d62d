//! Memory.

use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt as _;

use crate::errno::{self, Errno};
use crate::sys::linux::process::stat::number;
use crate::sys::linux::process::status::Status;

use super::super::reader::{File, Reader};
use super::{parts, reads};

parts! {
    /// The memory of a process, in bytes: `psutil.Process.memory_info()`.
    pub struct MemoryInfo {
        /// What is resident.
        rss: u64,
        /// What is addressable.
        vms: u64,
        /// What is resident and may be shared.
        shared: u64,
        /// The program's code.
        text: u64,
        /// Always zero, since Linux 2.6.
        lib: u64,
        /// Data and stack.
        data: u64,
        /// Always zero, since Linux 2.6.
        dirty: u64,
    }
}

parts! {
    /// The memory of a process, in bytes, with what only a look at every page can tell: `psutil.Process.memory_full_info()`.
    pub struct MemoryFullInfo {
        /// What is resident.
        rss: u64,
        /// What is addressable.
        vms: u64,
        /// What is resident and may be shared.
        shared: u64,
        /// What would be freed if it ended.
        uss: u64,
        /// Its own, and its part of what it shares.
        pss: u64,
        /// What is swapped out.
        swap: u64,
    }
}

parts! {
    /// A mapping of a process, or all of one file: `psutil.Process.memory_maps()`. Sizes are in bytes.
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

    /// Its memory, with what takes a look at every page: `psutil.Process.memory_full_info()`.
    memory_full_info: MemoryFullInfo = "memory", Reader::memory_full_info;

    /// The share of the machine's memory that it has resident, in percent: `psutil.Process.memory_percent()`.
    memory_percent: f64 = "memory", Reader::memory_percent;

    /// Its mappings, those of one file taken together: `psutil.Process.memory_maps()`.
    memory_maps: Vec<MemoryMap> = "memory maps", Reader::memory_maps;
}

impl Reader {
    /// What is resident, in bytes.
    pub(crate) fn rss(&mut self) -> Result<u64, Errno> {
        Ok((self.stat()?.rss.max(0) as u64).saturating_mul(self.context.page_size))
    }

    pub(crate) fn memory_percent(&mut self) -> Result<f64, Errno> {
        let rss = self.rss()? as f64;
        Ok(rss / self.context.total_memory().max(1) as f64 * 100.0)
    }

    pub(crate) fn memory_info(&mut self) -> Result<MemoryInfo, Errno> {
        let page = self.context.page_size;
        let text = self.file(File::Statm)?;
        let mut pages =
            text.split(|byte| *byte == b' ').map(|word| (number(word) as u64).saturating_mul(page));
        let mut next = || pages.next().ok_or(errno::EIO);
        let (vms, rss, shared, text) = (next()?, next()?, next()?, next()?);
        let (lib, data, dirty) = (next()?, next()?, next()?);
        Ok(MemoryInfo { rss, vms, shared, text, lib, data, dirty })
    }

    pub(crate) fn memory_full_info(&mut self) -> Result<MemoryFullInfo, Errno> {
        let MemoryInfo { rss, vms, shared, .. } = self.memory_info()?;
        // A part of the kernel has no memory of its own, and an empty file.
        let lines = Status(self.file(File::SmapsRollup)?);
        let size = |name| lines.kilobytes(name).unwrap_or(0);
        let uss = size("Private_Clean") + size("Private_Dirty") + size("Private_Hugetlb");
        let (pss, swap) = (size("Pss"), size("Swap"));
        Ok(MemoryFullInfo { rss, vms, shared, uss, pss, swap })
    }

    pub(crate) fn memory_maps(&mut self) -> Result<Vec<MemoryMap>, Errno> {
        let mut maps: Vec<MemoryMap> = Vec::new();
        let mut at = None;
        for line in self.file(File::Smaps)?.split(|byte| *byte == b'\n') {
            if let Some(path) = mapping(line) {
                let known = maps.iter().position(|map| map.path.as_encoded_bytes() == path);
                at = Some(known.unwrap_or_else(|| {
                    maps.push(MemoryMap::of(path));
                    maps.len() - 1
                }));
            } else if let Some(map) = at.and_then(|at| maps.get_mut(at)) {
                map.add(line);
            }
        }
        Ok(maps)
    }
}

/// The path of a line that begins a mapping: address, rights, offset, device, inode, path.
pub(crate) fn mapping(line: &[u8]) -> Option<&[u8]> {
    let address = line.split(|byte| *byte == b' ').next()?;
    if !address.contains(&b'-') || !address.first()?.is_ascii_hexdigit() {
        return None;
    }
    let mut rest = line;
    for _ in 0..5 {
        let end = rest.iter().position(|byte| *byte == b' ').unwrap_or(rest.len());
        rest = rest[end..].trim_ascii_start();
    }
    Some(if rest.is_empty() { b"[anon]" } else { rest })
}

impl MemoryMap {
    fn of(path: &[u8]) -> Self {
        Self {
            path: OsString::from_vec(path.to_vec()),
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

    fn add(&mut self, line: &[u8]) {
        let Some(colon) = line.iter().position(|byte| *byte == b':') else { return };
        let (name, value) = line.split_at(colon);
        let bytes = number(value[1..].trim_ascii_start()) as u64 * 1024;
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

#[cfg(test)]
mod tests {
    use super::mapping;

    #[test]
    fn lines_of_mappings() {
        let line = b"7f00-7f01 r-xp 00000000 fe:00 1234                       /usr/lib/a b: c.so";
        assert_eq!(mapping(line), Some(b"/usr/lib/a b: c.so".as_slice()));
        assert_eq!(mapping(b"7f00-7f01 rw-p 00000000 00:00 0 "), Some(b"[anon]".as_slice()));
        assert_eq!(mapping(b"Rss:                   4 kB"), None);
        assert_eq!(mapping(b""), None);
    }
}
