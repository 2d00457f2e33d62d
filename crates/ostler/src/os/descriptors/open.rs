//! Opening files.

use std::path::Path;

use ostler_sys::c;

use crate::audit::{Arg, audit, events};
use crate::error::{OrPath as _, Result};
use crate::fd::OwnedFd;
use crate::os::At;

flags! {
    /// How [`open`] opens a file: one of [`O_RDONLY`], [`O_WRONLY`], [`O_RDWR`], and any of the others.
    pub struct OpenFlags: i32 {
        /// For reading.
        O_RDONLY = c::O_RDONLY;
        /// For writing.
        O_WRONLY = c::O_WRONLY;
        /// For reading and writing.
        O_RDWR = c::O_RDWR;
        /// The bits that say whether for reading, writing or both. A mask, not a way to open.
        #[cfg(unix)]
        O_ACCMODE = c::O_ACCMODE;
        /// Every write goes to the end of the file.
        O_APPEND = c::O_APPEND;
        /// Made if it does not exist.
        O_CREAT = c::O_CREAT;
        /// With [`O_CREAT`]: fails if it exists.
        O_EXCL = c::O_EXCL;
        /// Emptied.
        O_TRUNC = c::O_TRUNC;
        /// A write returns when the bytes, and what is needed to read them, are on the disk.
        #[cfg(unix)]
        O_DSYNC = c::O_DSYNC;
        /// A write returns when the bytes and all that is known of the file are on the disk.
        #[cfg(unix)]
        O_SYNC = c::O_SYNC;
        /// A read, too, waits for the writes before it to be on the disk, as far as [`O_DSYNC`] or [`O_SYNC`] says.
        #[cfg(all(unix, not(any(apple, bsd))))]
        O_RSYNC = c::O_RSYNC;
        /// The older name of [`O_SYNC`].
        #[cfg(any(apple, bsd, all(target_os = "linux", target_env = "gnu")))]
        O_FSYNC = c::O_FSYNC;
        /// Neither the opening nor any operation on the descriptor waits.
        #[cfg(unix)]
        O_NONBLOCK = c::O_NONBLOCK;
        /// The older name of [`O_NONBLOCK`].
        #[cfg(unix)]
        O_NDELAY = c::O_NDELAY;
        /// A terminal does not become the process's controlling terminal.
        #[cfg(unix)]
        O_NOCTTY = c::O_NOCTTY;
        /// Not inherited by programs the process runs. Every descriptor this crate opens has it.
        #[cfg(unix)]
        O_CLOEXEC = c::O_CLOEXEC;
        /// A signal (`SIGIO`) says when the descriptor is ready.
        #[cfg(unix)]
        O_ASYNC = c::O_ASYNC;
        /// Past the cache: buffers, lengths and offsets must be aligned as the file system wants.
        #[cfg(all(unix, not(any(apple, target_os = "openbsd"))))]
        O_DIRECT = c::O_DIRECT;
        /// Must be a directory.
        #[cfg(unix)]
        O_DIRECTORY = c::O_DIRECTORY;
        /// Must not be a symbolic link.
        #[cfg(unix)]
        O_NOFOLLOW = c::O_NOFOLLOW;
        /// Reading leaves the time of the last access as it is. For the owner only.
        #[cfg(linux_kernel)]
        O_NOATIME = c::O_NOATIME;
        /// Only a place in the tree of files: neither for reading nor for writing.
        #[cfg(linux_kernel)]
        O_PATH = c::O_PATH;
        /// A new file without a name, in the directory given.
        #[cfg(linux_kernel)]
        O_TMPFILE = c::O_TMPFILE;
        /// Beyond 2 GiB on 32-bit systems; 0 where that goes without saying.
        #[cfg(linux_kernel)]
        O_LARGEFILE = c::O_LARGEFILE;
        /// With a shared lock.
        #[cfg(any(apple, bsd))]
        O_SHLOCK = c::O_SHLOCK;
        /// With an exclusive lock.
        #[cfg(any(apple, bsd))]
        O_EXLOCK = c::O_EXLOCK;
        /// Only for events: the volume can be unmounted all the same.
        #[cfg(apple)]
        O_EVTONLY = c::O_EVTONLY;
        /// A symbolic link itself.
        #[cfg(apple)]
        O_SYMLINK = c::O_SYMLINK;
        /// No component of the path may be a symbolic link.
        #[cfg(apple)]
        O_NOFOLLOW_ANY = c::O_NOFOLLOW_ANY;
        /// Bytes are bytes. Without it lines end in CR LF outside and in LF inside.
        #[cfg(windows)]
        O_BINARY = c::O_BINARY;
        /// Lines end in CR LF outside and in LF inside, and Ctrl-Z ends what is read.
        #[cfg(windows)]
        O_TEXT = c::O_TEXT;
        /// Programs that are run do not get it, which is so anyway.
        #[cfg(windows)]
        O_NOINHERIT = c::O_NOINHERIT;
        /// With [`O_CREAT`]: kept in memory where that is possible.
        #[cfg(windows)]
        O_SHORT_LIVED = c::O_SHORT_LIVED;
        /// With [`O_CREAT`]: removed when the last descriptor is closed.
        #[cfg(windows)]
        O_TEMPORARY = c::O_TEMPORARY;
        /// Read here and there.
        #[cfg(windows)]
        O_RANDOM = c::O_RANDOM;
        /// Read from start to end.
        #[cfg(windows)]
        O_SEQUENTIAL = c::O_SEQUENTIAL;
    }
}

/// Opens a file: `os.open(path, flags)`, `open(2)`, `_wopen`. The descriptor is not inheritable.
///
/// A file that [`O_CREAT`] makes has mode 0o777 less the umask; [`open_with`] takes another. On Windows the file is in text
/// mode, as in the reference, unless `O_BINARY` says otherwise.
///
/// # Errors
///
/// As `open(2)`. On Windows `PermissionDenied` for a directory, for a read-only file that is to be written, and for a file that
/// another program has open and does not share; the C runtime tells no Win32 code.
///
/// # Audit
///
/// `open` with `path`, `None` (the mode string of file objects), and the flags as the system gets them, `O_CLOEXEC` (on
/// Windows `O_NOINHERIT`) among them.
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
/// On Windows one bit of the mode counts: without `S_IWRITE` (0o200) a new file is read-only.
///
/// # Errors
///
/// As [`open`]; `NotImplemented` on Windows for any option of `at`.
///
/// # Audit
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
    let flags = flags | OpenFlags::from_bits_retain(at.open_flags()?);
    audit!(events::Open { path, mode: Arg::None, flags });
    at.open(path, flags.bits(), mode).or_path(path)
}
