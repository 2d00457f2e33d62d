//! Which processes are meant: the same arguments, with the same meaning, for every subcommand that takes processes.

mod found;
mod habits;
mod pidfile;
pub(crate) mod undecided;

use std::path::PathBuf;

use clap::Args;
use ostler::process::{Field, Query, Status, parse_duration};

pub(crate) use self::found::{Care, Found, Meant, known_of_all};
pub(crate) use self::habits::process_group;
use crate::output::Failure;
use crate::process::system;

/// The arguments.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Selecting processes")]
pub(crate) struct Selection {
    #[cfg_attr(
        unix,
        doc = "Exact names, PIDs, or ports of this network namespace (`:8080`); a process must match one of them"
    )]
    #[cfg_attr(
        windows,
        doc = "Exact names, PIDs, or ports (`:8080`); a process must match one of them"
    )]
    #[arg(value_name = "NAME|PID|:PORT", help_heading = None::<&str>)]
    pub(crate) words: Vec<String>,
    /// Match the names as substrings
    #[arg(long, conflicts_with_all = ["glob", "regex", "exact"])]
    contains: bool,
    /// Match the names as shell patterns, such as `make*`
    #[arg(long, conflicts_with_all = ["regex", "exact"])]
    glob: bool,
    /// Match the names as regular expressions
    #[arg(long, conflicts_with = "exact")]
    regex: bool,
    /// Match names exactly (the default)
    #[arg(short = 'x', long)]
    exact: bool,
    /// Ignore case
    #[arg(short, long)]
    ignore_case: bool,
    /// Match the whole command line instead of the name; as a substring by default
    #[arg(short, long)]
    full: bool,
    /// Only processes of these effective users: names, or ids of this user namespace
    #[arg(short = 'u', long, visible_alias = "user", value_name = "USER", value_delimiter = ',')]
    euid: Vec<String>,
    /// Only processes of these real users
    #[arg(short = 'U', long, value_name = "USER", value_delimiter = ',')]
    uid: Vec<String>,
    /// Only processes of these real groups
    #[arg(short = 'G', long, value_name = "GROUP", value_delimiter = ',', hide = cfg!(windows))]
    group: Vec<String>,
    /// Only processes in these process groups (0: that of this command)
    #[arg(short = 'g', long, value_name = "PGID", value_delimiter = ',')]
    pgroup: Vec<i32>,
    #[cfg_attr(unix, doc = "Only processes in these sessions (0: that of this command)")]
    #[cfg_attr(windows, doc = "Only processes in these sessions (0: that of the services)")]
    #[arg(short = 's', long, value_name = "SID", value_delimiter = ',')]
    session: Vec<i32>,
    #[cfg_attr(unix, doc = "Only processes on these terminals, as named in this `/dev`: `pts/0`")]
    #[cfg_attr(windows, doc = "Only processes in the sessions with these names: `Console`")]
    #[arg(short = 't', long, value_name = "TTY", value_delimiter = ',')]
    terminal: Vec<String>,
    /// Only children of these processes
    #[arg(short = 'P', long, value_name = "PID", value_delimiter = ',')]
    parent: Vec<i32>,
    /// Only processes in these states: `R,S,D,T,Z`
    #[arg(short = 'r', long, value_name = "STATES", value_delimiter = ',')]
    runstates: Vec<char>,
    /// Only processes older than this: `5m`, `2d`, or seconds
    #[arg(short = 'O', long, visible_alias = "older", value_name = "AGE")]
    older_than: Option<String>,
    /// Only processes younger than this
    #[arg(long, value_name = "AGE")]
    younger_than: Option<String>,
    /// Only processes in these control groups: paths in this cgroup namespace
    #[arg(long, value_name = "PATH", value_delimiter = ',', hide = cfg!(windows))]
    cgroup: Vec<String>,
    /// Only processes in the same namespaces as this process
    #[arg(long, value_name = "PID", hide = cfg!(windows))]
    ns: Option<i32>,
    /// The namespaces that `--ns` compares: cgroup, ipc, mnt, net, pid, time, user, uts
    #[arg(long, value_name = "KINDS", value_delimiter = ',', requires = "ns", hide = cfg!(windows))]
    nslist: Vec<String>,
    /// Only processes with this environment variable
    #[arg(long, value_name = "NAME[=VALUE]")]
    env: Vec<String>,
    #[cfg_attr(
        unix,
        doc = "Only the process whose PID this file contains, as seen in this PID namespace"
    )]
    #[cfg_attr(windows, doc = "Only the process whose PID this file contains")]
    #[arg(short = 'F', long, value_name = "FILE")]
    pidfile: Option<PathBuf>,
    #[cfg_attr(
        unix,
        doc = "Fail unless the PID file is locked, and by that process if the lock has a known owner"
    )]
    #[cfg_attr(windows, doc = "Fail unless the PID file is locked")]
    #[arg(short = 'L', long, requires = "pidfile")]
    logpidfile: bool,
    /// Only processes that have this file open, mapped, or as a directory; a path in this mount namespace
    #[arg(long, value_name = "PATH")]
    open_file: Option<PathBuf>,
    /// Only processes that match: `age > 5m and not user == root`; also WMI syntax: `Name like '%make%'`
    #[arg(long = "where", value_name = "EXPR")]
    condition: Vec<String>,
    /// Only processes that match a taskkill filter: `MEMUSAGE gt 500000`
    #[arg(long, value_name = "FILTER")]
    fi: Vec<String>,
    /// Match ports, paths, terminals and units as each process sees them in its own namespaces
    #[arg(long, hide = cfg!(windows))]
    inside: bool,
    /// Invert the selection
    #[arg(short = 'v', long)]
    inverse: bool,
    /// Only the newest of the selected processes
    #[arg(short, long, conflicts_with = "oldest")]
    newest: bool,
    /// Only the oldest of the selected processes
    #[arg(short, long)]
    oldest: bool,
    /// Leave out the ancestors of this command
    #[arg(short = 'A', long)]
    ignore_ancestors: bool,
}

