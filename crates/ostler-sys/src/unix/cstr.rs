//! Paths on their way into the kernel.

use std::ffi::{CStr, CString, OsStr};
use std::mem::MaybeUninit;
use std::os::unix::ffi::OsStrExt as _;

/// A string with a NUL byte inside, which no C string can carry.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct InteriorNul;

/// Up to this length a path is copied to the stack.
const SMALL: usize = 256;

/// Calls `f` with the C string of `text`; short ones cost no allocation.
#[inline]
pub fn with<T>(text: &OsStr, f: impl FnOnce(&CStr) -> T) -> Result<T, InteriorNul> {
    let bytes = text.as_bytes();
    if bytes.len() >= SMALL {
        return with_long(bytes, f);
    }
    let mut small = MaybeUninit::<[u8; SMALL]>::uninit();
    let start = small.as_mut_ptr().cast::<u8>();
    // SAFETY: `bytes` and its NUL fit: the length was compared above. The source is another object.
    let terminated = unsafe {
        start.copy_from_nonoverlapping(bytes.as_ptr(), bytes.len());
        start.add(bytes.len()).write(0);
        std::slice::from_raw_parts(start, bytes.len() + 1)
    };
    CStr::from_bytes_with_nul(terminated).map(f).map_err(|_| InteriorNul)
}

#[cold]
fn with_long<T>(bytes: &[u8], f: impl FnOnce(&CStr) -> T) -> Result<T, InteriorNul> {
    CString::new(bytes).map(|text| f(&text)).map_err(|_| InteriorNul)
}

/// The C string of `text`, for calls that want several at once.
pub fn owned(text: &OsStr) -> Result<CString, InteriorNul> {
    CString::new(text.as_bytes()).map_err(|_| InteriorNul)
}
