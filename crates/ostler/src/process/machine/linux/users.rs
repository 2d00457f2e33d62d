//! Who is logged in.

use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt as _;
use std::time::{Duration, SystemTime};

use ostler_sys::linux::process::read::read_file;
use ostler_sys::linux::process::utmp;

use crate::errno;
use crate::error::{OrPath as _, Result};
use crate::process::User;

/// Who is logged in.
pub(crate) fn users() -> Result<Vec<User>> {
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
        started: started(session.seconds),
        pid: Some(session.pid),
    }
}

/// Anybody may have written into the file, with luck a time that can be.
fn started(seconds: i64) -> SystemTime {
    let since = Duration::from_secs(seconds.try_into().unwrap_or(0));
    SystemTime::UNIX_EPOCH.checked_add(since).unwrap_or(SystemTime::UNIX_EPOCH)
}
