//! From options to what Windows can do with them.

use std::ffi::OsStr;
use std::path::Path;

use ostler_sys::wide::{self, InteriorNul, WStr};

use super::At;
use crate::error::{Error, Result};

impl At<'_> {
    /// For functions that know whether a link is followed, but start from the current directory only.
    pub(crate) fn only_follow(self, function: &str) -> Result<()> {
        let option = if self.is_beneath() {
            "beneath"
        } else if self.dir_fd().is_some() {
            "dir_fd"
        } else {
            return Ok(());
        };
        Err(Error::not_implemented(format!("{function}: {option} unavailable on this platform")))
    }

    /// For functions without any option here.
    pub(crate) fn none(self, function: &str) -> Result<()> {
        self.only_follow(function)?;
        self.only_dir(function)
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
