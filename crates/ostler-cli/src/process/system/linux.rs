//! Signals, accounts, groups and sessions by number.

use std::path::Path;

use ostler::os;
use ostler::process::{Field, Process, Query};
use ostler::signal::Signal;

pub(crate) use ostler_sys::clock::local_time;

use crate::output::Failure;

/// Whether this is the superuser's.
pub(crate) fn is_privileged() -> bool {
    os::geteuid() == 0
}

/// What to do where the system did not let us.
pub(crate) fn remedy() -> &'static str {
    if is_privileged() {
        "not even root may here: a container or a security module is in between"
    } else {
        "it belongs to another user: try again with sudo"
    }
}

/// What to do where we may not look at processes.
pub(crate) fn more_rights() -> &'static str {
    if is_privileged() {
        "not even root may here: a container or a security module is in between"
    } else {
        "try again with sudo"
    }
}

/// With which command more is to be seen.
pub(crate) const ELEVATED: &str = "(not ours to see: try with sudo)";

/// What `-U` is about.
pub(crate) const REAL_USER: Field = Field::Username;

/// Our own process group.
pub(crate) fn group() -> Result<i32, Failure> {
    of_ours(os::getpgrp(), "process group")
}

/// Our own session.
pub(crate) fn session() -> Result<i32, Failure> {
    of_ours(os::getsid(0)?, "session")
}

/// Every group and session of another PID namespace has the number 0 here: it is none to find others by.
fn of_ours(number: i32, what: &str) -> Result<i32, Failure> {
    match number {
        0 => Err(Failure::Unreadable(format!(
            "the {what} of this command is in another PID namespace: it has no number here"
        ))),
        number => Ok(number),
    }
}

/// Reads a signal, by name or number.
pub(crate) fn signal(text: &str) -> Result<Signal, String> {
    text.parse().map_err(|error: ostler::Error| error.to_string())
}

/// Whether it is the name of a signal on other systems only.
pub(crate) fn is_elsewhere(_name: &str) -> bool {
    false
}

/// What a signal is called.
pub(crate) fn name(signal: Signal) -> String {
    signal.to_string()
}

/// All that can be said.
pub(crate) fn signals() -> impl Iterator<Item = Signal> {
    Signal::all()
}

/// What was done to a process by a signal.
pub(crate) fn sent(signal: Signal) -> String {
    format!("was sent {signal}")
}

/// Whether it is one that can be sent.
pub(crate) fn can_be_sent(signal: Signal) -> bool {
    signal.raw() == 0 || signal.is_valid()
}

/// How a process ended, from what its exit code says.
pub(crate) fn ended(code: i32) -> String {
    match code {
        ..0 => format!("ended by {}", Signal::from_raw(-code)),
        _ => format!("ended with {code}"),
    }
}

/// What a signal did, in a word.
pub(crate) fn by(signal: Signal) -> String {
    signal.to_string()
}

/// Whether anybody has this name.
pub(crate) fn is_account(name: &str, group: bool) -> Result<bool, Failure> {
    let found = if group {
        ostler_sys::accounts::group_id(name.as_ref()).map_err(ostler::Error::from)?.is_some()
    } else {
        ostler_sys::accounts::user_id(name.as_ref()).map_err(ostler::Error::from)?.is_some()
    };
    Ok(found)
}

/// The name of an account, its number where it has none.
pub(crate) fn account(uid: u32) -> String {
    match ostler_sys::accounts::user_name(uid) {
        Ok(Some(name)) => crate::output::printable(&name),
        _ => uid.to_string(),
    }
}

/// Those in the namespaces of a process, of these kinds or all.
pub(crate) fn namespaces(pid: i32, kinds: &[String]) -> Result<Query, Failure> {
    let namespaces = Process::new(pid).and_then(|process| process.namespaces())?;
    let known = |kind: &String| namespaces.iter().any(|(name, _)| name == kind);
    if let Some(kind) = kinds.iter().find(|kind| !known(kind)) {
        let kinds: Vec<&str> = namespaces.iter().map(|(name, _)| *name).collect();
        return Err(Failure::Usage(format!(
            "no such namespace: {kind}; there are {}",
            kinds.join(", ")
        )));
    }
    let meant = |name: &&str| kinds.is_empty() || kinds.iter().any(|kind| kind == name);
    let mut query = Query::all();
    for (name, inode) in namespaces.iter().filter(|(name, _)| meant(name)) {
        query = query.and(Query::parse(&format!("namespaces.{name} == {inode}"))?);
    }
    Ok(query)
}

/// Those that have a file in use: the one of this path here, or what each of them has by this path.
pub(crate) fn users_of(path: &Path, inside: bool) -> Result<Query, Failure> {
    if inside {
        return Ok(Field::Files.is(path)?);
    }
    let path = std::fs::canonicalize(path)
        .map_err(|error| Failure::Usage(format!("{}: {error}", path.display())))?;
    Ok(Field::Files.is(path)?)
}
