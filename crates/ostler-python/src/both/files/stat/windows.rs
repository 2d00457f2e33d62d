//! Windows: with attributes and the time of creation.

use ostler_capi::kept::Kept;
use ostler_capi::number::{of_i64, of_u64};
use ostler_capi::structseq::{Field, StructSeq};
use ostler_sys::files::Stat;
use pyo3::prelude::*;

use super::{fields, fstat, lstat, stat};
use crate::both::stat::{Time, unsigned};
use crate::functions;

pub(in crate::both::files) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    functions!(module; stat, lstat, fstat);
    module.add("stat_result", STAT_RESULT.type_object(module.py())?)
}

const FIELDS: [Field; 20] = fields::with([
    Field::Named(c"st_birthtime", c"time of creation"),
    Field::Named(c"st_birthtime_ns", c"time of creation in nanoseconds"),
    Field::Named(c"st_file_attributes", c"Windows file attribute bits"),
    Field::Named(c"st_reparse_tag", c"Windows reparse tag"),
]);

static STAT_RESULT: StructSeq = fields::sequence(&FIELDS);

/// Numbers that many files share: what kind of file it is, on which volume.
static SHARED: Kept = Kept::new();

/// The result, with times in all their forms.
pub(in crate::both::files) fn stat_result<'py>(
    py: Python<'py>,
    stat: &Stat,
) -> PyResult<Bound<'py, PyAny>> {
    let [mode, device, none, attributes, tag] = SHARED.all(
        py,
        [
            u64::from(stat.st_mode),
            stat.st_dev,
            0,
            u64::from(stat.st_file_attributes),
            u64::from(stat.st_reparse_tag),
        ],
    );
    let stamps = [stat.accessed, stat.modified, stat.born];
    let [first, second, third] = stamps.map(|stamp| Time::new(py, stamp));
    STAT_RESULT.filled(
        py,
        [
            mode,
            unsigned(py, stat.st_ino),
            device,
            of_u64(py, stat.st_nlink),
            none.clone(),
            none,
            of_i64(py, stat.st_size as i64),
            first.seconds,
            second.seconds,
            third.seconds.clone(),
            first.float,
            second.float,
            third.float.clone(),
            first.nanoseconds,
            second.nanoseconds,
            third.nanoseconds.clone(),
            third.float,
            third.nanoseconds,
            attributes,
            tag,
        ],
    )
}
