//! How paths and lines are written.

// The names are the reference's.
#![allow(non_upper_case_globals)]

#[cfg(unix)]
use ostler_sys::c;

/// What Windows has, or else all that are like Unix.
macro_rules! by_family {
    ($windows:expr, $unix:expr) => {
        if cfg!(windows) { $windows } else { $unix }
    };
}

/// The family of the system: `os.name`. `"nt"` for Windows, `"posix"` for all that are like Unix.
pub const name: &str = by_family!("nt", "posix");

/// What a path calls the directory it is in: `os.curdir`.
pub const curdir: &str = ".";

/// What a path calls the directory above: `os.pardir`.
pub const pardir: &str = "..";

/// What separates the components of a path: `os.sep`.
///
/// To take paths apart, use [`std::path::Path`].
pub const sep: &str = by_family!("\\", "/");

/// A second separator of components, where there is one: `os.altsep`.
pub const altsep: Option<&str> = by_family!(Some("/"), None);

/// What separates a file's name from its extension: `os.extsep`.
pub const extsep: &str = ".";

/// What separates paths in a list like `PATH`: `os.pathsep`.
pub const pathsep: &str = by_family!(";", ":");

/// Where programs are looked for if the environment has no `PATH`: `os.defpath`.
pub const defpath: &str = by_family!(r".;C:\bin", "/bin:/usr/bin");

/// What ends a line in a file: `os.linesep`.
pub const linesep: &str = by_family!("\r\n", "\n");

/// The device that swallows everything: `os.devnull`.
pub const devnull: &str = by_family!("nul", "/dev/null");

/// How many names the C library's `tmpnam` has at least. Not documented in the reference.
#[cfg(unix)]
pub const TMP_MAX: u32 = c::TMP_MAX;

/// How many names the C runtime's `tmpnam` has. Not documented in the reference.
#[cfg(windows)]
pub const TMP_MAX: u32 = i32::MAX as u32;
