//! The heap of the C runtime.

use ostler_sys as sys;

use crate::error::Result;

/// Gives memory that the runtime's `malloc` has no use for back to the system: `msvcrt.heapmin()`, `_heapmin`.
///
/// Rust's own memory comes from the system and is not concerned.
///
/// # Errors
///
/// The runtime's error number if the heap is damaged; `ENOSYS` where it cannot be done.
///
/// ```no_run
/// ostler::msvcrt::heapmin()?;
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn heapmin() -> Result<()> {
    Ok(sys::runtime::heapmin()?)
}
