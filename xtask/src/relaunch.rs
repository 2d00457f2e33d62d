//! What starts this program may leave things to it that its commands and their tests do not expect: signals ignored, as `nohup`
//! and a shell's background do, or no session. Then it starts once more, without those.

use std::ffi::OsString;
use std::os::unix::process::CommandExt as _;
use std::process::Command;

use crate::run::{self, Result};

/// HUP, INT and QUIT, as bits of a signal set.
const SIGNALS: u64 = 1 | 1 << 1 | 1 << 2;

/// Replaces this program by itself, started in a proper way and with a mark in its environment; comes back if it was.
pub(crate) fn properly() -> Result {
    if run::mark().is_some() {
        return Ok(());
    }
    let mut words: Vec<OsString> = Vec::new();
    if session().is_some_and(|session| session == 0) {
        words.extend(["setsid", "--wait"].map(Into::into));
    }
    words.push("env".into());
    if ignored().is_some_and(|ignored| ignored & SIGNALS != 0) {
        words.push("--default-signal=HUP,INT,QUIT".into());
    }
    words.push(run::new_mark().into());
    words.push(std::env::current_exe()?.into());
    words.extend(std::env::args_os().skip(1));
    Err(format!("cannot start again: {}", Command::new(&words[0]).args(&words[1..]).exec()).into())
}

/// The signals that this process ignores.
fn ignored() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let set = status.lines().find_map(|line| line.strip_prefix("SigIgn:"))?;
    u64::from_str_radix(set.trim(), 16).ok()
}

/// The number of this process's session: 0 if its first process is not in this namespace.
fn session() -> Option<u32> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    stat.rsplit_once(") ")?.1.split(' ').nth(3)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_process_is_understood() {
        assert!(session().is_some());
        // The harness ignores SIGPIPE.
        assert!(ignored().unwrap() & 1 << 12 != 0);
    }
}
