//! Who is logged in.

use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt as _;
use std::time::{Duration, SystemTime};

use crate::errno;
use crate::error::{OrPath as _, Result};
use crate::process::User;
use crate::sys::linux::process::read::read_file;
use crate::sys::linux::process::utmp;

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
        started: SystemTime::UNIX_EPOCH + Duration::from_secs(session.seconds.into()),
        pid: Some(session.pid),
    }
}
