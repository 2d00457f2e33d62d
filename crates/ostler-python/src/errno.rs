//! `errno`: the numbers of errors by name, and back.

use pyo3::prelude::*;
use pyo3::types::PyDict;

pub(crate) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    let errorcode = PyDict::new(module.py());
    for (name, errno) in ostler::errno::names() {
        module.add(name, errno.raw())?;
        errorcode.set_item(errno.raw(), ostler::errno::errorcode(errno.raw()))?;
    }
    module.add("errorcode", errorcode)
}
