//! The system as a whole, section by section.

use std::fmt;

use ostler::os;
use ostler::raw::{clock, limits};
use serde::{Serialize, Serializer};

use super::platform::System;
use crate::output::Failure;
use crate::report::Report;

/// Everything `ostler info` shows.
#[derive(Debug, Serialize)]
pub(crate) struct Info {
    ostler: &'static str,
    system: System,
    processors: Processors,
    identity: Identity,
    limits: Vec<Limit>,
    terminal: Terminal,
    clocks: Vec<Clock>,
    capabilities: Capabilities,
}

#[derive(Debug, Serialize)]
struct Processors {
    online: Option<usize>,
    usable: Option<usize>,
    affinity: Option<Vec<usize>>,
    load: Option<[f64; 3]>,
}

#[derive(Debug, Serialize)]
struct Identity {
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

#[derive(Debug, Serialize)]
struct Limit {
    name: &'static str,
    #[serde(serialize_with = "unlimited")]
    soft: Option<u64>,
    #[serde(serialize_with = "unlimited")]
    hard: Option<u64>,
}

/// No limit is a word, so that it is not mistaken for an unknown one.
#[allow(clippy::ref_option)] // serde's signature
fn unlimited<S: Serializer>(limit: &Option<u64>, out: S) -> Result<S::Ok, S::Error> {
    match limit {
        Some(limit) => out.serialize_u64(*limit),
        None => out.serialize_str("unlimited"),
    }
}

#[derive(Debug, Serialize)]
struct Terminal {
    controlling: Option<String>,
    stdin: Option<String>,
    stdout: Option<String>,
    stderr: Option<String>,
    columns: Option<u16>,
    lines: Option<u16>,
}

#[derive(Debug, Serialize)]
struct Clock {
    name: &'static str,
    seconds: i64,
    nanoseconds: u32,
    resolution_ns: i64,
}

#[derive(Debug, Serialize)]
struct Capabilities {
    dir_fd: Vec<&'static str>,
    fd: Vec<&'static str>,
    follow_symlinks: Vec<&'static str>,
    effective_ids: Vec<&'static str>,
}

impl Info {
    /// Asks the system. What it will not say (no terminal, no login) is left out, not an error.
    pub(crate) fn read() -> Result<Self, Failure> {
        Ok(Self {
            ostler: env!("CARGO_PKG_VERSION"),
            system: System::read(),
            processors: Processors::read(),
            identity: Identity::read()?,
            limits: limits::RLIMITS
                .iter()
                .filter_map(|&(name, resource)| {
                    let limit = limits::getrlimit(resource).ok()?;
                    Some(Limit { name, soft: limit.soft, hard: limit.hard })
                })
                .collect(),
            terminal: Terminal::read(),
            clocks: clock::CLOCKS.iter().filter_map(|&(name, id)| Clock::read(name, id)).collect(),
            capabilities: Capabilities {
                dir_fd: os::supports_dir_fd().iter().collect(),
                fd: os::supports_fd().iter().collect(),
                follow_symlinks: os::supports_follow_symlinks().iter().collect(),
                effective_ids: os::supports_effective_ids().iter().collect(),
            },
        })
    }

    /// The report for people.
    pub(crate) fn render(&self) -> String {
        let mut report = Report::new();
        self.system.render(&mut report);
        self.processors.render(&mut report);
        self.identity.render(&mut report);
        self.render_limits(&mut report);
        self.terminal.render(&mut report);
        let mut section = report.section("Clocks");
        for clock in &self.clocks {
            let name = clock.name.trim_start_matches("CLOCK_").trim_end_matches("_ID");
            section.line(&name.to_lowercase().replace('_', " "), clock);
        }
        self.capabilities.render(&mut report);
        report
            .section("More")
            .line("tables", "ostler info conf")
            .line("for scripts", "ostler info --json");
        report.finish()
    }

    fn render_limits(&self, report: &mut Report) {
        let mut section = report.section("Limits (soft / hard)");
        for limit in &self.limits {
            let name = limit.name.trim_start_matches("RLIMIT_").to_lowercase();
            let bytes = BYTES.contains(&limit.name);
            let bound = |limit| Bound { limit, bytes };
            section.line(&name, format_args!("{} / {}", bound(limit.soft), bound(limit.hard)));
        }
    }
}

impl Processors {
    fn read() -> Self {
        Self {
            online: os::cpu_count(),
            usable: os::process_cpu_count(),
            affinity: affinity(),
            load: load(),
        }
    }

