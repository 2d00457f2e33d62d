//! From one descriptor to another within the kernel.

use ostler_capi::version;
use ostler_sys::descriptors;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use crate::call::blocking;
use crate::convert::{Given, Int, Size, borrowed};
use crate::error::OrRaise as _;
use crate::functions;

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; copy_file_range, splice);
    Ok(())
}

fn positive(count: Size) -> PyResult<usize> {
    usize::try_from(count.0).map_err(|_| {
        PyValueError::new_err(if version::since(15) {
            "count cannot be negative"
        } else {
            "negative value for 'count' not allowed"
        })
    })
}

/// Copy bytes from one file to another, and return how many. Without an offset, from or to where a descriptor stands.
#[pyfunction]
#[pyo3(
    signature = (src, dst, count, offset_src=Given::or(None), offset_dst=Given::or(None)),
    text_signature = "(src, dst, count, offset_src=None, offset_dst=None)"
)]
fn copy_file_range(
    py: Python<'_>,
    src: Int,
    dst: Int,
    count: Given<Size>,
    offset_src: Given<Option<i64>>,
    offset_dst: Given<Option<i64>>,
) -> PyResult<usize> {
    let (src, dst) = (borrowed(src.get()?), borrowed(dst.get()?));
    let count = positive(count.get()?)?;
    let (from, to) = (offset_src.get()?, offset_dst.get()?);
    blocking(py, || descriptors::copy_file_range(src, from, dst, to, count)).or_raise(py)
}

/// Move bytes from or to a pipe, and return how many. Without an offset, from or to where a descriptor stands.
#[pyfunction]
#[pyo3(
    signature = (
        src, dst, count, offset_src=Given::or(None), offset_dst=Given::or(None), flags=Given::or(0)
    ),
    text_signature = "(src, dst, count, offset_src=None, offset_dst=None, flags=0)"
)]
fn splice(
    py: Python<'_>,
    src: Int,
    dst: Int,
    count: Given<Size>,
    offset_src: Given<Option<i64>>,
    offset_dst: Given<Option<i64>>,
    flags: Given<u32>,
) -> PyResult<usize> {
    let (src, dst) = (borrowed(src.get()?), borrowed(dst.get()?));
    let count = count.get()?;
    if version::since(15) {
        positive(count)?;
    }
    let (flags, count) = (flags.get()?, positive(count)?);
    let (from, to) = (offset_src.get()?, offset_dst.get()?);
    blocking(py, || descriptors::splice(src, from, dst, to, count, flags)).or_raise(py)
}
