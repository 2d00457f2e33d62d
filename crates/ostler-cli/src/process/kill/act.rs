//! Doing it, and telling what came of it.

use std::ffi::OsString;
use std::fmt::Write as _;

use ostler::process::{self, Outcome, Process, Query, Stop, Undecided};
use ostler::signal::Signal;
use ostler::{Error, ErrorKind};

use super::args::{KillArgs, check};
use super::{count, with_descendants};
use crate::output::{self, Failure};
use crate::process::select::undecided;
use crate::process::system::remedy;

/// What became of a process.
struct Told {
    process: Process,
    /// `None` if it could not be read.
    name: Option<OsString>,
    what: What,
}

enum What {
    Sent(Signal),
    Ended { by: Signal, code: Option<i32> },
    AlreadyGone,
    NoLongerMatches,
    Refused(Error),
    Survived,
}

impl What {
    fn text(&self) -> String {
        match self {
            Self::Sent(signal) => crate::process::system::sent(*signal),
            Self::Ended { by, .. } => format!("ended by {}", crate::process::system::by(*by)),
            Self::AlreadyGone => "was gone already".to_owned(),
            Self::NoLongerMatches => "left alone: it is no longer what was meant".to_owned(),
            Self::Refused(error) if error.kind() == ErrorKind::PermissionDenied => {
                format!("refused: {error}; {}", remedy())
            }
            Self::Refused(error) => format!("refused: {error}"),
            Self::Survived => "is still there".to_owned(),
        }
    }

    fn key(&self) -> &'static str {
        match self {
            Self::Sent(_) => "sent",
            Self::Ended { .. } => "ended",
            Self::AlreadyGone => "already gone",
            Self::NoLongerMatches => "no longer matches",
            Self::Refused(_) => "refused",
            Self::Survived => "survived",
        }
    }

    fn is_trouble(&self) -> bool {
        matches!(self, Self::Refused(_) | Self::Survived)
    }
}

impl From<Outcome> for What {
    fn from(outcome: Outcome) -> Self {
        let code = outcome.exit_code();
        match outcome {
            Outcome::Ended { by, .. } => Self::Ended { by, code },
            Outcome::AlreadyGone => Self::AlreadyGone,
            Outcome::NoLongerMatches => Self::NoLongerMatches,
            Outcome::Refused(error) => Self::Refused(error),
            _ => Self::Survived,
        }
    }
}

/// What came of stopping several.
#[derive(Default)]
struct Stopped {
    told: Vec<Told>,
    /// What came up meanwhile and may be one of them.
    strays: Vec<i32>,
    /// What could not be made out.
    doubts: Vec<String>,
}

/// Does what was asked to these processes, which the query is to select still.
pub(super) fn act(
    args: &KillArgs,
    processes: &[Process],
    query: Option<&Query>,
    undecided: &[Undecided],
) -> Result<(), Failure> {
    let named = |process: Process| Told { process, name: name(process), what: What::AlreadyGone };
    let holds = |process: Process| query.map_or(Ok(true), |query| query.selects(process));
    let stopped =
        match args.signal {
            Some(signal) => {
                let signal = check(signal)?;
                let all = if args.tree { with_descendants(processes)? } else { processes.to_vec() };
                let mut told: Vec<Told> = all.into_iter().map(named).collect();
                for one in &mut told {
                    // Below those that were chosen there are others.
                    let chosen = processes.contains(&one.process);
                    one.what = send(one.process, signal, || {
                        if chosen { holds(one.process) } else { Ok(true) }
                    });
                }
                Stopped { told, ..Stopped::default() }
            }
            None => stop(args, processes, &holds)?,
        };
    output::told(report(args, &stopped, undecided))?;
    let told = &stopped.told;
    if args.wait && args.signal.is_some() {
        let sent =
            told.iter().filter(|told| matches!(told.what, What::Sent(_))).map(|told| told.process);
        let waited = process::wait_all(sent, args.timeout, |_| ())?;
        if !waited.alive.is_empty() {
            output::note(&format!("ostler: {} still there", count(waited.alive.len())));
            return Err(Failure::Silent(124));
        }
    }
    if told.iter().any(|told| told.what.is_trouble()) || !stopped.doubts.is_empty() {
        return Err(Failure::Silent(3));
    }
    Ok(())
}

