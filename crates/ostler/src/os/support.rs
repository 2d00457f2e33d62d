//! What the functions of this module can be asked for on this system.

use std::fmt;

use ostler_sys as sys;

/// A set of function names.
///
/// ```
/// let names = ostler::os::supports_fd();
/// assert!(names.contains("stat") && !names.contains("mkdir"));
/// assert!(names.iter().count() > 10);
/// ```
#[derive(Clone, Copy)]
pub struct FunctionNames(&'static [&'static [&'static str]]);

impl FunctionNames {
    /// Whether the function is in it.
    pub fn contains(self, function: &str) -> bool {
        self.iter().any(|name| name == function)
    }

    /// The names, in no particular order.
    pub fn iter(self) -> impl Iterator<Item = &'static str> {
        self.0.iter().flat_map(|names| names.iter().copied())
    }
}

impl fmt::Debug for FunctionNames {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

/// The functions that take a directory to start from ([`At::dir`](crate::os::At::dir)) on this system:
/// `os.supports_dir_fd`.
///
/// All that do are named; the reference's set leaves out those that are another's second name (`lstat`, `remove`,
/// `replace`).
///
/// ```
/// assert!(ostler::os::supports_dir_fd().contains("rename"));
/// ```
pub fn supports_dir_fd() -> FunctionNames {
    FunctionNames(sys::files::DIR_FD)
}

/// The functions that take an open descriptor in the place of a path on this system: `os.supports_fd`.
///
/// ```
/// assert!(ostler::os::supports_fd().contains("chdir"));
/// ```
pub fn supports_fd() -> FunctionNames {
    FunctionNames(sys::files::FD)
}

/// The functions that can act on a symbolic link itself ([`At::nofollow`](crate::os::At::nofollow)) on this system:
/// `os.supports_follow_symlinks`.
///
/// ```
/// assert!(ostler::os::supports_follow_symlinks().contains("stat"));
/// ```
pub fn supports_follow_symlinks() -> FunctionNames {
    FunctionNames(sys::files::FOLLOW_SYMLINKS)
}

/// `access`, where it can check with the effective ids on this system: `os.supports_effective_ids`.
///
/// ```
/// assert!(ostler::os::supports_effective_ids().contains("access"));
/// ```
pub fn supports_effective_ids() -> FunctionNames {
    FunctionNames(sys::files::EFFECTIVE_IDS)
}
