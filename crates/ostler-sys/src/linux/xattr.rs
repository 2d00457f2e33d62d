//! Extended attributes.

use std::ffi::CStr;

use rustix::fs as rx;
use rustix::fs::XattrFlags;

use crate::borrow;
use crate::descriptors::{Buffer, collect};
use crate::errno::{self, Errno};
use crate::fd::Fd;

/// The longest value, and the longest list of names (`XATTR_LIST_MAX`).
pub const XATTR_SIZE_MAX: usize = 65536;

/// Long enough for most values and lists.
const USUAL: usize = 256;

/// Whose attributes.
#[derive(Clone, Copy, Debug)]
pub enum Of<'a> {
    /// The file at a path, through symbolic links.
    Path(&'a CStr),
    /// The file at a path, a symbolic link itself.
    Link(&'a CStr),
    /// An open file.
    Fd(Fd<'a>),
}

/// `getxattr(2)`, `lgetxattr(2)`, `fgetxattr(2)`
pub fn getxattr<B: Buffer<u8>>(of: Of<'_>, name: &CStr, value: B) -> Result<B::Output, Errno> {
    Ok(match of {
        Of::Path(path) => rx::getxattr(path, name, value)?,
        Of::Link(path) => rx::lgetxattr(path, name, value)?,
        Of::Fd(fd) => rx::fgetxattr(borrow(fd)?, name, value)?,
    })
}

/// The same into a vector of its own, long enough for the value at the time of the call.
pub fn getxattr_vec(of: Of<'_>, name: &CStr) -> Result<Vec<u8>, Errno> {
    sized(|size| collect(size, |room| getxattr(of, name, room)))
}

/// `setxattr(2)`, `lsetxattr(2)`, `fsetxattr(2)`
pub fn setxattr(of: Of<'_>, name: &CStr, value: &[u8], flags: i32) -> Result<(), Errno> {
    let flags = XattrFlags::from_bits_retain(flags as _);
    match of {
        Of::Path(path) => rx::setxattr(path, name, value, flags)?,
        Of::Link(path) => rx::lsetxattr(path, name, value, flags)?,
        Of::Fd(fd) => rx::fsetxattr(borrow(fd)?, name, value, flags)?,
    }
    Ok(())
}

/// `listxattr(2)`, `llistxattr(2)`, `flistxattr(2)`: names, each with a NUL.
pub fn listxattr<B: Buffer<u8>>(of: Of<'_>, list: B) -> Result<B::Output, Errno> {
    Ok(match of {
        Of::Path(path) => rx::listxattr(path, list)?,
        Of::Link(path) => rx::llistxattr(path, list)?,
        Of::Fd(fd) => rx::flistxattr(borrow(fd)?, list)?,
    })
}

/// The same into a vector of its own, long enough for the list at the time of the call.
pub fn listxattr_vec(of: Of<'_>) -> Result<Vec<u8>, Errno> {
    sized(|size| collect(size, |room| listxattr(of, room)))
}

/// `removexattr(2)`, `lremovexattr(2)`, `fremovexattr(2)`
pub fn removexattr(of: Of<'_>, name: &CStr) -> Result<(), Errno> {
    match of {
        Of::Path(path) => rx::removexattr(path, name)?,
        Of::Link(path) => rx::lremovexattr(path, name)?,
        Of::Fd(fd) => rx::fremovexattr(borrow(fd)?, name)?,
    }
    Ok(())
}

/// Tries the usual size, then the one that nothing exceeds: asking for the size first would race with a writer.
fn sized(call: impl Fn(usize) -> Result<Vec<u8>, Errno>) -> Result<Vec<u8>, Errno> {
    match call(USUAL) {
        Err(errno::ERANGE) => call(XATTR_SIZE_MAX),
        other => other,
    }
}
