//! The mappings of a process, and what of its memory is its own.

use std::collections::HashMap;
use std::ffi::OsString;
use std::ops::Range;
use std::os::windows::io::AsHandle as _;

use ostler_sys::process::devices::Devices;
use ostler_sys::process::machine;
use ostler_sys::process::regions::{self, Region, Resident};

use crate::process::attributes::parts;
use crate::process::code::{Code, ERROR_INVALID_PARAMETER};
use crate::process::reader::Reader;

parts! {
    /// What is mapped from one file into a process, or all that is from none: `psutil.Process.memory_maps()`. Sizes are in bytes.
    #[derive(Hash)]
    pub struct MemoryMap {
        /// The file; `[anon]` where there is none.
        path: OsString,
        /// What is resident. Zero for another process under Wine, which does not tell.
        rss: u64,
        /// How much of the address space it takes.
        size: u64,
        /// What is resident and nobody else's.
        private: u64,
    }
}

/// One mapping of a process: `psutil.Process.memory_maps(grouped=False)`.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
#[non_exhaustive]
pub struct MemoryRegion {
    /// From its first address to the one after its last.
    pub addresses: Range<u64>,
    /// `r`, `w`, `x` or `-` in their places, then `p` for private or `s` for shared. What is written to a page that is copied then
    /// is private.
    pub permissions: String,
    /// What is mapped, and how much of it is in memory.
    pub map: MemoryMap,
}

impl Reader {
    /// What it has mapped, and how much of each is in memory, in bytes.
    fn regions(&mut self) -> Result<Vec<(Region, u64, u64)>, Code> {
        let process = self.inside()?;
        let page = machine::kernel()?.page;
        let regions = regions::regions(process.as_handle())?;
        let resident = match regions::resident(process.as_handle(), &regions, page as usize) {
            Ok(resident) => resident,
            // Wine tells it of the process that asks, and of no other.
            Err(ERROR_INVALID_PARAMETER) => vec![Resident::default(); regions.len()],
            Err(code) => return Err(code.into()),
        };
        let both = regions.into_iter().zip(resident);
        Ok(both.map(|(region, found)| (region, found.all * page, found.own * page)).collect())
    }

    pub(crate) fn memory_regions(&mut self) -> Result<Vec<MemoryRegion>, Code> {
        if self.is_kernel() {
            return Ok(Vec::new());
        }
        let regions = self.regions()?;
        let process = self.inside()?;
        let devices = Devices::now();
        let mut paths: HashMap<usize, OsString> = HashMap::new();
        let region = |(region, rss, private): (Region, u64, u64)| {
            let path = if region.is_image || region.is_mapped {
                let path = paths.entry(region.base).or_insert_with(|| {
                    let name = regions::mapped_file(process.as_handle(), region.start);
                    name.map_or_else(|| "[anon]".into(), |name| devices.path(&name))
                });
                path.clone()
            } else {
                "[anon]".into()
            };
            let size = region.size as u64;
            MemoryRegion {
                addresses: region.start as u64..region.start as u64 + size,
                permissions: permissions(&region),
                map: MemoryMap { path, rss, size, private },
            }
        };
        Ok(regions.into_iter().map(region).collect())
    }

    pub(crate) fn memory_maps(&mut self) -> Result<Vec<MemoryMap>, Code> {
        let mut files: Vec<MemoryMap> = Vec::new();
        let mut places: HashMap<OsString, usize> = HashMap::new();
        for region in self.memory_regions()? {
            let map = region.map;
            let at = places.get(&map.path).copied().unwrap_or(files.len());
            let Some(file) = files.get_mut(at) else {
                places.insert(map.path.clone(), at);
                files.push(map);
                continue;
            };
            file.rss += map.rss;
            file.size += map.size;
            file.private += map.private;
        }
        Ok(files)
    }

    /// What would be freed if it ended, in bytes.
    pub(crate) fn uss(&mut self) -> Result<u64, Code> {
        let process = self.inside()?;
        let page = machine::kernel()?.page;
        let regions = regions::regions(process.as_handle())?;
        match regions::resident(process.as_handle(), &regions, page as usize) {
            Ok(resident) => Ok(resident.iter().map(|found| found.own).sum::<u64>() * page),
            // As above.
            Err(ERROR_INVALID_PARAMETER) => Err(Code::NotImplemented),
            Err(code) => Err(code.into()),
        }
    }
}

/// `PAGE_*` as letters.
fn permissions(region: &Region) -> String {
    const COPIED: u32 = 0x88;
    let letters = match region.protection & 0xff {
        0x02 => "r--",
        0x04 | 0x08 => "rw-",
        0x10 => "--x",
        0x20 => "r-x",
        0x40 | 0x80 => "rwx",
        _ => "---",
    };
    let shared = region.is_mapped && region.protection & COPIED == 0;
    format!("{letters}{}", if shared { 's' } else { 'p' })
}

#[cfg(test)]
mod tests {
    use super::{Region, permissions};

    #[test]
    fn letters() {
        let mut region = Region {
            start: 0,
            size: 0x1000,
            base: 0,
            protection: 0x04,
            is_image: false,
            is_mapped: true,
        };
        assert_eq!(permissions(&region), "rw-s");
        region.protection = 0x08;
        assert_eq!(permissions(&region), "rw-p");
        region.is_mapped = false;
        for (protection, letters) in
            [(0x01, "---p"), (0x02, "r--p"), (0x20, "r-xp"), (0x104, "rw-p"), (0x80, "rwxp")]
        {
            region.protection = protection;
            assert_eq!(permissions(&region), letters);
        }
    }
}
