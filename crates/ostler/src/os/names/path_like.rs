//! What stands for a path.

use std::path::Path;

/// Anything that stands for a path: `os.PathLike`.
///
/// Every type that gives a [`Path`] (`AsRef<Path>`) has it: strings, [`PathBuf`](std::path::PathBuf), and what a program
/// implements that for. Functions of this crate take `impl AsRef<Path>`, which is the same thing.
///
/// ```
/// use ostler::os::PathLike;
/// use std::path::{Path, PathBuf};
///
/// struct Spool { root: PathBuf }
///
/// impl AsRef<Path> for Spool {
///     fn as_ref(&self) -> &Path {
///         &self.root
///     }
/// }
///
/// let spool = Spool { root: "/var/spool".into() };
/// assert_eq!(spool.fspath(), "/var/spool");
/// assert!(ostler::os::stat(spool.fspath().join("missing")).is_err());
/// ```
pub trait PathLike {
    /// The path: `__fspath__()`.
    #[doc(alias = "__fspath__")]
    fn fspath(&self) -> &Path;
}

impl<T: AsRef<Path> + ?Sized> PathLike for T {
    #[inline]
    fn fspath(&self) -> &Path {
        self.as_ref()
    }
}

/// The path that something stands for: `os.fspath(path)`.
///
/// ```
/// assert_eq!(ostler::os::fspath("/etc"), "/etc");
/// ```
#[inline]
pub fn fspath<P: PathLike + ?Sized>(path: &P) -> &Path {
    path.fspath()
}
