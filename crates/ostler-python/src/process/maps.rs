//! The mappings of a process.

use std::collections::HashMap;
use std::ffi::OsString;
use std::os::unix::ffi::{OsStrExt as _, OsStringExt as _};

use ostler::process::MemoryMap;
use pyo3::prelude::*;
use pyo3::types::{PyInt, PyList, PyString, PyTuple};

use super::class::Process;
use super::tuples;
use crate::ffi::text::decoded;

pub(super) fn memory_maps<'py>(
    slf: &Bound<'py, Process>,
    grouped: bool,
) -> PyResult<Bound<'py, PyList>> {
    let py = slf.py();
    let process = slf.get().process(py)?;
    let list = PyList::empty(py);
    if grouped {
        let maps = py.detach(|| process.memory_maps().map(joined));
        for map in maps.map_err(|error| slf.get().failed(py, &error))? {
            let values = PyTuple::new(py, of_map(py, &map)?)?;
            list.append(tuples::PMMAP_GROUPED.of(py, values)?)?;
        }
        return Ok(list);
    }
    let regions = py.detach(|| {
        process.memory_regions().map(|mut regions| {
            for region in &mut regions {
                region.map.path = existing(std::mem::take(&mut region.map.path));
            }
            regions
        })
    });
    for region in regions.map_err(|error| slf.get().failed(py, &error))? {
        let addresses = format!("{:08x}-{:08x}", region.addresses.start, region.addresses.end);
        let mut values = vec![
            PyString::new(py, &addresses).into_any(),
            PyString::new(py, &region.permissions).into_any(),
        ];
        values.extend(of_map(py, &region.map)?);
        list.append(tuples::PMMAP_EXT.of(py, PyTuple::new(py, values)?)?)?;
    }
    Ok(list)
}

/// The parts of a mapping, in the order of the named tuples.
fn of_map<'py>(py: Python<'py>, map: &MemoryMap) -> PyResult<Vec<Bound<'py, PyAny>>> {
    let mut values = vec![decoded(py, map.path.as_bytes())?];
    let sizes = [
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
    ];
    values.extend(sizes.map(|size| PyInt::new(py, size).into_any()));
    Ok(values)
}

/// A path without the kernel's note that the file was removed, unless there is a file of that very name.
fn existing(path: OsString) -> OsString {
    match path.as_bytes().strip_suffix(b" (deleted)") {
        Some(short) if ostler::os::lstat(&path).is_err() => OsString::from_vec(short.to_vec()),
        _ => path,
    }
}

/// Mappings of a file that was removed and of one that has got its name count as of one.
fn joined(maps: Vec<MemoryMap>) -> Vec<MemoryMap> {
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
