//! The scheduler.

#[cfg(target_os = "linux")]
mod affinity;
mod param;
#[cfg(target_os = "linux")]
mod policy;
mod priority;

use pyo3::prelude::*;

pub(super) use param::priority_of;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    param::add(module)?;
    #[cfg(target_os = "linux")]
    {
        affinity::add(module)?;
        policy::add(module)?;
    }
    priority::add(module)
}
