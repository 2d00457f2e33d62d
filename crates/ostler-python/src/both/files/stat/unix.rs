//! Unix: with the storage of the file, and quick entries.

use ostler::errno::Errno;
use ostler_capi::guarded::Guarded;
use ostler_capi::kept::Kept;
use ostler_capi::number::{of_i64, of_u64, plain_int};
use ostler_capi::quick::Answer;
use ostler_capi::raised::Raised;
use ostler_capi::structseq::{Field, StructSeq};
use ostler_capi::text;
use ostler_sys::fd::Fd;
use ostler_sys::files::{self, Stamp, Stat};
use pyo3::prelude::*;

use super::{fields, fstat, lstat, stat};
use crate::both::stat::Time;
use crate::call::blocking;
use crate::convert::borrowed;

pub(in crate::both::files) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    ostler_capi::quick!(module; stat => quick_stat, lstat => quick_lstat, fstat => quick_fstat);
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

/// The last results. Who asks whether a file is there asks for its size next, and a program that waits for changes asks for the same
/// files again and again: what has not changed is not made anew.
static LAST: Guarded<[Last; LASTS]> =
    Guarded::new([const { Last { numbers: None, result: None } }; LASTS]);

const LASTS: usize = 8;

/// What a file was like when it was last asked for, and the result once it has been the same twice: those of files that are asked for
/// only once are not kept.
struct Last {
    numbers: Option<Numbers>,
    result: Option<Py<PyAny>>,
}

impl Last {
    /// The result for some numbers, or whether they are the same as before.
    #[inline]
    fn same<'py>(&mut self, py: Python<'py>, numbers: &Numbers) -> Seen<'py> {
        if self.numbers.as_ref() != Some(numbers) {
            self.numbers = Some(*numbers);
            if let Some(old) = self.result.take() {
                // A tuple of numbers: nothing of the program's runs.
                drop(old.into_bound(py));
            }
            return Seen::Never;
        }
        match &self.result {
            Some(result) => Seen::Kept(result.bind(py).clone()),
            None => Seen::Once,
        }
    }
}

enum Seen<'py> {
    Never,
    Once,
    Kept(Bound<'py, PyAny>),
}

/// All that is in a result.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Numbers {
    // First, for it tells most files apart.
    inode: u64,
    mode: u64,
    device: u64,
    links: u64,
    uid: u64,
    gid: u64,
    size: i64,
    blksize: u64,
    blocks: i64,
    special: u64,
    accessed: Stamp,
    modified: Stamp,
    changed: Stamp,
}

impl Numbers {
    #[inline]
    fn of(stat: &Stat) -> Self {
        Self {
            inode: stat.st_ino as u64,
            mode: u64::from(stat.st_mode),
            device: stat.st_dev as u64,
            links: stat.st_nlink as u64,
            uid: u64::from(stat.st_uid),
            gid: u64::from(stat.st_gid),
            size: stat.st_size as i64,
            blksize: stat.st_blksize as u64,
            blocks: stat.st_blocks as i64,
            special: stat.st_rdev as u64,
            accessed: files::accessed(stat),
            modified: files::modified(stat),
            changed: files::changed(stat),
        }
    }

    /// The result, with times in all their forms.
    #[inline]
    fn result<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let place = self.inode as usize % LASTS;
        match LAST.with(py, |last| last[place].same(py, self)) {
            Some(Seen::Kept(result)) => STAT_RESULT.again(&result),
            Some(Seen::Never) | None => self.made(py),
            Some(Seen::Once) => {
                let result = self.made(py)?;
                LAST.with(py, |last| {
                    let last = &mut last[place];
                    if last.numbers.as_ref() == Some(self) && last.result.is_none() {
                        last.result = Some(result.clone().unbind());
                    }
                });
                Ok(result)
            }
        }
    }

    fn made<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let [mode, device, uid, gid, blksize, special] = SHARED
            .all(py, [self.mode, self.device, self.uid, self.gid, self.blksize, self.special]);
        let first = Time::new(py, self.accessed);
        // Times are the same more often than not, and then so are the objects.
        let second = if self.modified == self.accessed {
            first.clone()
        } else {
            Time::new(py, self.modified)
        };
        let third = if self.changed == self.modified {
            second.clone()
        } else {
            Time::new(py, self.changed)
        };
        STAT_RESULT.filled(
            py,
            [
                mode,
                of_u64(py, self.inode),
                device,
                of_u64(py, self.links),
                uid,
                gid,
                of_i64(py, self.size),
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
                of_i64(py, self.blocks),
                special,
            ],
        )
    }
}

/// The result of a status.
pub(in crate::both::files) fn stat_result<'py>(
    py: Python<'py>,
    stat: &Stat,
) -> PyResult<Bound<'py, PyAny>> {
    Numbers::of(stat).result(py)
}

/// The answer of a quick entry that asks for a status, about a path or not.
#[inline]
fn answer<'py>(
    py: Python<'py>,
    path: Option<&Bound<'py, PyAny>>,
    mut ask: impl FnMut() -> Result<Stat, Errno> + Send,
) -> Answer<'py> {
    // What the system fills is larger, and would be copied at each step from there to here.
    let mut numbers = None;
    let asked = blocking(py, || {
        numbers = Some(Numbers::of(&ask()?));
        Ok::<(), Errno>(())
    });
    Some(match (asked, &numbers) {
        (Ok(()), Some(numbers)) => numbers.result(py).map_err(Raised::from),
        (Ok(()), None) => return None,
        (Err(failure), _) => Err(failure.raised(py, path)),
    })
}

/// The status of one path that is plain text.
#[inline]
fn quick_path<'py>(py: Python<'py>, args: &[Borrowed<'_, 'py, PyAny>], flags: i32) -> Answer<'py> {
    let [path] = args else { return None };
    let name = text::plain(path)?;
    answer(py, Some(path), || files::fstatat(Fd::CWD, name, flags))
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
    answer(py, None, || files::fstat(fd))
}
