//! Sizes.

use super::Cwd;
use crate::descriptors;
use crate::errno::Errno;
use crate::wide::WStr;
use crate::windows::c;

/// `_chsize_s` of a file that is opened for it.
pub fn truncate(path: &WStr, length: i64) -> Result<(), Errno> {
    let file = descriptors::openat(Cwd, path, c::O_WRONLY | c::O_BINARY, 0)?;
    descriptors::ftruncate((&file).into(), length)
}
