//! Who this is.

use std::fmt;

use ostler::os;
use serde::Serialize;

use crate::output::Failure;
use crate::report::Report;

#[derive(Debug, Serialize)]
pub(crate) struct Identity {
    login: Option<String>,
    uid: Ids,
    gid: Ids,
    groups: Vec<u32>,
    pid: i32,
    ppid: i32,
    pgrp: i32,
    sid: Option<i32>,
    nice: Option<i32>,
}

#[derive(Debug, Serialize)]
struct Ids {
    real: u32,
    effective: u32,
    saved: Option<u32>,
}

impl Identity {
    pub(crate) fn read() -> Result<Self, Failure> {
        Ok(Self {
            login: os::getlogin().ok().map(|name| name.to_string_lossy().into_owned()),
            uid: Ids { real: os::getuid(), effective: os::geteuid(), saved: saved_uid() },
            gid: Ids { real: os::getgid(), effective: os::getegid(), saved: saved_gid() },
            groups: os::getgroups()?,
            pid: os::getpid(),
            ppid: os::getppid(),
            pgrp: os::getpgrp(),
            sid: os::getsid(0).ok(),
            nice: os::getpriority(os::PRIO_PROCESS, 0).ok(),
        })
    }

    pub(crate) fn render(&self, report: &mut Report) {
        let groups: Vec<String> = self.groups.iter().map(ToString::to_string).collect();
        report
            .section("Identity")
            .maybe("login", self.login.as_ref(), "none (no controlling terminal)")
            .line("user", &self.uid)
            .line("group", &self.gid)
            .line("groups", if groups.is_empty() { "none".into() } else { groups.join(" ") })
            .line("process", format_args!("{} (parent {})", self.pid, self.ppid))
            .line("process group", self.pgrp)
            .maybe("session", self.sid, "unknown")
            .maybe("nice", self.nice, "unknown");
    }
}

#[cfg(target_os = "linux")]
fn saved_uid() -> Option<u32> {
    os::getresuid().ok().map(|(_, _, saved)| saved)
}

#[cfg(target_os = "linux")]
fn saved_gid() -> Option<u32> {
    os::getresgid().ok().map(|(_, _, saved)| saved)
}

#[cfg(not(target_os = "linux"))]
fn saved_uid() -> Option<u32> {
    None
}

#[cfg(not(target_os = "linux"))]
fn saved_gid() -> Option<u32> {
    None
}

/// One number where all agree, which is nearly always.
impl fmt::Display for Ids {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { real, effective, saved } = self;
        if real == effective && saved.is_none_or(|saved| saved == *real) {
            return write!(f, "{real}");
        }
        write!(f, "{real} (effective {effective}")?;
        if let Some(saved) = saved {
            write!(f, ", saved {saved}")?;
        }
        f.write_str(")")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_that_differ_are_spelled_out() {
        let same = Ids { real: 7, effective: 7, saved: Some(7) };
        assert_eq!(same.to_string(), "7");
        let differ = Ids { real: 7, effective: 0, saved: Some(0) };
        assert_eq!(differ.to_string(), "7 (effective 0, saved 0)");
    }
}
