//! Opening files.

use std::path::Path;

use crate::audit::{Arg, audit};
use crate::error::{OrPath as _, Result};
use crate::fd::OwnedFd;
use crate::host::retry;
use crate::os::At;
use crate::sys::{self, c};

flags! {
    /// How [`open`] opens a file: one of [`O_RDONLY`], [`O_WRONLY`], [`O_RDWR`], and any of the others.
    pub struct OpenFlags: i32 {
        /// For reading.
        O_RDONLY = c::O_RDONLY;
        /// For writing.
        O_WRONLY = c::O_WRONLY;
        /// For reading and writing.
        O_RDWR = c::O_RDWR;
        /// Every write goes to the end of the file.
        O_APPEND = c::O_APPEND;
        /// Made if it does not exist.
        O_CREAT = c::O_CREAT;
        /// With [`O_CREAT`]: fails if it exists.
        O_EXCL = c::O_EXCL;
        /// Emptied.
        O_TRUNC = c::O_TRUNC;
        /// Must be a directory.
        O_DIRECTORY = c::O_DIRECTORY;
        /// Must not be a symbolic link.
        O_NOFOLLOW = c::O_NOFOLLOW;
        /// Not inherited by programs the process runs. Every descriptor this crate opens has it.
        O_CLOEXEC = c::O_CLOEXEC;
    }
}

/// Opens a file: `os.open(path, flags)`, `open(2)`. The descriptor is not inheritable.
///
/// A file that [`O_CREAT`] makes has mode 0o777 less the umask; [`open_with`] takes another.
///
/// # Errors
///
/// As `open(2)`.
///
/// # Audit
///
/// `open` with `path`, `None` (the mode string of file objects), `flags`.
///
/// ```
/// use ostler::os;
/// let dir = os::open("/", os::O_RDONLY | os::O_DIRECTORY)?;
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn open(path: impl AsRef<Path>, flags: OpenFlags) -> Result<OwnedFd> {
    open_with(path, flags, 0o777, At::cwd())
}

/// [`open`] with a mode for a file it makes, from a directory: `os.open(path, flags, mode=0o777, *, dir_fd=None)`,
/// `openat(2)`; beneath a directory with [`At::beneath`].
///
/// # Errors
///
/// As [`open`].
///
/// ```
/// use ostler::os::{self, At};
/// let dir = os::open("/proc", os::O_RDONLY)?;
/// let file = os::open_with("version", os::O_RDONLY, 0, At::dir(&dir).beneath())?;
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn open_with(
    path: impl AsRef<Path>,
    flags: OpenFlags,
    mode: u32,
    at: At<'_>,
) -> Result<OwnedFd> {
    let path = path.as_ref();
    audit!("open", path, Arg::None, flags);
    let mut flags = flags.bits();
    if !at.follows_symlinks() {
        flags |= c::O_NOFOLLOW;
    }
    if at.is_beneath() {
        return at.open_beneath_with(path, flags, mode).or_path(path);
    }
    at.on_file(path, |dir, name| retry(|| sys::descriptors::openat(dir, name, flags, mode)))
        .or_path(path)
}
