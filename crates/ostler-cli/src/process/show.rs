//! `ostler show`: everything about one process.

use std::collections::BTreeMap;

use clap::Args;
use ostler::ErrorKind;
use ostler::process::{Field, Fields, Process, Snapshot, Value};
use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::output::{self, Failure};
use crate::process::columns::{self, Column, Object};
use crate::process::system::remedy;
use crate::report::Report;

#[derive(Debug, Args)]
#[command(after_help = "\
Attributes that could not be read are listed with the reason; in JSON under `unreadable`.

Exit status:
  0    done
  1    no such process
  2    usage error
  3    no permission
  4    the process could not be read for another reason")]
pub(crate) struct ShowArgs {
    /// The processes
    #[arg(value_name = "PID", required = true)]
    pids: Vec<i32>,
    /// Add the files that it has open, mapped, or as a directory
    #[arg(long)]
    files: bool,
    /// Add its sockets
    #[arg(long)]
    sockets: bool,
    /// Add its environment
    #[arg(long)]
    env: bool,
    /// Add its threads
    #[arg(long)]
    threads: bool,
    /// Add its memory mappings
    #[arg(long)]
    maps: bool,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

const SECTIONS: [(&str, &[Field]); 7] = [
    (
        "Process",
        &[
            Field::Name,
            Field::Description,
            Field::WindowTitles,
            Field::Hung,
            Field::Pid,
            Field::Ppid,
            Field::Parents,
            Field::Children,
            Field::Status,
            Field::Exe,
            Field::Cmdline,
            Field::Cwd,
            Field::Root,
            Field::KernelThread,
        ],
    ),
    (
        "Owner",
        &[
            Field::User,
            Field::Username,
            Field::Uids,
            Field::Group,
            Field::Gids,
            Field::Groups,
            Field::Capabilities,
        ],
    ),
    ("Time", &[Field::CreateTime, Field::Age, Field::CpuTimes, Field::CpuPercent]),
    (
        "Memory",
        &[
            Field::MemoryInfo,
            Field::MemoryFullInfo,
            Field::MemoryPercent,
            Field::OomScore,
            Field::OomScoreAdj,
        ],
    ),
    (
        "Scheduling",
        &[
            Field::NumThreads,
            Field::Nice,
            Field::Priority,
            Field::Policy,
            Field::Ionice,
            Field::CpuAffinity,
            Field::CpuNum,
            Field::NumCtxSwitches,
            Field::Wchan,
        ],
    ),
    (
        "Place",
        &[
            Field::Terminal,
            Field::Session,
            Field::ProcessGroup,
            Field::Cgroup,
            Field::Container,
            Field::Unit,
            Field::Namespaces,
            Field::NsPid,
            Field::Label,
        ],
    ),
    (
        "Use",
        &[
            Field::NumFds,
            Field::NumHandles,
            Field::Ports,
            Field::IoCounters,
            Field::Rlimits,
            Field::SignalsBlocked,
            Field::SignalsIgnored,
            Field::SignalsCaught,
        ],
    ),
];

impl ShowArgs {
    /// What was asked for: some sections, or the common ones.
    fn sections(&self) -> Vec<(&'static str, &'static [Field])> {
        let asked: [(bool, (&str, &[Field])); 5] = [
            (self.files, ("Files", &[Field::OpenFiles, Field::Files])),
            (self.sockets, ("Sockets", &[Field::NetConnections])),
            (self.env, ("Environment", &[Field::Environ])),
            (self.threads, ("Threads", &[Field::Threads])),
            (self.maps, ("Mappings", &[Field::MemoryMaps])),
        ];
        let asked: Vec<_> =
            asked.into_iter().filter(|(asked, _)| *asked).map(|(_, section)| section).collect();
        if asked.is_empty() { SECTIONS.to_vec() } else { asked }
    }
}

pub(crate) fn run(args: &ShowArgs) -> Result<(), Failure> {
    let sections = args.sections();
    let fields = sections.iter().flat_map(|(_, fields)| fields.iter().copied());
    let fields: Fields = fields.filter(|field| field.is_available()).collect();
    if fields.is_empty() {
        return Err(Failure::System("there is nothing of the kind on this system".to_owned()));
    }
    let mut objects = Vec::new();
    let mut report = Report::new();
    let mut missing = None;
    for &pid in &args.pids {
        let process = match Process::new(pid).and_then(|process| process.snapshot(fields)) {
            // The others are shown all the same.
            Err(error) if args.pids.len() > 1 => {
                output::note(&format!("ostler: {error}"));
                // That one is not there weighs less than that it is not known.
                if missing.as_ref().is_none_or(is_absent) {
                    missing = Some(error);
                }
                continue;
            }
            process => process?,
        };
        if args.json {
            let columns: Vec<Column> = fields.iter().map(Column::from).collect();
            objects.push(Shown { process, columns });
        } else {
            describe(&process, &sections, &mut report);
        }
    }
    match (args.json, &objects[..]) {
        (false, _) => output::text(&report.finish())?,
        (true, [object]) if args.pids.len() == 1 => output::json(object)?,
        (true, objects) => output::json(&serde_json::json!({ "processes": objects }))?,
    }
    match missing {
        None => Ok(()),
        Some(error) if is_absent(&error) => Err(Failure::Silent(1)),
        Some(error) if error.kind() == ErrorKind::PermissionDenied => Err(Failure::Silent(3)),
        Some(_) => Err(Failure::Silent(4)),
    }
}

fn is_absent(error: &ostler::Error) -> bool {
    matches!(error.kind(), ErrorKind::ProcessLookup | ErrorKind::ZombieProcess)
}

/// What `--json` prints of a process.
struct Shown {
    process: Snapshot,
    columns: Vec<Column>,
}

impl Serialize for Shown {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let Self { process, columns } = self;
        let mut map = to.serialize_map(None)?;
        Object { process, columns }.members(&mut map)?;
        map.serialize_entry("unreadable", &unreadable(process))?;
        map.end()
    }
}

