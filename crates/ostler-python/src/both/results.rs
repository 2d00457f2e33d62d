//! The struct sequences that are types of both modules, be there a function for them or not.

use std::ffi::CStr;

use ostler_capi::structseq::{Field, StructSeq};
use pyo3::prelude::*;

pub(crate) fn add(module: &Bound<'_, PyModule>) -> PyResult<()> {
    let py = module.py();
    module.add("statvfs_result", STATVFS_RESULT.type_object(py)?)?;
    module.add("terminal_size", TERMINAL_SIZE.type_object(py)?)?;
    module.add("times_result", TIMES_RESULT.type_object(py)?)?;
    module.add("uname_result", UNAME_RESULT.type_object(py)?)
}

// Two of them are named after the module.
const TIMES: &CStr = if cfg!(windows) { c"nt.times_result" } else { c"posix.times_result" };
const UNAME: &CStr = if cfg!(windows) { c"nt.uname_result" } else { c"posix.uname_result" };

/// What `statvfs` and `fstatvfs` give.
pub(crate) static STATVFS_RESULT: StructSeq = StructSeq::new(
    c"os.statvfs_result",
    c"statvfs_result: Result from statvfs or fstatvfs.",
    &[
        Field::Named(c"f_bsize", c"bytes to read or write at a time"),
        Field::Named(c"f_frsize", c"bytes in a block"),
        Field::Named(c"f_blocks", c"blocks altogether"),
        Field::Named(c"f_bfree", c"free blocks"),
        Field::Named(c"f_bavail", c"free blocks for ordinary users"),
        Field::Named(c"f_files", c"files altogether"),
        Field::Named(c"f_ffree", c"files that can be made"),
        Field::Named(c"f_favail", c"files that ordinary users can make"),
        Field::Named(c"f_flag", c"how it is mounted"),
        Field::Named(c"f_namemax", c"length of the longest name"),
        Field::Named(c"f_fsid", c"which file system"),
    ],
    10,
);

/// What `get_terminal_size` gives.
pub(crate) static TERMINAL_SIZE: StructSeq = StructSeq::new(
    c"os.terminal_size",
    c"A tuple of (columns, lines) for holding terminal window size",
    &[
        Field::Named(c"columns", c"width of the terminal window in characters"),
        Field::Named(c"lines", c"height of the terminal window in characters"),
    ],
    2,
);

/// What `times` gives.
pub(crate) static TIMES_RESULT: StructSeq = StructSeq::new(
    TIMES,
    c"times_result: Result from os.times(), in seconds.",
    &[
        Field::Named(c"user", c"user time"),
        Field::Named(c"system", c"system time"),
        Field::Named(c"children_user", c"user time of children"),
        Field::Named(c"children_system", c"system time of children"),
        Field::Named(c"elapsed", c"elapsed time since an arbitrary point in the past"),
    ],
    5,
);

/// What `uname` gives.
pub(crate) static UNAME_RESULT: StructSeq = StructSeq::new(
    UNAME,
    c"uname_result: Result from os.uname(): a tuple of five strings, which have names too.",
    &[
        Field::Named(c"sysname", c"operating system name"),
        Field::Named(c"nodename", c"name of machine on network (implementation-defined)"),
        Field::Named(c"release", c"operating system release"),
        Field::Named(c"version", c"operating system version"),
        Field::Named(c"machine", c"hardware identifier"),
    ],
    5,
);
