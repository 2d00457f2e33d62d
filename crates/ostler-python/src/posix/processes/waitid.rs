//! Waiting for children, with more to choose from.

use ostler_capi::structseq::{Field, StructSeq};
use ostler_sys::processes;
use pyo3::prelude::*;

use crate::call::blocking;
use crate::convert::{Given, Pid};
use crate::error::OrRaise as _;
use crate::functions;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; waitid);
    module.add("waitid_result", WAITID_RESULT.type_object(module.py())?)
}

/// What `waitid` gives.
static WAITID_RESULT: StructSeq = StructSeq::new(
    c"posix.waitid_result",
    c"waitid_result: Result from waitid.",
    &[
        Field::Named(c"si_pid", c"process ID"),
        Field::Named(c"si_uid", c"real user ID of the child"),
        Field::Named(c"si_signo", c"SIGCHLD"),
        Field::Named(c"si_status", c"exit status or signal"),
        Field::Named(c"si_code", c"what became of the child: CLD_..."),
    ],
    5,
);

/// Wait for a child that is chosen by its id, its group, or a descriptor.
///
/// With WNOHANG and nothing to tell, return None.
#[pyfunction]
#[pyo3(signature = (idtype, id, options, /))]
fn waitid(
    py: Python<'_>,
    idtype: Given<Pid>,
    id: Given<Pid>,
    options: Given<Pid>,
) -> PyResult<Option<Bound<'_, PyAny>>> {
    let (Pid(idtype), Pid(id), Pid(options)) = (idtype.get()?, id.get()?, options.get()?);
    let child =
        blocking(py, || processes::waitid(idtype as u32, id as u32, options)).or_raise(py)?;
    let Some(child) = child else {
        return Ok(None);
    };
    let mut result = WAITID_RESULT.start(py)?;
    result.push(i64::from(child.pid))?;
    // -1 is no user.
    result.push(if child.uid == u32::MAX { -1 } else { i64::from(child.uid) })?;
    result.push(i64::from(child.signo))?;
    result.push(i64::from(child.status))?;
    result.push(i64::from(child.code))?;
    result.finish().map(Some)
}
