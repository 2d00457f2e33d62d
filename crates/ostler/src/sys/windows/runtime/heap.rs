//! The runtime's heap.

use crate::errno::Errno;
use crate::sys::windows::crt;
use crate::sys::{check, quietly};

/// `_heapmin`
pub fn heapmin() -> Result<(), Errno> {
    // SAFETY: it takes nothing, and what is in use stays.
    quietly(|| check(unsafe { crt::_heapmin() })).map(drop)
}
