//! The standard library's file is a handle.

use std::fs::File;

use crate::errno::{self, WinError};
use crate::error::{Error, Result};
use crate::fd::OwnedFd;

pub(super) fn file(fd: OwnedFd) -> Result<File> {
    File::try_from(fd).map_err(|error| {
        let code = error.raw_os_error().map(|code| WinError::from_raw(code as u32));
        code.map_or_else(|| Error::from(errno::EBADF), Error::from)
    })
}
