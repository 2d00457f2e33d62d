//! Pipes and devices in the file system, and the numbers of devices.

use std::path::Path;

use ostler_sys as sys;

use crate::errno;
use crate::error::{Error, OrPath as _, Result};
use crate::host::retry;
use crate::os::At;

/// The number of no device: `os.NODEV`.
pub const NODEV: u64 = u64::MAX;

/// Makes a named pipe that everyone may use as far as the umask allows: `os.mkfifo(path)`, `mkfifo(3)`.
///
/// Nothing is opened. Who opens it for reading waits for somebody who opens it for writing, and the other way round.
///
/// # Errors
///
/// `FileExists` if the name is taken.
///
/// ```
/// use ostler::os;
/// let tmp = tempfile::tempdir()?;
/// os::mkfifo(tmp.path().join("queue"))?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn mkfifo(path: impl AsRef<Path>) -> Result<()> {
    mkfifo_with(path, 0o666, At::cwd())
}

/// [`mkfifo`] with a mode, from a directory: `os.mkfifo(path, mode=0o666, *, dir_fd=None)`, `mkfifoat(3)`.
///
/// The umask is taken out of `mode`.
///
/// # Errors
///
/// As [`mkfifo`]; on Apple systems `NotImplemented` for a directory.
///
/// ```
/// use ostler::os::{self, At};
/// let tmp = tempfile::tempdir()?;
/// let dir = os::open(tmp.path(), os::O_RDONLY)?;
/// os::mkfifo_with("queue", 0o600, At::dir(&dir).beneath())?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn mkfifo_with(path: impl AsRef<Path>, mode: u32, at: At<'_>) -> Result<()> {
    let path = path.as_ref();
    at.only_dir("mkfifo")?;
    at.on_entry(path, |dir, name| retry(|| sys::files::mkfifoat(dir, name, mode)))
        .map_err(|error| no_directory(error, "mkfifo"))
        .or_path(path)
}

/// Makes an empty file that only its owner may use: `os.mknod(path)`, `mknod(2)`. For pipes and devices, [`mknod_with`].
///
/// # Errors
///
/// `FileExists` if the name is taken.
///
/// ```
/// use ostler::os;
/// let tmp = tempfile::tempdir()?;
/// os::mknod(tmp.path().join("lock"))?;
/// assert_eq!(os::stat(tmp.path().join("lock"))?.st_size(), 0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn mknod(path: impl AsRef<Path>) -> Result<()> {
    mknod_with(path, 0o600, 0, At::cwd())
}

/// Makes a file, a pipe, a socket or a device: `os.mknod(path, mode=0o600, device=0, *, dir_fd=None)`, `mknodat(2)`.
///
/// `mode` is the type (`S_IFREG`, `S_IFCHR`, `S_IFBLK`, `S_IFIFO`; a file if it has none) and the permissions, out of
/// which the umask is taken. `device` is what [`makedev`] composes; only devices have one.
///
/// # Errors
///
/// As [`mknod`]; `PermissionDenied` (`EPERM`) for devices if the process is not privileged; `EINVAL` for a device number
/// the system cannot have; on Apple systems `NotImplemented` for a directory.
///
/// ```
/// use ostler::os::{self, At};
/// const S_IFIFO: u32 = 0o010000;
/// let tmp = tempfile::tempdir()?;
/// let dir = os::open(tmp.path(), os::O_RDONLY)?;
/// os::mknod_with("queue", S_IFIFO | 0o600, 0, At::dir(&dir))?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn mknod_with(path: impl AsRef<Path>, mode: u32, device: u64, at: At<'_>) -> Result<()> {
    let path = path.as_ref();
    at.only_dir("mknod")?;
    at.on_entry(path, |dir, name| retry(|| sys::files::mknodat(dir, name, mode, device)))
        .map_err(|error| no_directory(error, "mknod"))
        .or_path(path)
}

fn no_directory(error: Error, function: &str) -> Error {
    if error.errno() == Some(errno::ENOSYS) {
        return Error::not_implemented(format!("{function}: dir_fd unavailable on this platform"));
    }
    error
}

/// The major number of a device, which says what drives it: `os.major(device)`, `major(3)`.
///
/// `device` is an [`st_rdev`](crate::os::StatResult::st_rdev) or [`st_dev`](crate::os::StatResult::st_dev).
///
/// ```
/// use ostler::os;
/// assert_eq!(os::major(os::stat("/dev/null")?.st_rdev()), 1);
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn major(device: u64) -> u32 {
    sys::files::major(device)
}

/// The minor number of a device, which says which of its kind it is: `os.minor(device)`, `minor(3)`.
///
/// ```
/// use ostler::os;
/// assert_eq!(os::minor(os::stat("/dev/null")?.st_rdev()), 3);
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn minor(device: u64) -> u32 {
    sys::files::minor(device)
}

/// The number of a device from its two parts: `os.makedev(major, minor)`, `makedev(3)`.
///
/// ```
/// use ostler::os;
/// assert_eq!(os::makedev(1, 3), os::stat("/dev/null")?.st_rdev());
/// assert_eq!(os::makedev(u32::MAX, u32::MAX), os::NODEV);
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn makedev(major: u32, minor: u32) -> u64 {
    sys::files::makedev(major, minor)
}
