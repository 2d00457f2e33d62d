//! The standard library's file is a descriptor.

use std::fs::File;

use ostler_sys as sys;

use crate::errno;
use crate::error::Result;
use crate::fd::OwnedFd;
use crate::host::retry;

pub(super) fn file(fd: OwnedFd) -> Result<File> {
    let status = retry(|| sys::files::fstat((&fd).into()))?;
    if crate::stat::S_ISDIR(status.st_mode as u32) {
        return Err(errno::EISDIR.into());
    }
    Ok(File::from(fd))
}