/// Up the ladder.
fn stop(
    args: &KillArgs,
    processes: &[Process],
    holds: &dyn Fn(Process) -> ostler::Result<bool>,
) -> Result<Stopped, Failure> {
    let names: std::collections::HashMap<Process, Option<OsString>> =
        processes.iter().map(|process| (*process, name(*process))).collect();
    let ladder = || {
        let stop = Stop::new().grace(args.grace);
        if args.force { stop.force() } else { stop }
    };
    let name_of = |process: &Process| names.get(process).cloned().unwrap_or_else(|| name(*process));
    let mut stopped = Stopped::default();
    if !args.tree {
        stopped.enter(ladder().only_if(holds).all(processes)?, name_of);
        return Ok(stopped);
    }
    for &root in processes {
        if stopped.told.iter().any(|told| told.process == root) {
            continue; // It was below another.
        }
        // Those below are meant because they are below.
        // What has become of the trees before is told whatever becomes of this one.
        let what = match holds(root) {
            Ok(true) => match ladder().tree(root) {
                Ok(report) => {
                    stopped.enter(report, name_of);
                    continue;
                }
                Err(error) => What::Refused(error),
            },
            Ok(false) => What::NoLongerMatches,
            Err(error) if error.kind() == ErrorKind::ProcessLookup => What::AlreadyGone,
            Err(error) => What::Refused(error),
        };
        stopped.told.push(Told { process: root, name: name_of(&root), what });
    }
    Ok(stopped)
}

impl Stopped {
    fn enter(&mut self, report: process::Report, name: impl Fn(&Process) -> Option<OsString>) {
        self.strays.extend(report.strays().iter().map(Process::pid));
        self.doubts.extend(report.doubts().iter().map(ToString::to_string));
        let one = |(process, outcome): (Process, Outcome)| Told {
            process,
            name: name(&process),
            what: outcome.into(),
        };
        self.told.extend(report.into_iter().map(one));
    }
}

fn send(process: Process, signal: Signal, holds: impl FnOnce() -> ostler::Result<bool>) -> What {
    let sent = match holds() {
        Ok(true) => process.send_signal(signal),
        Ok(false) => return What::NoLongerMatches,
        Err(error) => Err(error),
    };
    match sent {
        Ok(()) => What::Sent(signal),
        Err(error)
            if matches!(error.kind(), ErrorKind::ProcessLookup | ErrorKind::ZombieProcess) =>
        {
            What::AlreadyGone
        }
        Err(error) => What::Refused(error),
    }
}

fn name(process: Process) -> Option<OsString> {
    process.name().ok()
}

fn report(args: &KillArgs, stopped: &Stopped, undecided: &[Undecided]) -> Result<(), Failure> {
    let told = &stopped.told;
    for stray in &stopped.strays {
        output::note(&format!(
            "ostler: {stray} came up meanwhile and may belong to it: left alone"
        ));
    }
    for doubt in &stopped.doubts {
        output::note(&format!("ostler: {doubt}"));
    }
    if args.json {
        let processes: Vec<_> = told
            .iter()
            .map(|told| {
                let mut object = serde_json::json!({
                    "pid": told.process.pid(),
                    "name": told.name.as_ref().map(|name| name.to_string_lossy()),
                    "outcome": told.what.key(),
                });
                match &told.what {
                    What::Sent(signal) => object["signal"] = signal.to_string().into(),
                    What::Ended { by, code } => {
                        object["signal"] = by.to_string().into();
                        object["exit_code"] = (*code).into();
                    }
                    What::Refused(error) => object["error"] = error.to_string().into(),
                    _ => {}
                }
                object
            })
            .collect();
        let undecided = undecided::json(undecided);
        return output::json(&serde_json::json!({
            "processes": processes,
            "strays": stopped.strays,
            "doubts": stopped.doubts,
            "undecided": undecided,
        }));
    }
    let mut text = String::new();
    for told in told {
        let name =
            told.name.as_ref().map_or_else(|| "?".to_owned(), |name| output::printable(name));
        let line = format!("{} {name}: {}\n", told.process.pid(), told.what.text());
        if told.what.is_trouble() {
            output::note(line.trim_end());
        } else if args.echo || told.what_is_odd() {
            text.push_str(&line);
        }
    }
    if args.quiet {
        return Ok(());
    }
    let done = told.iter().filter(|told| !told.what.is_trouble()).count();
    if done > 0 && !args.echo {
        let mut kinds: Vec<(String, usize)> = Vec::new();
        for told in told.iter().filter(|told| !told.what.is_trouble() && !told.what_is_odd()) {
            let kind = told.what.text();
            match kinds.iter_mut().find(|(known, _)| *known == kind) {
                Some((_, count)) => *count += 1,
                None => kinds.push((kind, 1)),
            }
        }
        for (kind, number) in kinds {
            let _ = writeln!(text, "{}: {kind}", count(number));
        }
    }
    output::text(&text)
}

impl Told {
    /// What is worth a line though nothing went wrong.
    fn what_is_odd(&self) -> bool {
        matches!(self.what, What::NoLongerMatches)
    }
}
