//! The parameters of a scheduling policy.

use ostler_capi::number;
use ostler_capi::structseq::{Field, StructSeq};
use pyo3::exceptions::{PyOverflowError, PyTypeError};
use pyo3::prelude::*;
use pyo3::types::PyTuple;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("sched_param", SCHED_PARAM.type_object(module.py())?)
}

/// The type, whose constructor takes the priority.
static SCHED_PARAM: StructSeq = StructSeq::new(
    c"posix.sched_param",
    c"sched_param(sched_priority)\n--\n\nThe parameters of a scheduling policy: a priority.",
    &[Field::Named(c"sched_priority", c"the scheduling priority")],
    1,
)
.of_one_field();

/// A priority as parameters.
pub(super) fn sched_param(py: Python<'_>, priority: i32) -> PyResult<Bound<'_, PyAny>> {
    let mut param = SCHED_PARAM.start(py)?;
    param.push(i64::from(priority))?;
    param.finish()
}

/// The priority in parameters. There may be anything else in them.
pub(in crate::posix) fn priority_of(param: &Bound<'_, PyAny>) -> PyResult<i32> {
    let type_ = SCHED_PARAM.type_object(param.py())?;
    if !param.get_type().is(type_) {
        return Err(PyTypeError::new_err("must have a sched_param object"));
    }
    let priority = number::long(&param.cast::<PyTuple>()?.get_item(0)?)?;
    i32::try_from(priority).map_err(|_| PyOverflowError::new_err("sched_priority out of range"))
}
