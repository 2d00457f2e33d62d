//! What a status is made of.

use ostler_capi::structseq::{Field, StructSeq};

/// What it has everywhere.
const COMMON: [Field; 16] = [
    Field::Named(c"st_mode", c"protection bits"),
    Field::Named(c"st_ino", c"inode"),
    Field::Named(c"st_dev", c"device"),
    Field::Named(c"st_nlink", c"number of hard links"),
    Field::Named(c"st_uid", c"user ID of owner"),
    Field::Named(c"st_gid", c"group ID of owner"),
    Field::Named(c"st_size", c"total size, in bytes"),
    Field::Unnamed(c"integer time of last access"),
    Field::Unnamed(c"integer time of last modification"),
    Field::Unnamed(c"integer time of last change"),
    Field::Named(c"st_atime", c"time of last access"),
    Field::Named(c"st_mtime", c"time of last modification"),
    Field::Named(c"st_ctime", c"time of last change"),
    Field::Named(c"st_atime_ns", c"time of last access in nanoseconds"),
    Field::Named(c"st_mtime_ns", c"time of last modification in nanoseconds"),
    Field::Named(c"st_ctime_ns", c"time of last change in nanoseconds"),
];

/// With those of one system after them.
pub(super) const fn with<const OWN: usize, const ALL: usize>(own: [Field; OWN]) -> [Field; ALL] {
    assert!(COMMON.len() + OWN == ALL, "all, and no more");
    let mut all = [COMMON[0]; ALL];
    let mut at = 0;
    while at < ALL {
        all[at] = if at < COMMON.len() { COMMON[at] } else { own[at - COMMON.len()] };
        at += 1;
    }
    all
}

/// What `stat`, `lstat` and `fstat` give, of these fields.
pub(super) const fn sequence(fields: &'static [Field]) -> StructSeq {
    let doc = c"stat_result: Result from stat, fstat, or lstat.";
    StructSeq::new(c"os.stat_result", doc, fields, 10).of_times()
}
