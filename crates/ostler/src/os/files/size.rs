//! Sizes, and what is still on its way to the disk.

use ostler_sys as sys;

use crate::audit::{audit, events};
use crate::error::{OrPath as _, Result};
use crate::host::retry;
use crate::os::at::{Spot, Target, with_path};
use crate::os::ftruncate;

/// Makes a file this many bytes long, by path or by descriptor: `os.truncate(path, length)`, `truncate(2)`,
/// `ftruncate(2)`, `_chsize_s`.
///
/// What is beyond the length is lost; a shorter file is filled up with zeros, which take no room.
///
/// # Errors
///
/// `IsADirectory` for a directory; `EINVAL` for anything else that is not a file, for a descriptor that is not open for
/// writing, and for a negative length; `EFBIG` for a length the file system cannot have. On Windows `PermissionDenied` for a
/// directory or a read-only file.
///
/// # Audit
///
/// `os.truncate` with `path`, `length`.
///
/// ```
/// use ostler::os;
/// let file = tempfile::tempfile()?;
/// os::truncate(&file, 1 << 20)?;
/// assert_eq!(os::stat(&file)?.st_size(), 1 << 20);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn truncate(target: impl Target, length: i64) -> Result<()> {
    match target.spot() {
        Spot::Fd(fd) => ftruncate(fd, length),
        Spot::Path(path) => {
            audit!(events::Truncate { path, length });
            with_path(path, |path| retry(|| sys::files::truncate(path, length))).or_path(path)
        }
    }
}

/// Has everything that was written to any file put on its disk: `os.sync()`, `sync(2)`.
///
/// # Platforms
///
/// Unix.
///
/// ```
/// ostler::os::sync();
/// ```
#[cfg(unix)]
pub fn sync() {
    sys::files::sync();
}
