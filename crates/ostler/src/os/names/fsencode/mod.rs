//! Names as bytes, and on Unix as the reference's strings.

#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

use std::borrow::Cow;
use std::ffi::OsStr;

#[cfg(unix)]
use unix as system;
#[cfg(unix)]
pub use unix::*;
#[cfg(windows)]
use windows as system;
#[cfg(windows)]
pub use windows::*;

/// The bytes of a name: `os.fsencode(filename)`.
///
/// On Unix they are what the system sees. On Windows they are UTF-8, in which half a character is three bytes.
///
/// ```
/// assert_eq!(*ostler::os::fsencode("caf\u{e9}"), *b"caf\xc3\xa9");
/// ```
#[inline]
pub fn fsencode<P: AsRef<OsStr> + ?Sized>(filename: &P) -> Cow<'_, [u8]> {
    system::encode(filename.as_ref())
}