impl Selection {
    /// Whether processes are named by their numbers and nothing else.
    pub(crate) fn only_pids(&self) -> bool {
        !self.words.is_empty() && self.words.iter().all(|word| pid(word).is_some()) && !self.inverse
            || self.words.is_empty() && self.pidfile.is_some() && !self.inverse
    }

    /// What these arguments say. What is outside of them, as the file with a PID, is looked at here and only once.
    pub(crate) fn meant(&self) -> Result<Meant<'_>, Failure> {
        let exact = !(self.contains || self.glob || self.regex || self.full);
        habits::check(&self.words, exact)?;
        let (mut parts, mut narrowed) = (self.parts()?, self.narrowed()?);
        if self.inside {
            for (_, query) in &mut parts {
                *query = std::mem::take(query).inside();
            }
            narrowed = narrowed.inside();
        }
        Ok(Meant::new(self, parts, narrowed))
    }

    /// What the words say, in parts: the numbers together, there may be thousands, and each other word by itself.
    fn parts(&self) -> Result<Vec<(Vec<&str>, Query)>, Failure> {
        let (pids, words): (Vec<&str>, Vec<&str>) =
            self.words.iter().map(String::as_str).partition(|word| pid(word).is_some());
        let mut parts = Vec::with_capacity(words.len() + 1);
        if !pids.is_empty() {
            let query = Query::pids(pids.iter().filter_map(|word| pid(word)));
            parts.push((pids, query));
        }
        for word in words {
            parts.push((vec![word], self.word(word)?));
        }
        Ok(parts)
    }

    /// What the options say, which all have to hold.
    fn narrowed(&self) -> Result<Query, Failure> {
        let mut query = Query::all();
        let mut narrow = |more: Query| query = std::mem::take(&mut query).and(more);
        for (names, by_name, by_number) in [
            (&self.euid, Field::User, Field::Euid),
            (&self.uid, system::REAL_USER, Field::Uid),
            (&self.group, Field::RealGroup, Field::Gid),
        ] {
            narrow(any(names.iter().map(|name| account(name, by_name, by_number)))?);
        }
        for (numbers, field, own) in [
            (&self.pgroup, Field::ProcessGroup, system::group as fn() -> _),
            (&self.session, Field::Session, system::session),
        ] {
            if !numbers.is_empty() {
                let number = |&number: &i32| if number == 0 { own() } else { Ok(number) };
                let numbers: Vec<i32> = numbers.iter().map(number).collect::<Result<_, _>>()?;
                narrow(field.one_of(numbers)?);
            }
        }
        if !self.parent.is_empty() {
            narrow(Field::Ppid.one_of(self.parent.iter().copied())?);
        }
        for (texts, field) in [(&self.terminal, Field::Terminal), (&self.cgroup, Field::Cgroup)] {
            if !texts.is_empty() {
                narrow(field.one_of(texts.iter().map(String::as_str))?);
            }
        }
        if !self.runstates.is_empty() {
            let states: Option<Vec<&str>> = self
                .runstates
                .iter()
                .map(|letter| Some(Status::from_letter(u8::try_from(*letter).ok()?)?.as_str()))
                .collect();
            let states = states.ok_or_else(|| {
                Failure::Usage("a state is one of the letters R, S, D, T, t, Z, I, P".to_owned())
            })?;
            narrow(Field::Status.one_of(states)?);
        }
        if let Some(age) = &self.older_than {
            narrow(Query::older_than(parse_duration(age)?));
        }
        if let Some(age) = &self.younger_than {
            narrow(Query::younger_than(parse_duration(age)?));
        }
        if let Some(pid) = self.ns {
            narrow(system::namespaces(pid, &self.nslist)?);
        }
        for variable in &self.env {
            narrow(environment(variable)?);
        }
        if let Some(path) = &self.pidfile {
            narrow(Query::pid(pidfile::read(path, self.logpidfile)?));
        }
        if let Some(path) = &self.open_file {
            narrow(system::users_of(path, self.inside)?);
        }
        for expression in &self.condition {
            narrow(Query::parse(expression)?);
        }
        for filter in &self.fi {
            narrow(Query::from_taskkill_filter(filter)?);
        }
        Ok(query)
    }

    /// What one word means.
    fn word(&self, word: &str) -> Result<Query, Failure> {
        // A variable that is not set, in a script: as a part of a name it would be everybody's.
        if word.is_empty() {
            return Err(Failure::Usage(
                "an empty name names nobody; `--where all` is everybody".to_owned(),
            ));
        }
        if let Some(port) = word.strip_prefix(':') {
            let port = port.parse().map_err(|_| {
                Failure::Usage(format!(
                    "not a port: {word:?}; a port is a number up to 65535, as in :8080"
                ))
            })?;
            return Ok(Query::port(port));
        }
        let field = if self.full { Field::Command } else { Field::Name };
        let query = if self.regex {
            field.matches(word)
        } else if self.glob {
            field.glob(word)
        } else if self.contains || self.full && !self.exact {
            field.contains(word)
        } else {
            field.is(word)
        }?;
        Ok(if self.ignore_case { query.ignore_case() } else { query })
    }
}

