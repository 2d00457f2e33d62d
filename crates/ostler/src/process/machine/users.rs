//! Who is logged in.

use std::ffi::OsString;
use std::time::SystemTime;

use super::system;
use crate::error::Result;

/// Somebody who is logged in: `psutil`'s `suser`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct User {
    /// The user's name.
    pub name: OsString,
    /// The terminal, without the directory of devices; on Windows, the name of the session: `Console`, `RDP-Tcp#3`. `None` if there
    /// is none.
    pub terminal: Option<OsString>,
    /// Where from: a name or an address. `None` if from here.
    pub host: Option<OsString>,
    /// Since when.
    pub started: SystemTime,
    /// The process that logged them in: Linux.
    pub pid: Option<i32>,
}

/// Who is logged in: `psutil.users()`.
///
/// On Linux, as the system's file of sessions (`/var/run/utmp`) has it: nobody, where there is no such file. On Windows, who has a
/// session, connected or not: `WTSEnumerateSessions`.
///
/// # Errors
///
/// If the file cannot be read, or the service does not answer.
///
/// ```
/// for user in ostler::process::users()? {
///     println!("{} on {:?}", user.name.display(), user.terminal);
/// }
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn users() -> Result<Vec<User>> {
    system::users()
}
