//! Mappings as psutil tells of them on Windows.

use std::ffi::OsString;
use std::ops::Range;

use ostler::process::MemoryMap;

/// The first one.
pub(super) fn addresses(addresses: &Range<u64>) -> String {
    format!("{:#x}", addresses.start)
}

pub(super) fn sizes(map: &MemoryMap) -> [u64; 1] {
    [map.rss]
}

/// A file that is mapped cannot be removed.
pub(super) fn existing(path: OsString) -> OsString {
    path
}

pub(super) fn joined(maps: Vec<MemoryMap>) -> Vec<MemoryMap> {
    maps
}
