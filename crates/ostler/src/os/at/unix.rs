//! From options to calls that end in `at`.

use std::ffi::{CStr, OsStr, OsString};
use std::path::Path;

use ostler_sys::{self as sys, cstr};

use super::At;
use crate::errno;
use crate::error::{Error, Result};
use crate::fd::{AsRawFd as _, Fd, OwnedFd};
use crate::host::retry;

impl<'fd> At<'fd> {
    /// Refuses what no call of this system does. Here each call has its own answer.
    #[inline]
    #[allow(clippy::unused_self, clippy::unnecessary_wraps)] // Windows refuses some.
    pub(crate) fn available(self, _function: &str) -> Result<()> {
        Ok(())
    }

    /// What a file is opened with under these options, besides what the caller wants.
    #[allow(clippy::unnecessary_wraps)] // Windows refuses some.
    pub(crate) fn open_flags(self) -> Result<i32> {
        Ok(sys::c::O_CLOEXEC | if self.nofollow { sys::files::O_NOFOLLOW } else { 0 })
    }

    /// Opens a file, or makes one.
    pub(crate) fn open(self, path: &Path, flags: i32, mode: u32) -> Result<OwnedFd> {
        if self.beneath {
            return self.open_beneath_with(path, flags, mode);
        }
        with_path(path, |name| retry(|| sys::descriptors::openat(self.fd(), name, flags, mode)))
    }

    /// The directory for a call ending in `at`.
    #[inline]
    pub(crate) fn fd(self) -> Fd<'fd> {
        self.dir.map_or(Fd::CWD, Fd::from)
    }

    /// `AT_SYMLINK_NOFOLLOW` where it applies.
    #[inline]
    pub(crate) fn flags(self) -> i32 {
        if self.nofollow { sys::files::AT_SYMLINK_NOFOLLOW } else { 0 }
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
    fn open_beneath_with(self, path: &Path, flags: i32, mode: u32) -> Result<OwnedFd> {
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
