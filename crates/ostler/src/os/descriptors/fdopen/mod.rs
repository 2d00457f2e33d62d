//! File objects.

#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

use std::fs::File;

use crate::error::Result;
use crate::fd::OwnedFd;
#[cfg(unix)]
use unix as system;
#[cfg(windows)]
use windows as system;

/// A file object on a descriptor, with the standard library's reading, writing and seeking: `os.fdopen(fd)`.
///
/// On Windows it has a handle of its own, and knows nothing of text mode.
///
/// # Errors
///
/// `IsADirectory` for a directory; on Windows `EBADF` and `EMFILE`. The descriptor is closed then.
///
/// ```
/// use std::io::{Read, Write};
/// use ostler::os;
/// let (r, w) = os::pipe()?;
/// os::fdopen(w)?.write_all(b"text")?;
/// let mut text = String::new();
/// os::fdopen(r)?.read_to_string(&mut text)?;
/// assert_eq!(text, "text");
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn fdopen(fd: impl Into<OwnedFd>) -> Result<File> {
    system::file(fd.into())
}
