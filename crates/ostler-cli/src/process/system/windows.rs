//! Exit codes, users by name, and no signals.

use std::path::Path;

use ostler::ErrorKind;
use ostler::process::{Field, KILL, Process, Query, users_of_file};
use ostler::signal::{SIGTERM, Signal};

pub(crate) use ostler::raw::process::time::local_time;

use crate::output::Failure;

/// What to do where the system did not let us.
pub(crate) fn remedy() -> &'static str {
    "it belongs to another user or to the system: try again as Administrator"
}

/// In which way more is to be seen.
pub(crate) const ELEVATED: &str = "(not ours to see: try as Administrator)";

/// Whether all is to be seen. That is not to be told here.
pub(crate) fn is_privileged() -> bool {
    false
}

/// Our own process group.
pub(crate) fn group() -> Result<i32, Failure> {
    own(Field::ProcessGroup)
}

/// Our own session.
pub(crate) fn session() -> Result<i32, Failure> {
    own(Field::Session)
}

fn own(field: Field) -> Result<i32, Failure> {
    let me = Process::current()?.snapshot(field)?;
    let number = me.get(field).and_then(ostler::process::Value::as_int);
    Ok(number.and_then(|number| number.try_into().ok()).unwrap_or(0))
}

/// Reads a signal, by name or number. There is no such signal as `KILL`, but it is said everywhere.
pub(crate) fn signal(text: &str) -> ostler::Result<Signal> {
    match text.to_ascii_uppercase().trim_start_matches("SIG") {
        "KILL" => Ok(KILL),
        _ => text.parse(),
    }
}

/// Whether it is one that can be sent: any number is an exit code.
pub(crate) fn can_be_sent(_: Signal) -> bool {
    true
}

/// How a process ended, from what its exit code says.
pub(crate) fn ended(code: i32) -> String {
    match code {
        ..0 => format!("ended with {:#x}", code.cast_unsigned()),
        _ => format!("ended with {code}"),
    }
}

/// What a step did, in a word.
pub(crate) fn by(signal: Signal) -> String {
    match signal {
        SIGTERM => "request".to_owned(),
        KILL => "force".to_owned(),
        signal => signal.to_string(),
    }
}

/// Whether anybody has this name: not asked here, a domain may know many.
#[allow(clippy::unnecessary_wraps)] // Elsewhere the system may not say.
pub(crate) fn is_account(_name: &str, _group: bool) -> Result<bool, Failure> {
    Ok(true)
}

/// The name of an account: sockets do not tell.
pub(crate) fn account(_uid: u32) -> String {
    "?".to_owned()
}

/// Namespaces are Linux's.
pub(crate) fn namespaces(_pid: i32, _kinds: &[String]) -> Result<Query, Failure> {
    Err(Failure::Usage("--ns: there are no namespaces on Windows".to_owned()))
}

/// Those that have a file in use; where the system does not tell, those that have loaded it.
pub(crate) fn users_of(path: &Path) -> Result<Query, Failure> {
    match users_of_file(path) {
        Ok(users) => Ok(Query::pids(users.iter().map(Process::pid))),
        Err(error) if error.kind() == ErrorKind::FileNotFound => {
            Err(Failure::Usage(error.to_string()))
        }
        Err(error) => Err(error.into()),
    }
}
