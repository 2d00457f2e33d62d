//! How paths and lines are written.

// The names are the reference's.
#![allow(non_upper_case_globals)]

use crate::sys::c;

/// The family of the system: `os.name`. `"posix"` for all that are like Unix.
pub const name: &str = "posix";

/// What a path calls the directory it is in: `os.curdir`.
pub const curdir: &str = ".";

/// What a path calls the directory above: `os.pardir`.
pub const pardir: &str = "..";

/// What separates the components of a path: `os.sep`.
///
/// To take paths apart, use [`std::path::Path`].
pub const sep: &str = "/";

/// A second separator of components, where there is one: `os.altsep`.
pub const altsep: Option<&str> = None;

/// What separates a file's name from its extension: `os.extsep`.
pub const extsep: &str = ".";

/// What separates paths in a list like `PATH`: `os.pathsep`.
pub const pathsep: &str = ":";

/// Where programs are looked for if the environment has no `PATH`: `os.defpath`.
pub const defpath: &str = "/bin:/usr/bin";

/// What ends a line in a file: `os.linesep`.
pub const linesep: &str = "\n";

/// The device that swallows everything: `os.devnull`.
pub const devnull: &str = "/dev/null";

/// How many names the C library's `tmpnam` has at least. Not documented in the reference.
pub const TMP_MAX: u32 = c::TMP_MAX;
