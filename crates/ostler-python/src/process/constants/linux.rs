//! Limits, I/O scheduling classes, ways to end.

use ostler::process::{RLIM_INFINITY, Resource};
use pyo3::prelude::*;

use super::super::{values, wait};
use crate::constants;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    let number = |resource: Resource| resource.raw();
    constants!(module; number => ostler::process::{
        RLIMIT_AS, RLIMIT_CORE, RLIMIT_CPU, RLIMIT_DATA, RLIMIT_FSIZE, RLIMIT_LOCKS, RLIMIT_MEMLOCK,
        RLIMIT_MSGQUEUE, RLIMIT_NICE, RLIMIT_NOFILE, RLIMIT_NPROC, RLIMIT_RSS, RLIMIT_RTPRIO,
        RLIMIT_RTTIME, RLIMIT_SIGPENDING, RLIMIT_STACK,
    });
    // As a signed number, which is how the interpreter writes it.
    module.add("RLIM_INFINITY", RLIM_INFINITY as i64)?;

    let classes = values::io_priority(module.py())?;
    module.add("IOPriority", classes)?;
    module.add("Negsignal", wait::signals(module.py())?)?;
    for name in values::CLASSES {
        let name = format!("IOPRIO_CLASS_{}", name.to_uppercase());
        module.add(name.as_str(), classes.getattr(name.as_str())?)?;
    }
    Ok(())
}
