//! Unix: with the storage of the file, and quick entries.

use ostler::raw::Fd;
use ostler::raw::files::{self, Stat};
use pyo3::prelude::*;

use super::{fields, fstat, lstat, stat};
use crate::both::stat::Time;
use crate::call::blocking;
use crate::convert::borrowed;
use crate::ffi::kept::Kept;
use crate::ffi::number::{of_i64, of_u64, plain_int};
use crate::ffi::quick::{Answer, quick};
use crate::ffi::raised::Raised;
use crate::ffi::structseq::{Field, StructSeq};
use crate::ffi::text;

pub(in crate::both::files) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    quick!(module; stat => quick_stat, lstat => quick_lstat, fstat => quick_fstat);
    module.add("stat_result", STAT_RESULT.type_object(module.py())?)
}

const FIELDS: [Field; 19] = fields::with([
    Field::Named(c"st_blksize", c"blocksize for filesystem I/O"),
    Field::Named(c"st_blocks", c"number of blocks allocated"),
    Field::Named(c"st_rdev", c"device type (if inode device)"),
]);

static STAT_RESULT: StructSeq = fields::sequence(&FIELDS);

/// Numbers that many files share: what kind of file it is, whose, on which device.
static SHARED: Kept = Kept::new();

/// The result, with times in all their forms.
pub(crate) fn stat_result<'py>(py: Python<'py>, stat: &Stat) -> PyResult<Bound<'py, PyAny>> {
    let [mode, device, uid, gid, blksize, special] = SHARED.all(
        py,
        [
            u64::from(stat.st_mode),
            stat.st_dev as u64,
            u64::from(stat.st_uid),
            u64::from(stat.st_gid),
            stat.st_blksize as u64,
            stat.st_rdev as u64,
        ],
    );
    let [accessed, modified, changed] =
        [files::accessed(stat), files::modified(stat), files::changed(stat)];
    let first = Time::new(py, accessed);
    // Times are the same more often than not, and then so are the objects.
    let second = if modified == accessed { first.clone() } else { Time::new(py, modified) };
    let third = if changed == modified { second.clone() } else { Time::new(py, changed) };
    STAT_RESULT.filled(
        py,
        [
            mode,
            of_u64(py, stat.st_ino as u64),
            device,
            of_u64(py, stat.st_nlink as u64),
            uid,
            gid,
            of_i64(py, stat.st_size as i64),
            first.seconds,
            second.seconds,
            third.seconds,
            first.float,
            second.float,
            third.float,
            first.nanoseconds,
            second.nanoseconds,
            third.nanoseconds,
            blksize,
            of_i64(py, stat.st_blocks as i64),
            special,
        ],
    )
}

/// The status of one path that is plain text.
#[inline]
fn quick_path<'py>(py: Python<'py>, args: &[Borrowed<'_, 'py, PyAny>], flags: i32) -> Answer<'py> {
    let [path] = args else { return None };
    let name = text::plain(path)?;
    Some(match blocking(py, || files::fstatat(Fd::CWD, name, flags)) {
        Ok(stat) => stat_result(py, &stat).map_err(Raised::from),
        Err(failure) => Err(failure.raised(py, Some(path))),
    })
}

fn quick_stat<'py>(py: Python<'py>, args: &[Borrowed<'_, 'py, PyAny>]) -> Answer<'py> {
    quick_path(py, args, 0)
}

fn quick_lstat<'py>(py: Python<'py>, args: &[Borrowed<'_, 'py, PyAny>]) -> Answer<'py> {
    quick_path(py, args, files::AT_SYMLINK_NOFOLLOW)
}

fn quick_fstat<'py>(py: Python<'py>, args: &[Borrowed<'_, 'py, PyAny>]) -> Answer<'py> {
    let [fd] = args else { return None };
    let fd = borrowed(plain_int(fd)?);
    Some(match blocking(py, || files::fstat(fd)) {
        Ok(stat) => stat_result(py, &stat).map_err(Raised::from),
        Err(failure) => Err(failure.raised(py, None)),
    })
}
