//! Consoles.

use ostler_sys as sys;

use crate::fd::{AsRawFd as _, BorrowedFd};

/// The code page of what is typed for standard input, of what is shown for the others.
pub(super) fn encoding(fd: BorrowedFd<'_>) -> Option<String> {
    match sys::descriptors::code_page(fd.as_raw_fd() == 0) {
        0 => None,
        65001 => Some("UTF-8".to_owned()),
        page => Some(format!("cp{page}")),
    }
}
