//! From options to what Windows can do with them.

use std::ffi::OsStr;
use std::path::Path;

use ostler_sys as sys;
use ostler_sys::files::Cwd;
use ostler_sys::wide::{self, InteriorNul, WStr};

use super::At;
use crate::error::{Error, Result};
use crate::fd::OwnedFd;

impl At<'_> {
    /// Refuses what no call of this system does: to start from another directory than the current one.
    pub(crate) fn available(self, function: &str) -> Result<()> {
        let option = if self.beneath {
            "beneath"
        } else if self.dir.is_some() {
            "dir_fd"
        } else {
            return Ok(());
        };
        Err(Error::not_implemented(format!("{function}: {option} unavailable on this platform")))
    }

    /// `AT_SYMLINK_NOFOLLOW` where it applies.
    pub(crate) fn flags(self) -> i32 {
        if self.nofollow { sys::files::AT_SYMLINK_NOFOLLOW } else { 0 }
    }

    /// What a file is opened with, besides what the caller wants: there are no options.
    pub(crate) fn open_flags(self) -> Result<i32> {
        self.only_dir("open")?;
        Ok(sys::c::O_NOINHERIT)
    }

    /// Opens a file, or makes one.
    #[allow(clippy::unused_self)] // Other systems have a place to start from.
    pub(crate) fn open(self, path: &Path, flags: i32, mode: u32) -> Result<OwnedFd> {
        with_path(path, |name| sys::descriptors::openat(Cwd, name, flags, mode))
    }

    /// Calls `call` with where paths start and the name of the file that `path` means.
    ///
    /// Whether links are followed the call has to say itself, with [`At::flags`].
    #[allow(clippy::unused_self)] // As above.
    pub(crate) fn on_file<T, E: Into<Error>>(
        self,
        path: &Path,
        call: impl FnOnce(Cwd, &WStr) -> Result<T, E>,
    ) -> Result<T> {
        with_path(path, |name| call(Cwd, name))
    }

    /// The same for a call that takes flags, which are made here.
    pub(crate) fn on_file_flags<T, E: Into<Error>>(
        self,
        path: &Path,
        call: impl FnOnce(Cwd, &WStr, i32) -> Result<T, E>,
    ) -> Result<T> {
        with_path(path, |name| call(Cwd, name, self.flags()))
    }

    /// The same for a call that makes, removes or renames the entry.
    pub(crate) fn on_entry<T, E: Into<Error>>(
        self,
        path: &Path,
        call: impl FnOnce(Cwd, &WStr) -> Result<T, E>,
    ) -> Result<T> {
        self.on_file(path, call)
    }
}

/// The wide string of a path; a NUL in it is the caller's error.
pub(crate) fn with_path<T, E: Into<Error>>(
    path: &Path,
    call: impl FnOnce(&WStr) -> Result<T, E>,
) -> Result<T> {
    with_str(path.as_os_str(), call)
}

/// The wide string of any other argument.
pub(crate) fn with_str<T, E: Into<Error>>(
    text: &OsStr,
    call: impl FnOnce(&WStr) -> Result<T, E>,
) -> Result<T> {
    match wide::with(text, call) {
        Ok(result) => result.map_err(Into::into),
        Err(InteriorNul) => Err(Error::value("embedded null character")),
    }
}
