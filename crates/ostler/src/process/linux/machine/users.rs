//! Who is logged in.

use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt as _;
use std::time::{Duration, SystemTime};

use crate::errno;
use crate::error::{OrPath as _, Result};
use crate::sys::linux::process::read::read_file;
use crate::sys::linux::process::utmp;

/// Somebody who is logged in: `psutil`'s `suser`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct User {
    /// The user's name.
    pub name: OsString,
    /// The terminal, without the directory of devices; `None` if there is none.
    pub terminal: Option<OsString>,
    /// Where from; `None` if from here.
    pub host: Option<OsString>,
    /// Since when.
    pub started: SystemTime,
    /// The process that logged them in.
    pub pid: i32,
}

/// Who is logged in, as the system's file of sessions (`/var/run/utmp`) has it: `psutil.users()`. Nobody, where there is no such
/// file.
///
/// # Errors
///
/// If the file cannot be read.
///
/// ```
/// for user in ostler::process::users()? {
///     println!("{} on {:?}", user.name.display(), user.terminal);
/// }
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn users() -> Result<Vec<User>> {
    let mut text = Vec::new();
    match read_file(utmp::PATH, &mut text) {
        Err(errno::ENOENT) => return Ok(Vec::new()),
        read => read.or_path("/var/run/utmp".as_ref())?,
    }
    Ok(utmp::sessions(&text).map(user).collect())
}

fn user(session: utmp::Session) -> User {
    let text = |bytes: Vec<u8>| (!bytes.is_empty()).then(|| OsString::from_vec(bytes));
    User {
        name: OsString::from_vec(session.user),
        terminal: text(session.line),
        host: text(session.host),
        started: SystemTime::UNIX_EPOCH + Duration::from_secs(session.seconds.into()),
        pid: session.pid,
    }
}