/// A word that is a PID.
pub(crate) fn pid(word: &str) -> Option<i32> {
    let digits = !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| word.parse().unwrap_or(i32::MAX))
}

/// Any of these; everything if there is none.
fn any(queries: impl Iterator<Item = Result<Query, Failure>>) -> Result<Query, Failure> {
    let queries: Vec<Query> = queries.collect::<Result<_, _>>()?;
    Ok(queries.into_iter().reduce(Query::or).unwrap_or_default())
}

/// A user or a group by number or by name. A name that nobody has is a mistake.
fn account(name: &str, by_name: Field, by_number: Field) -> Result<Query, Failure> {
    let field = if pid(name).is_some() { by_number } else { by_name };
    if field == by_name {
        let kind = if by_name == Field::RealGroup { "group" } else { "user" };
        if !system::is_account(name, kind == "group")? {
            return Err(Failure::Usage(format!("no such {kind}: {name}")));
        }
    }
    if field == by_number {
        let number: u32 = name
            .parse()
            .map_err(|_| Failure::Usage(format!("not the number of an account: {name}")))?;
        return Ok(field.is(number)?);
    }
    Ok(field.is(name)?)
}

/// `NAME` or `NAME=VALUE`.
fn environment(variable: &str) -> Result<Query, Failure> {
    match variable.split_once('=') {
        Some(_) => Ok(Field::Environ.is(variable)?),
        None => Ok(Field::Environ.starts_with(format!("{variable}="))?),
    }
}
