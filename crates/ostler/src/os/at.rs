//! Which file a function means: by path, from which directory, through which links; or by descriptor.

use std::borrow::Cow;
use std::ffi::{CStr, OsStr, OsString};
use std::fs::File;
use std::path::{Component, Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;

use crate::audit::Arg;
use crate::errno;
use crate::error::{Error, Result};
use crate::fd::{AsFd, AsRawFd as _, BorrowedFd, Fd, OwnedFd};
use crate::host::retry;
use crate::sys::{self, cstr};

/// Where a path starts and how it is followed: the reference's `dir_fd=` and `follow_symlinks=`, and one thing more.
///
/// The default is the reference's: from the current directory, through symbolic links, to anywhere.
///
/// ```
/// use ostler::os::{self, At};
///
/// let dir = os::open("/", os::O_RDONLY | os::O_DIRECTORY)?;
/// let by_link = os::stat_with("etc", At::dir(&dir).nofollow())?;
/// assert!(ostler::stat::S_ISDIR(by_link.st_mode()));
/// # Ok::<(), ostler::Error>(())
/// ```
///
/// A function that cannot honour an option fails with [`ErrorKind::NotImplemented`](crate::ErrorKind::NotImplemented);
/// none is ever ignored.
#[derive(Clone, Copy, Default, Debug)]
pub struct At<'fd> {
    dir: Option<BorrowedFd<'fd>>,
    nofollow: bool,
    beneath: bool,
}

impl<'fd> At<'fd> {
    /// From the current directory.
    pub const fn cwd() -> Self {
        Self { dir: None, nofollow: false, beneath: false }
    }

    /// From an open directory (`dir_fd=`). An absolute path does not look at it.
    pub fn dir<F: AsFd + ?Sized>(dir: &'fd F) -> Self {
        Self { dir: Some(dir.as_fd()), ..Self::cwd() }
    }

    /// A symbolic link at the end of the path is meant itself, not what it points to (`follow_symlinks=False`).
    #[must_use]
    pub const fn nofollow(self) -> Self {
        Self { nofollow: true, ..self }
    }

