//! Mappings as the kernel tells of them.

use std::collections::HashMap;
use std::ffi::OsString;
use std::ops::Range;
use std::os::unix::ffi::{OsStrExt as _, OsStringExt as _};

use ostler::process::MemoryMap;

pub(super) fn addresses(addresses: &Range<u64>) -> String {
    format!("{:08x}-{:08x}", addresses.start, addresses.end)
}

pub(super) fn sizes(map: &MemoryMap) -> [u64; 10] {
    [
        map.rss,
        map.size,
        map.pss,
        map.shared_clean,
        map.shared_dirty,
        map.private_clean,
        map.private_dirty,
        map.referenced,
        map.anonymous,
        map.swap,
    ]
}

/// A path without the kernel's note that the file was removed, unless there is a file of that very name.
pub(super) fn existing(path: OsString) -> OsString {
    match path.as_bytes().strip_suffix(b" (deleted)") {
        Some(short) if ostler::os::lstat(&path).is_err() => OsString::from_vec(short.to_vec()),
        _ => path,
    }
}

/// Mappings of a file that was removed and of one that has got its name count as of one.
pub(super) fn joined(maps: Vec<MemoryMap>) -> Vec<MemoryMap> {
    let mut found: Vec<MemoryMap> = Vec::with_capacity(maps.len());
    let mut places: HashMap<OsString, usize> = HashMap::new();
    for mut map in maps {
        map.path = existing(std::mem::take(&mut map.path));
        let at = *places.entry(map.path.clone()).or_insert(found.len());
        let Some(sum) = found.get_mut(at) else {
            found.push(map);
            continue;
        };
        sum.rss += map.rss;
        sum.size += map.size;
        sum.pss += map.pss;
        sum.shared_clean += map.shared_clean;
        sum.shared_dirty += map.shared_dirty;
        sum.private_clean += map.private_clean;
        sum.private_dirty += map.private_dirty;
        sum.referenced += map.referenced;
        sum.anonymous += map.anonymous;
        sum.swap += map.swap;
    }
    found
}
