//! Opening files.

use crate::errno::Errno;
use crate::fd::{FromRawFd as _, OwnedFd};
use crate::files::Cwd;
use crate::wide::WStr;
use crate::windows::{c, crt};
use crate::{check, quietly};

/// `_wopen`. Not inheritable.
pub fn openat(_: Cwd, path: &WStr, flags: i32, mode: u32) -> Result<OwnedFd, Errno> {
    let flags = flags | c::O_NOINHERIT;
    // SAFETY: the path is a wide string.
    let number = quietly(|| check(unsafe { crt::_wopen(path.as_ptr(), flags, mode as i32) }))?;
    // SAFETY: the descriptor is new and nobody else's.
    Ok(unsafe { OwnedFd::from_raw_fd(number) })
}