    /// The path may not leave the directory it starts from: not by `..`, not by an absolute path, not by a symbolic link
    /// on the way, not by a race with somebody who moves directories about.
    ///
    /// An attempt fails with `EXDEV`. The kernel resolves the path (`openat2(2)` with `RESOLVE_BENEATH`, Linux 5.6); a
    /// system that has no such service fails with [`ErrorKind::NotImplemented`](crate::ErrorKind::NotImplemented).
    /// Functions that make, remove or rename an entry resolve the path's parent this way and act on its last component,
    /// which no such call follows. The others act on a descriptor of the file they found; `access`, `chmod` and `link`
    /// name it as `/proc/self/fd/N`, so they need `/proc`. Where somebody renames directories all the time, a path with
    /// `..` in it may fail with `EAGAIN`: the kernel could not be certain of any answer.
    ///
    /// ```
    /// use ostler::os::{self, At};
    ///
    /// let tmp = tempfile::tempdir()?;
    /// let dir = os::open(tmp.path(), os::O_RDONLY | os::O_DIRECTORY)?;
    /// let escape = os::mkdir_with("../outside", 0o777, At::dir(&dir).beneath()).unwrap_err();
    /// assert_eq!(escape.errno(), Some(ostler::errno::EXDEV));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub const fn beneath(self) -> Self {
        Self { beneath: true, ..self }
    }

    /// The directory paths start from, if one was given.
    pub const fn dir_fd(self) -> Option<BorrowedFd<'fd>> {
        self.dir
    }

    /// Whether a symbolic link at the end of the path is followed.
    pub const fn follows_symlinks(self) -> bool {
        !self.nofollow
    }

    /// Whether the path must stay beneath its start.
    pub const fn is_beneath(self) -> bool {
        self.beneath
    }

    /// The directory for a call ending in `at`.
    #[inline]
    pub(crate) fn fd(self) -> Fd<'fd> {
        self.dir.map_or(Fd::CWD, Fd::from)
    }

    /// The number an audit event has for the directory: -1 where none was given.
    pub(crate) fn audit_dir(self) -> i32 {
        self.dir.map_or(-1, |dir| dir.as_raw_fd())
    }

    /// `AT_SYMLINK_NOFOLLOW` where it applies.
    #[inline]
    pub(crate) fn flags(self) -> i32 {
        if self.nofollow { sys::files::AT_SYMLINK_NOFOLLOW } else { 0 }
    }

    /// For functions that have no `follow_symlinks`.
    #[inline]
    pub(crate) fn only_dir(self, function: &str) -> Result<()> {
        if self.nofollow {
            return Err(Error::not_implemented(format!(
                "{function}: follow_symlinks unavailable on this platform"
            )));
        }
        Ok(())
    }

    /// For a descriptor given in the place of a path: nothing of this applies then.
    #[inline]
    pub(crate) fn unused(self, function: &str) -> Result<()> {
        if self.dir.is_some() || self.beneath {
            return Err(Error::value(format!(
                "{function}: can't specify dir_fd without matching path"
            )));
        }
        if self.nofollow {
            return Err(Error::value(format!(
                "{function}: cannot use fd and follow_symlinks together"
            )));
        }
        Ok(())
    }

    /// Calls `call` with a directory and a name in it that together mean the file `path` means under these options.
    ///
    /// Where symbolic links are not to be followed the call has to say so itself, with [`At::flags`]. Beneath a directory
    /// this needs `/proc`; calls that take `AT_EMPTY_PATH` do not, with [`At::on_file_flags`].
    #[inline]
    pub(crate) fn on_file<T, E: Into<Error>>(
        self,
        path: &Path,
        call: impl FnOnce(Fd<'_>, &CStr) -> Result<T, E>,
    ) -> Result<T> {
        if self.beneath {
            return self.on_file_beneath(path, call);
        }
        with_path(path, |path| call(self.fd(), path))
    }

    /// The same for a call that takes flags, which are made here: `AT_SYMLINK_NOFOLLOW` where it applies, and
    /// `AT_EMPTY_PATH` where the directory is already the file.
    #[inline]
    pub(crate) fn on_file_flags<T, E: Into<Error>>(
        self,
        path: &Path,
        call: impl FnOnce(Fd<'_>, &CStr, i32) -> Result<T, E>,
    ) -> Result<T> {
        if self.beneath {
            return self.on_file_flags_beneath(path, call);
        }
        with_path(path, |path| call(self.fd(), path, self.flags()))
    }

    /// The same for a call that makes, removes or renames the entry: never through a link at the end of the path.
    #[inline]
    pub(crate) fn on_entry<T, E: Into<Error>>(
        self,
        path: &Path,
        call: impl FnOnce(Fd<'_>, &CStr) -> Result<T, E>,
    ) -> Result<T> {
        if self.beneath {
            return self.on_entry_beneath(path, call);
        }
        with_path(path, |path| call(self.fd(), path))
    }

    #[cold]
    fn on_file_beneath<T, E: Into<Error>>(
        self,
        path: &Path,
        call: impl FnOnce(Fd<'_>, &CStr) -> Result<T, E>,
    ) -> Result<T> {
        if !self.nofollow {
            // A descriptor on the file, then the call through the kernel's own name for that descriptor.
            let file = self.open_beneath(path, sys::files::O_PATH)?;
            let name = OsString::from(format!("/proc/self/fd/{}", file.as_raw_fd()));
            return with_path(Path::new(&name), |name| call(Fd::CWD, name));
        }
        if names_an_entry(path) {
            return self.on_entry_beneath(path, call);
        }
        // It ends in a dot or a slash, so it is a directory or nothing; a link there is followed even so.
        let flags = sys::files::O_PATH | sys::files::O_DIRECTORY;
        let dir = Self { nofollow: false, ..self }.open_beneath(path, flags)?;
        call(Fd::from(&dir), c".").map_err(Into::into)
    }

    #[cold]
    fn on_file_flags_beneath<T, E: Into<Error>>(
        self,
        path: &Path,
        call: impl FnOnce(Fd<'_>, &CStr, i32) -> Result<T, E>,
    ) -> Result<T> {
        let file = self.open_beneath(path, sys::files::O_PATH)?;
        call(Fd::from(&file), c"", sys::files::AT_EMPTY_PATH).map_err(Into::into)
    }

    #[cold]
    fn on_entry_beneath<T, E: Into<Error>>(
        self,
        path: &Path,
        call: impl FnOnce(Fd<'_>, &CStr) -> Result<T, E>,
    ) -> Result<T> {
        let at = Self { nofollow: false, ..self };
        let (parent, name) = sys::files::parent_and_name(path.as_os_str()).ok_or(errno::ENOENT)?;
        if path.ends_with("..") {
            // No call makes, removes or renames such an entry. This one may be outside, and then that is the answer.
            at.open_beneath(path, sys::files::O_PATH)?;
        }
        let flags = sys::files::O_PATH | sys::files::O_DIRECTORY;
        let parent = at.open_beneath(Path::new(parent), flags)?;
        with_str(name, |name| call(Fd::from(&parent), name))
    }

    /// Opens a path that must stay beneath its start.
    pub(crate) fn open_beneath(self, path: &Path, flags: i32) -> Result<OwnedFd> {
        self.open_beneath_with(path, flags, 0)
    }

    /// Opens, or with `O_CREAT` makes, a file that must stay beneath its start.
    pub(crate) fn open_beneath_with(self, path: &Path, flags: i32, mode: u32) -> Result<OwnedFd> {
        let flags = flags | if self.nofollow { sys::files::O_NOFOLLOW } else { 0 };
        let opened = with_path(path, |path| {
            retry(|| sys::files::open_beneath(self.fd(), path, flags, mode))
        });
        match opened {
            Err(error) if error.errno() == Some(errno::ENOSYS) => {
                Err(Error::not_implemented("beneath: this system has no openat2"))
            }
            other => other,
        }
    }
}

/// From this directory.
impl<'fd> From<BorrowedFd<'fd>> for At<'fd> {
    fn from(dir: BorrowedFd<'fd>) -> Self {
        Self { dir: Some(dir), ..Self::cwd() }
    }
}

/// Whether the path ends in the plain name of an entry: not in a dot, two dots or a slash.
fn names_an_entry(path: &Path) -> bool {
    path.file_name().is_some_and(|name| {
        // `file_name` looks past a slash or `/.` at the end.
        path.as_os_str().as_encoded_bytes().ends_with(name.as_encoded_bytes())
    })
}

/// The C string of a path; a NUL byte in it is the caller's error.
#[inline]
pub(crate) fn with_path<T, E: Into<Error>>(
    path: &Path,
    call: impl FnOnce(&CStr) -> Result<T, E>,
) -> Result<T> {
    with_str(path.as_os_str(), call)
}

/// The C string of any other argument.
#[inline]
pub(crate) fn with_str<T, E: Into<Error>>(
    text: &OsStr,
    call: impl FnOnce(&CStr) -> Result<T, E>,
) -> Result<T> {
    match cstr::with(text, call) {
        Ok(result) => result.map_err(Into::into),
        Err(cstr::InteriorNul) => Err(Error::value("embedded null byte")),
    }
}

/// A path or an open descriptor: what functions take that can work on either ("specifying a file descriptor").
///
/// Implemented for everything a path can be written as, and for the descriptors of this crate and the standard library.
/// Give a descriptor by reference.
///
/// ```
/// use ostler::os;
///
/// let file = std::fs::File::open("/")?;
/// assert_eq!(os::stat("/")?.st_ino(), os::stat(&file)?.st_ino());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub trait Target: sealed::Sealed {}

impl<T: sealed::Sealed + ?Sized> Target for T {}

pub(crate) use sealed::{Sealed, Spot};

/// As an audit event has it.
impl<'a> From<Spot<'a>> for Arg<'a> {
    fn from(spot: Spot<'a>) -> Self {
        match spot {
            Spot::Path(path) => Arg::Path(path),
            Spot::Fd(fd) => Arg::Fd(fd.as_raw_fd()),
        }
    }
}

mod sealed {
    use super::{BorrowedFd, Path};

    /// What a target is.
    #[derive(Clone, Copy, Debug)]
    #[allow(unreachable_pub)]
    pub enum Spot<'a> {
        /// A path.
        Path(&'a Path),
        /// An open descriptor.
        Fd(BorrowedFd<'a>),
    }

    #[allow(unreachable_pub)]
    pub trait Sealed {
        fn spot(&self) -> Spot<'_>;
    }
}

macro_rules! pointers {
    ($($pointer:ty),*) => {
        $(impl<T: Sealed + ?Sized> Sealed for $pointer {
            #[inline]
            fn spot(&self) -> Spot<'_> {
                (**self).spot()
            }
        })*
    };
}

pointers!(&T, &mut T, Box<T>, Rc<T>, Arc<T>);

macro_rules! targets {
    (path: $($path:ty),*; descriptor: $($(#[$on:meta])* $fd:ty),*;) => {
        $(impl Sealed for $path {
            #[inline]
            fn spot(&self) -> Spot<'_> {
                Spot::Path(AsRef::<Path>::as_ref(self))
            }
        })*
        $($(#[$on])* impl Sealed for $fd {
            #[inline]
            fn spot(&self) -> Spot<'_> {
                Spot::Fd(AsFd::as_fd(self))
            }
        })*
    };
}

targets! {
    path: str, String, OsStr, OsString, Path, PathBuf, Cow<'_, OsStr>, Cow<'_, Path>, Component<'_>,
        crate::os::DirEntry;
    descriptor: OwnedFd, BorrowedFd<'_>, File, std::io::Stdin, std::io::StdinLock<'_>, std::io::Stdout,
        std::io::StdoutLock<'_>, std::io::Stderr, std::io::StderrLock<'_>, std::io::PipeReader, std::io::PipeWriter,
        std::process::ChildStdin, std::process::ChildStdout, std::process::ChildStderr, std::net::TcpListener, std::net::TcpStream, std::net::UdpSocket,
        #[cfg(unix)] std::os::unix::net::UnixDatagram,
        #[cfg(unix)] std::os::unix::net::UnixListener,
        #[cfg(unix)] std::os::unix::net::UnixStream;
}
