//! Exit codes, users by name, and no signals.

use std::path::Path;

use ostler::ErrorKind;
use ostler::process::{Field, KILL, Process, Query, users_of_file};
use ostler::signal::{CTRL_BREAK_EVENT, CTRL_C_EVENT, SIGTERM, Signal};

pub(crate) use ostler_sys::process::time::local_time;

use crate::output::Failure;

/// What to do where the system did not let us.
pub(crate) fn remedy() -> &'static str {
    "it belongs to another user or to the system: try again as Administrator"
}

/// What to do where we may not look at processes.
pub(crate) fn more_rights() -> &'static str {
    "try again as Administrator"
}

/// In which way more is to be seen.
pub(crate) const ELEVATED: &str = "(not ours to see: try as Administrator)";

/// Whether all is to be seen. That is not to be told here.
pub(crate) fn is_privileged() -> bool {
    false
}

/// What `-U` is about: names without their domain, which are nobody's but the one user's that a process has.
pub(crate) const REAL_USER: Field = Field::User;

/// Our own process group.
pub(crate) fn group() -> Result<i32, Failure> {
    let me = Process::current()?.snapshot(Field::ProcessGroup)?;
    let number = me.get(Field::ProcessGroup).and_then(ostler::process::Value::as_int);
    number
        .and_then(|number| number.try_into().ok())
        .ok_or_else(|| Failure::System("this command is in no process group".to_owned()))
}

/// What the session 0 stands for: it is one itself, that of the services.
#[allow(clippy::unnecessary_wraps)] // Elsewhere it is our own, if the system says.
pub(crate) fn session() -> Result<i32, Failure> {
    Ok(0)
}

/// Signals of other systems, which people are used to.
const ELSEWHERE: [&str; 23] = [
    "HUP", "QUIT", "TRAP", "BUS", "USR1", "USR2", "PIPE", "ALRM", "STKFLT", "CHLD", "CONT", "STOP",
    "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "PWR", "SYS",
];

/// Whether it is the name of a signal on other systems only.
pub(crate) fn is_elsewhere(name: &str) -> bool {
    ELSEWHERE.contains(&name.trim_start_matches("SIG"))
}

/// Reads a signal, by name or number. There is no such signal as `KILL`, but it is said everywhere. Nothing is sent by 0, which
/// asks whether somebody is there elsewhere, and is the number of an event here.
pub(crate) fn signal(text: &str) -> Result<Signal, String> {
    match text.to_ascii_uppercase().trim_start_matches("SIG") {
        "KILL" => Ok(KILL),
        "CTRL_C" | "CTRL_C_EVENT" => Ok(CTRL_C_EVENT),
        "CTRL_BREAK" | "CTRL_BREAK_EVENT" => Ok(CTRL_BREAK_EVENT),
        "0" => {
            Err("Windows has no signal 0: `ostler ps` tells whether somebody is there".to_owned())
        }
        name if is_elsewhere(name) => Err(format!("Windows has no SIG{name}")),
        _ => text.parse().map_err(|error: ostler::Error| error.to_string()),
    }
}

/// What a signal is called.
pub(crate) fn name(signal: Signal) -> String {
    match signal {
        KILL => "SIGKILL".to_owned(),
        CTRL_C_EVENT => "CTRL_C_EVENT".to_owned(),
        CTRL_BREAK_EVENT => "CTRL_BREAK_EVENT".to_owned(),
        signal => signal.to_string(),
    }
}

/// All that can be said.
pub(crate) fn signals() -> impl Iterator<Item = Signal> {
    Signal::all().chain([KILL])
}

/// What was done to a process by a signal: but for the two events it is an end.
pub(crate) fn sent(signal: Signal) -> String {
    match signal {
        CTRL_C_EVENT | CTRL_BREAK_EVENT => format!("was sent {}", name(signal)),
        signal => format!("was ended with exit code {}", signal.raw()),
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
pub(crate) fn users_of(path: &Path, _inside: bool) -> Result<Query, Failure> {
    match users_of_file(path) {
        Ok(users) => Ok(Query::pids(users.iter().map(Process::pid))),
        Err(error) if error.kind() == ErrorKind::FileNotFound => {
            Err(Failure::Usage(error.to_string()))
        }
        Err(error) => Err(error.into()),
    }
}
