//! Whether handles are inherited, which only Windows has.

use std::os::windows::io::AsHandle;

use ostler_sys as sys;

use crate::error::Result;

/// Whether programs the process runs get a handle: `os.get_handle_inheritable(handle)`, `GetHandleInformation`.
///
/// # Errors
///
/// None for a handle that is open.
///
/// ```no_run
/// use ostler::os;
/// let file = std::fs::File::open("notes.txt")?;
/// assert!(!os::get_handle_inheritable(&file)?);
/// os::set_handle_inheritable(&file, true)?;
/// assert!(os::get_handle_inheritable(&file)?);
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn get_handle_inheritable(handle: impl AsHandle) -> Result<bool> {
    Ok(sys::descriptors::get_handle_inheritable(handle.as_handle())?)
}

/// Sets whether programs the process runs get a handle: `os.set_handle_inheritable(handle, inheritable)`,
/// `SetHandleInformation`.
///
/// # Errors
///
/// None for a handle that is open.
pub fn set_handle_inheritable(handle: impl AsHandle, inheritable: bool) -> Result<()> {
    Ok(sys::descriptors::set_handle_inheritable(handle.as_handle(), inheritable)?)
}
