//! What a child used: the structure that the module `resource` has for it.

use ostler_sys::c;
use pyo3::prelude::*;
use pyo3::types::PyTuple;

/// A `resource.struct_rusage`.
pub(super) fn struct_rusage<'py>(
    py: Python<'py>,
    usage: &c::rusage,
) -> PyResult<Bound<'py, PyAny>> {
    let times = [usage.ru_utime, usage.ru_stime]
        .map(|time| time.tv_sec as f64 + time.tv_usec as f64 * 0.000_001);
    let counts = [
        usage.ru_maxrss,
        usage.ru_ixrss,
        usage.ru_idrss,
        usage.ru_isrss,
        usage.ru_minflt,
        usage.ru_majflt,
        usage.ru_nswap,
        usage.ru_inblock,
        usage.ru_oublock,
        usage.ru_msgsnd,
        usage.ru_msgrcv,
        usage.ru_nsignals,
        usage.ru_nvcsw,
        usage.ru_nivcsw,
    ];
    let mut fields = Vec::with_capacity(times.len() + counts.len());
    for time in times {
        fields.push(time.into_pyobject(py)?.into_any());
    }
    for count in counts {
        fields.push(count.into_pyobject(py)?.into_any());
    }
    py.import("resource")?.getattr("struct_rusage")?.call1((PyTuple::new(py, fields)?,))
}
