//! The constants of these functions.

use ostler::os::OpenFlags;
use pyo3::prelude::*;

use crate::constants;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    constants!(module; |flags: OpenFlags| flags.bits() => ostler::os::{
        O_RDONLY, O_WRONLY, O_RDWR, O_APPEND, O_CREAT, O_EXCL, O_TRUNC, O_BINARY, O_TEXT, O_NOINHERIT, O_SHORT_LIVED,
        O_TEMPORARY, O_RANDOM, O_SEQUENTIAL,
    });
    Ok(())
}
