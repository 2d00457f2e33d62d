//! The runtime's heap.

use crate::errno::Errno;
use crate::windows::crt;
use crate::{check, quietly};

/// `_heapmin`
pub fn heapmin() -> Result<(), Errno> {
    // SAFETY: it takes nothing, and what is in use stays.
    quietly(|| check(unsafe { crt::_heapmin() })).map(drop)
}