/// Which fields could not be read, and why.
fn unreadable(process: &Snapshot) -> BTreeMap<&'static str, String> {
    let why = |field: Field| Some((field.name(), process.why_unreadable(field)?.to_string()));
    process.unreadable().iter().filter_map(why).collect()
}

fn describe(
    process: &Snapshot,
    sections: &[(&'static str, &'static [Field])],
    report: &mut Report,
) {
    for (title, fields) in sections {
        let mut section = report.section(title);
        for &field in fields.iter().filter(|field| field.is_available()) {
            let label = field.name().replace('_', " ");
            match process.get(field) {
                Some(Value::List(values)) if many(values) => {
                    for value in values {
                        section.line(&label, columns::shown(Some(value)));
                    }
                }
                Some(Value::List(values)) if values.is_empty() => {
                    section.line(&label, "-");
                }
                Some(Value::Map(limits)) if field == Field::Rlimits => {
                    section.line(&label, shown_limits(limits));
                }
                value => {
                    section.line(&label, columns::shown(value));
                }
            }
        }
    }
    // Fields with one answer in common stand together.
    let mut answers: Vec<(String, Vec<&str>)> = Vec::new();
    for field in process.unreadable().iter() {
        let Some(error) = process.why_unreadable(field) else { continue };
        let why = match error.kind() {
            ErrorKind::PermissionDenied => remedy().to_owned(),
            ErrorKind::NotImplemented => "this system does not offer it".to_owned(),
            _ => error.to_string(),
        };
        match answers.iter_mut().find(|(known, _)| *known == why) {
            Some((_, fields)) => fields.push(field.name()),
            None => answers.push((why, vec![field.name()])),
        }
    }
    if !answers.is_empty() {
        report.section("Not readable");
    }
    for (why, fields) in answers {
        report.paragraph(&format!("{}: {why}", fields.join(", ")), 2);
    }
}

/// Limits by name: `nofile=1024/unlimited`, soft and hard, or one where they are equal.
fn shown_limits(limits: &[(&str, Value)]) -> String {
    let one = |limit: &Value| match limit {
        Value::None => "unlimited".to_owned(),
        limit => columns::shown(Some(limit)),
    };
    let pair = |(name, limit): &(&str, Value)| match limit {
        Value::List(pair) if pair.iter().all(|limit| *limit == pair[0]) => {
            format!("{name}={}", one(&pair[0]))
        }
        Value::List(pair) => {
            format!("{name}={}", pair.iter().map(one).collect::<Vec<_>>().join("/"))
        }
        other => format!("{name}={}", columns::shown(Some(other))),
    };
    limits.iter().map(pair).collect::<Vec<_>>().join(" ")
}

/// Whether each value is a line by itself.
fn many(values: &[Value]) -> bool {
    values.iter().any(|value| matches!(value, Value::Map(_) | Value::Text(_)))
}
