//! `msvcrt`: what the C runtime of Windows has beyond the C standard.

mod console;
mod files;
mod report;

use pyo3::prelude::*;

pub(crate) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    console::add(module)?;
    files::add(module)?;
    report::add(module)?;
    module.add("CRT_ASSEMBLY_VERSION", ostler::msvcrt::CRT_ASSEMBLY_VERSION())?;
    module.add("VC_ASSEMBLY_PUBLICKEYTOKEN", ostler::msvcrt::VC_ASSEMBLY_PUBLICKEYTOKEN)?;
    let prefix = ostler::msvcrt::LIBRARIES_ASSEMBLY_NAME_PREFIX;
    module.add("LIBRARIES_ASSEMBLY_NAME_PREFIX", prefix)
}