    fn render(&self, report: &mut Report) {
        let load = self.load.map(|[one, five, fifteen]| {
            format!("{one:.2} {five:.2} {fifteen:.2}  (1, 5, 15 minutes)")
        });
        report
            .section("Processors")
            .maybe("online", self.online, "unknown")
            .maybe("usable", self.usable, "unknown")
            .maybe("affinity", self.affinity.as_deref().map(ranges), "not offered here")
            .maybe("load", load, "unknown");
    }
}

/// The processors this process may run on, where the system can restrict that.
#[cfg(target_os = "linux")]
fn affinity() -> Option<Vec<usize>> {
    os::sched_getaffinity(0).ok().map(|cpus| cpus.iter().collect())
}

#[cfg(not(target_os = "linux"))]
fn affinity() -> Option<Vec<usize>> {
    None
}

#[cfg(not(target_os = "android"))]
fn load() -> Option<[f64; 3]> {
    os::getloadavg().ok().map(|(one, five, fifteen)| [one, five, fifteen])
}

#[cfg(target_os = "android")]
fn load() -> Option<[f64; 3]> {
    None
}

/// `0-3,8` for 0, 1, 2, 3, 8.
fn ranges(numbers: &[usize]) -> String {
    numbers
        .chunk_by(|a, b| a + 1 == *b)
        .map(|run| match run {
            [one] => one.to_string(),
            [first, .., last] => format!("{first}-{last}"),
            [] => String::new(),
        })
        .collect::<Vec<_>>()
        .join(",")
}

impl Identity {
    fn read() -> Result<Self, Failure> {
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

    fn render(&self, report: &mut Report) {
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

/// The limits that count bytes.
const BYTES: [&str; 8] = [
    "RLIMIT_AS",
    "RLIMIT_CORE",
    "RLIMIT_DATA",
    "RLIMIT_FSIZE",
    "RLIMIT_MEMLOCK",
    "RLIMIT_MSGQUEUE",
    "RLIMIT_RSS",
    "RLIMIT_STACK",
];

/// One side of a limit.
struct Bound {
    limit: Option<u64>,
    bytes: bool,
}

impl fmt::Display for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.limit {
            Some(limit) if self.bytes => write!(f, "{}", indicatif::BinaryBytes(limit)),
            Some(limit) => write!(f, "{limit}"),
            None => f.write_str("unlimited"),
        }
    }
}

impl Terminal {
    fn read() -> Self {
        let (stdin, stdout, stderr) = (std::io::stdin(), std::io::stdout(), std::io::stderr());
        let size = os::get_terminal_size_with(&stdout)
            .or_else(|_| os::get_terminal_size_with(&stderr))
            .or_else(|_| os::get_terminal_size_with(&stdin))
            .ok();
        let name = |name: ostler::Result<std::path::PathBuf>| {
            name.ok().map(|path| path.to_string_lossy().into_owned())
        };
        Self {
            controlling: name(os::ctermid()),
            stdin: name(os::ttyname(&stdin)),
            stdout: name(os::ttyname(&stdout)),
            stderr: name(os::ttyname(&stderr)),
            columns: size.map(|size| size.columns),
            lines: size.map(|size| size.lines),
        }
    }

    fn render(&self, report: &mut Report) {
        let size =
            self.columns.zip(self.lines).map(|(columns, lines)| format!("{columns} x {lines}"));
        report
            .section("Terminal")
            .maybe("controlling", self.controlling.as_ref(), "none")
            .maybe("stdin", self.stdin.as_ref(), "not a terminal")
            .maybe("stdout", self.stdout.as_ref(), "not a terminal")
            .maybe("stderr", self.stderr.as_ref(), "not a terminal")
            .maybe("size", size, "unknown");
    }
}

impl Clock {
    fn read(name: &'static str, id: i32) -> Option<Self> {
        let (seconds, nanoseconds) = clock::clock_gettime(id).ok()?;
        let (step, step_ns) = clock::clock_getres(id).ok()?;
        let resolution_ns = step.saturating_mul(1_000_000_000).saturating_add(i64::from(step_ns));
        Some(Self { name, seconds, nanoseconds, resolution_ns })
    }
}

impl fmt::Display for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { seconds, nanoseconds, resolution_ns, .. } = self;
        write!(f, "{seconds}.{nanoseconds:09} s  (resolution {resolution_ns} ns)")
    }
}

impl Capabilities {
    fn render(&self, report: &mut Report) {
        report
            .section("Capabilities")
            .line("dir_fd", self.dir_fd.join(" "))
            .line("descriptor", self.fd.join(" "))
            .line("nofollow", self.follow_symlinks.join(" "))
            .line("effective ids", self.effective_ids.join(" "));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_of_processors() {
        assert_eq!(ranges(&[0, 1, 2, 3, 8]), "0-3,8");
        assert_eq!(ranges(&[1]), "1");
        assert_eq!(ranges(&[]), "");
    }

    #[test]
    fn ids_that_differ_are_spelled_out() {
        let same = Ids { real: 7, effective: 7, saved: Some(7) };
        assert_eq!(same.to_string(), "7");
        let differ = Ids { real: 7, effective: 0, saved: Some(0) };
        assert_eq!(differ.to_string(), "7 (effective 0, saved 0)");
    }
}
