//! The mappings of a process.

use std::collections::HashMap;
use std::ffi::{OsStr, OsString};
use std::ops::Range;
use std::os::unix::ffi::OsStrExt as _;

use ostler_sys::linux::process::maps::{self, Mapping};
use ostler_sys::linux::process::namespace::FileId;
use ostler_sys::linux::process::read::file_status;

use crate::errno::Errno;

use super::memory::smaps_line;
use super::names::os;
use crate::process::attributes::parts;
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

impl Reader {
    pub(crate) fn memory_regions(&mut self) -> Result<Vec<MemoryRegion>, Errno> {
        let paths = self.escaped_paths(File::Smaps)?;
        let mut regions: Vec<MemoryRegion> = Vec::new();
        for line in self.of_living(File::Smaps)?.split(|&byte| byte == b'\n') {
            if let Some(mapping) = maps::parse(line) {
                regions.push(MemoryRegion::of(&mapping, name(&mapping, &paths)));
            } else if let Some(region) = regions.last_mut() {
                region.map.add(line);
            }
        }
        Ok(regions)
    }

    pub(crate) fn memory_maps(&mut self) -> Result<Vec<MemoryMap>, Errno> {
        let paths = self.escaped_paths(File::Smaps)?;
        let mut files: Vec<MemoryMap> = Vec::new();
        let mut places: HashMap<Vec<u8>, usize> = HashMap::new();
        let mut at = 0;
        for line in self.of_living(File::Smaps)?.split(|&byte| byte == b'\n') {
            if let Some(mapping) = maps::parse(line) {
                let path = name(&mapping, &paths);
                at = places.get(path).copied().unwrap_or(files.len());
                if at == files.len() {
                    places.insert(path.to_vec(), at);
                    files.push(MemoryMap::of(path));
                }
            } else if let Some(map) = files.get_mut(at) {
                map.add(line);
            }
        }
        Ok(files)
    }

    /// The paths of the mappings of which the list of them does not tell whether there are newlines in them, as far as they can
    /// be known otherwise.
    pub(crate) fn escaped_paths(&mut self, list: File) -> Result<Paths, Errno> {
        let text = self.of_living(list)?;
        let mut paths = Paths::new();
        if !maps::has_escape(text) {
            return Ok(paths);
        }
        let mappings = text.split(|&byte| byte == b'\n').filter_map(maps::parse);
        let escaped: Vec<_> = mappings
            .filter(Mapping::is_escaped)
            .map(|mapping| {
                let file = FileId { device: mapping.device, inode: mapping.inode };
                (mapping.start, mapping.end, mapping.path.to_vec(), file)
            })
            .collect();
        let mut link = Vec::new();
        for (start, end, written, file) in escaped {
            let name = format!("map_files/{start:x}-{end:x}");
            let found = match self.shared_place().read_link(&name, &mut link) {
                // What is mapped there now may be another file.
                Ok(()) if *maps::escaped(&link) == *written => Some(link.clone()),
                _ => reading(&written, file),
            };
            paths.extend(found.map(|path| (start, path)));
        }
        Ok(paths)
    }
}

/// Paths of mappings, by their first addresses.
pub(crate) type Paths = HashMap<u64, Vec<u8>>;

/// Of the paths that are written so, the one that is the file's. On some file systems the device is another than `stat(2)` says:
/// then it is the only one with the number of the file.
fn reading(written: &[u8], file: FileId) -> Option<Vec<u8>> {
    let mut likely = Vec::new();
    for path in maps::readings(written) {
        let Ok(status) = file_status(OsStr::from_bytes(&path)) else { continue };
        let found = FileId::of(&status);
        if found == file {
            return Some(path);
        }
        if found.inode == file.inode {
            likely.push(path);
        }
    }
    likely.pop().filter(|_| likely.is_empty())
}

/// What a mapping is of.
fn name<'a>(mapping: &Mapping<'a>, paths: &'a Paths) -> &'a [u8] {
    match paths.get(&mapping.start) {
        Some(path) => path,
        None if mapping.path.is_empty() => b"[anon]",
        None => mapping.path,
    }
}

impl MemoryRegion {
    fn of(mapping: &Mapping<'_>, path: &[u8]) -> Self {
        Self {
            addresses: mapping.start..mapping.end,
            permissions: String::from_utf8_lossy(mapping.permissions).into_owned(),
            offset: mapping.offset,
            inode: mapping.inode,
            map: MemoryMap::of(path),
        }
    }
}

impl MemoryMap {
    fn of(path: &[u8]) -> Self {
        Self {
            path: os(path),
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
