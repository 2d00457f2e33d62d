//! Priority classes, I/O priorities.

use pyo3::prelude::*;

use super::super::values;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    let py = module.py();
    let classes = values::priority_classes(py)?;
    module.add("Priority", classes)?;
    for (name, _) in values::PRIORITY_CLASSES {
        module.add(name, classes.getattr(name)?)?;
    }
    let priorities = values::io_priorities(py)?;
    module.add("IOPriority", priorities)?;
    for name in values::IO_PRIORITIES {
        module.add(name, priorities.getattr(name)?)?;
    }
    // What is about to be forgotten is closed to the library.
    module.add("CONN_DELETE_TCB", "DELETE_TCB")
}
