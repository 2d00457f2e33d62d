//! The mappings of a process.

#[cfg(unix)]
mod linux;
#[cfg(windows)]
mod windows;

use ostler::process::MemoryMap;
use pyo3::prelude::*;
use pyo3::types::{PyInt, PyList, PyString, PyTuple};

use super::object::Process;
use super::tuples;
use crate::convert::named;

#[cfg(unix)]
use linux as platform;
#[cfg(windows)]
use windows as platform;

pub(super) fn memory_maps<'py>(
    slf: &Bound<'py, Process>,
    grouped: bool,
) -> PyResult<Bound<'py, PyList>> {
    let py = slf.py();
    let process = slf.get().process(py)?;
    let list = PyList::empty(py);
    if grouped {
        let maps = py.detach(|| process.memory_maps().map(platform::joined));
        for map in maps.map_err(|error| slf.get().failed(py, &error))? {
            let values = PyTuple::new(py, of_map(py, &map)?)?;
            list.append(tuples::PMMAP_GROUPED.of(py, values)?)?;
        }
        return Ok(list);
    }
    let regions = py.detach(|| {
        process.memory_regions().map(|mut regions| {
            for region in &mut regions {
                let path = std::mem::take(&mut region.map.path);
                region.map.path = platform::existing(path);
            }
            regions
        })
    });
    for region in regions.map_err(|error| slf.get().failed(py, &error))? {
        let addresses = platform::addresses(&region.addresses);
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
    let mut values = vec![named(py, &map.path, false)?];
    values.extend(platform::sizes(map).iter().map(|&size| PyInt::new(py, size).into_any()));
    Ok(values)
}
