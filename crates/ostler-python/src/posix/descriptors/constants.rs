//! The constants of these functions.

use ostler_sys::c;
use ostler_sys::files::mount;
use pyo3::prelude::*;

macro_rules! constants {
    ($module:expr; $from:ident: $($name:ident),* $(,)?) => {
        $($module.add(stringify!($name), i64::from($from::$name))?;)*
    };
}

pub(super) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    constants! { module; c:
        O_RDONLY, O_WRONLY, O_RDWR, O_ACCMODE, O_APPEND, O_CREAT, O_EXCL, O_TRUNC, O_NONBLOCK, O_NDELAY,
        O_NOCTTY, O_CLOEXEC, O_SYNC, O_DSYNC, O_RSYNC, O_FSYNC, O_ASYNC, O_DIRECT, O_DIRECTORY, O_NOFOLLOW,
        O_NOATIME, O_PATH, O_TMPFILE, O_LARGEFILE,
        SEEK_DATA, SEEK_HOLE,
        F_LOCK, F_TLOCK, F_ULOCK, F_TEST,
        RWF_HIPRI, RWF_DSYNC, RWF_SYNC, RWF_NOWAIT, RWF_APPEND, RWF_ATOMIC, RWF_DONTCACHE,
        POSIX_FADV_NORMAL, POSIX_FADV_SEQUENTIAL, POSIX_FADV_RANDOM, POSIX_FADV_NOREUSE,
        POSIX_FADV_WILLNEED, POSIX_FADV_DONTNEED,
        SPLICE_F_MOVE, SPLICE_F_NONBLOCK, SPLICE_F_MORE,
    }
    for (name, value) in [
        ("ST_RDONLY", mount::ST_RDONLY),
        ("ST_NOSUID", mount::ST_NOSUID),
        ("ST_NODEV", mount::ST_NODEV),
        ("ST_NOEXEC", mount::ST_NOEXEC),
        ("ST_SYNCHRONOUS", mount::ST_SYNCHRONOUS),
        ("ST_MANDLOCK", mount::ST_MANDLOCK),
        ("ST_WRITE", mount::ST_WRITE),
        ("ST_APPEND", mount::ST_APPEND),
        ("ST_NOATIME", mount::ST_NOATIME),
        ("ST_NODIRATIME", mount::ST_NODIRATIME),
        ("ST_RELATIME", mount::ST_RELATIME),
    ] {
        module.add(name, value)?;
    }
    Ok(())
}
