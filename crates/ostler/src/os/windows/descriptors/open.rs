//! Opening files, and pipes.

use std::path::Path;

use ostler_sys::{self as sys, c};

use crate::audit::{Arg, audit};
use crate::error::{OrPath as _, Result};
use crate::fd::OwnedFd;
use crate::os::At;
use crate::os::at::with_path;

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
        /// Bytes are bytes. Without it lines end in CR LF outside and in LF inside.
        O_BINARY = c::O_BINARY;
        /// Lines end in CR LF outside and in LF inside, and Ctrl-Z ends what is read.
        O_TEXT = c::O_TEXT;
        /// Programs that are run do not get it, which is so anyway.
        O_NOINHERIT = c::O_NOINHERIT;
        /// With [`O_CREAT`]: kept in memory where that is possible.
        O_SHORT_LIVED = c::O_SHORT_LIVED;
        /// With [`O_CREAT`]: removed when the last descriptor is closed.
        O_TEMPORARY = c::O_TEMPORARY;
        /// Read here and there.
        O_RANDOM = c::O_RANDOM;
        /// Read from start to end.
        O_SEQUENTIAL = c::O_SEQUENTIAL;
    }
}

/// Opens a file: `os.open(path, flags)`, `_wopen`. The descriptor is not inheritable.
///
/// Without [`O_BINARY`] it is in text mode, as in the reference.
///
/// # Errors
///
/// `FileNotFound`, `FileExists`; `PermissionDenied` for a directory, a read-only file that is to be written, or a file
/// that somebody has open and does not share. The C runtime tells no Win32 code.
///
/// # Audit
///
/// `open` with `path`, `None` (the mode string of file objects), and the flags as the runtime gets them,
/// [`O_NOINHERIT`] among them.
///
/// ```no_run
/// use ostler::os;
/// let file = os::open("notes.txt", os::O_RDONLY | os::O_BINARY)?;
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn open(path: impl AsRef<Path>, flags: OpenFlags) -> Result<OwnedFd> {
    open_with(path, flags, 0o777, At::cwd())
}

/// [`open`] with a mode for a file it makes: `os.open(path, flags, mode=0o777)`.
///
/// Of the mode only one bit counts: without `S_IWRITE` (0o200) a new file is read-only.
///
/// # Errors
///
/// As [`open`]; `NotImplemented` for any option of `at`.
///
/// # Audit
///
/// As [`open`].
pub fn open_with(
    path: impl AsRef<Path>,
    flags: OpenFlags,
    mode: u32,
    at: At<'_>,
) -> Result<OwnedFd> {
    let path = path.as_ref();
    at.none("open")?;
    let flags = flags | O_NOINHERIT;
    audit!("open", path, Arg::None, flags);
    with_path(path, |name| sys::descriptors::open(name, flags.bits(), mode)).or_path(path)
}

/// Makes a pipe: the end to read from, and the end to write to. `os.pipe()`, `CreatePipe`. Neither is inheritable.
///
/// # Errors
///
/// Code 4 if the table of descriptors is full.
///
/// ```no_run
/// use ostler::os;
/// let (r, w) = os::pipe()?;
/// os::write(&w, b"through")?;
/// assert_eq!(os::read(&r, 100)?, b"through");
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn pipe() -> Result<(OwnedFd, OwnedFd)> {
    Ok(sys::descriptors::pipe()?)
}
