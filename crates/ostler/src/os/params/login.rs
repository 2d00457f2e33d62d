//! Who is at the terminal.

use std::ffi::OsString;

use ostler_sys as sys;

use crate::error::Result;
use crate::host::retry;

/// The name of the user who logged in on the controlling terminal: `os.getlogin()`, `getlogin_r(3)`. On Windows that of the
/// user the program runs as, `GetUserName`.
///
/// Most programs want another answer, who they run as: look up `getuid`.
///
/// # Errors
///
/// `ENXIO`, `ENOTTY` or `FileNotFound` without a terminal or a record of the login.
///
/// ```
/// match ostler::os::getlogin() {
///     Ok(name) => println!("logged in as {}", name.display()),
///     Err(error) => println!("not from a terminal: {error}"),
/// }
/// ```
pub fn getlogin() -> Result<OsString> {
    Ok(retry(sys::params::getlogin)?)
}
