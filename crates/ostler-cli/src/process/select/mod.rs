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
#[command(next_help_heading = "Which processes")]
pub(crate) struct Selection {
    #[cfg_attr(
        unix,
        doc = "Names (exact), PIDs, or ports of our network namespace as `:8080`: any of them"
    )]
    #[cfg_attr(windows, doc = "Names (exact), PIDs, or ports as `:8080`: any of them")]
    #[arg(value_name = "NAME|PID|:PORT")]
    pub(crate) words: Vec<String>,
    /// Take the names for parts of names
    #[arg(long, conflicts_with_all = ["glob", "regex", "exact"])]
    contains: bool,
    /// Take the names for the shell's patterns: `make*`
    #[arg(long, conflicts_with_all = ["regex", "exact"])]
    glob: bool,
    /// Take the names for regular expressions
    #[arg(long, conflicts_with = "exact")]
    regex: bool,
    /// Take the names for exact names: what they are taken for anyway
    #[arg(short = 'x', long)]
    exact: bool,
    /// Take capitals and small letters for the same
    #[arg(short, long)]
    ignore_case: bool,
    /// Look for the names in the whole command line; as parts of it, if nothing else is said
    #[arg(short, long)]
    full: bool,
    /// Only those of these effective users, by name or by the number as it is in our user namespace
    #[arg(short = 'u', long, visible_alias = "user", value_name = "USER", value_delimiter = ',')]
    euid: Vec<String>,
    /// Only those of these real users
    #[arg(short = 'U', long, value_name = "USER", value_delimiter = ',')]
    uid: Vec<String>,
    /// Only those of these real groups
    #[arg(short = 'G', long, value_name = "GROUP", value_delimiter = ',', hide = cfg!(windows))]
    group: Vec<String>,
    /// Only those in these process groups (0: our own)
    #[arg(short = 'g', long, value_name = "PGID", value_delimiter = ',')]
    pgroup: Vec<i32>,
    #[cfg_attr(unix, doc = "Only those in these sessions (0: our own)")]
    #[cfg_attr(windows, doc = "Only those in these sessions (0: the services')")]
    #[arg(short = 's', long, value_name = "SID", value_delimiter = ',')]
    session: Vec<i32>,
    #[cfg_attr(unix, doc = "Only those on these terminals, as our `/dev` names them: `pts/0`")]
    #[cfg_attr(windows, doc = "Only those in the sessions of these names: `Console`")]
    #[arg(short = 't', long, value_name = "TTY", value_delimiter = ',')]
    terminal: Vec<String>,
    /// Only children of these processes
    #[arg(short = 'P', long, value_name = "PID", value_delimiter = ',')]
    parent: Vec<i32>,
    /// Only those in these states, by letter: `R,S,D,T,Z`
    #[arg(short = 'r', long, value_name = "STATES", value_delimiter = ',')]
    runstates: Vec<char>,
    /// Only those started longer ago: `5m`, `2d`, or seconds
    #[arg(short = 'O', long, visible_alias = "older", value_name = "AGE")]
    older_than: Option<String>,
    /// Only those started less long ago
    #[arg(long, value_name = "AGE")]
    younger_than: Option<String>,
    /// Only those in these control groups, by the path in our cgroup namespace
    #[arg(long, value_name = "PATH", value_delimiter = ',', hide = cfg!(windows))]
    cgroup: Vec<String>,
    /// Only those in the namespaces of this process
    #[arg(long, value_name = "PID", hide = cfg!(windows))]
    ns: Option<i32>,
    /// Which namespaces `--ns` compares: cgroup, ipc, mnt, net, pid, time, user, uts
    #[arg(long, value_name = "KINDS", value_delimiter = ',', requires = "ns", hide = cfg!(windows))]
    nslist: Vec<String>,
    /// Only those with this variable in their environment
    #[arg(long, value_name = "NAME[=VALUE]")]
    env: Vec<String>,
    #[cfg_attr(unix, doc = "Only the process whose PID, in our PID namespace, is in this file")]
    #[cfg_attr(windows, doc = "Only the process whose PID is in this file")]
    #[arg(short = 'F', long, value_name = "FILE")]
    pidfile: Option<PathBuf>,
    #[cfg_attr(
        unix,
        doc = "Fail unless that file is locked, by that process if the lock tells of which it is"
    )]
    #[cfg_attr(windows, doc = "Fail unless that file is locked")]
    #[arg(short = 'L', long, requires = "pidfile")]
    logpidfile: bool,
    /// Only those that have this file open, or mapped, or as a directory; the path is ours
    #[arg(long, value_name = "PATH")]
    open_file: Option<PathBuf>,
    /// Only those for which this holds: `age > 5m and not user == root`; or as WMI has it: `Name like '%make%'`
    #[arg(long = "where", value_name = "EXPR")]
    condition: Vec<String>,
    /// Only those that pass this filter of taskkill's: `MEMUSAGE gt 500000`
    #[arg(long, value_name = "FILTER")]
    fi: Vec<String>,
    /// Take ports, paths, terminals and units as each process has them in its own namespaces
    #[arg(long, hide = cfg!(windows))]
    inside: bool,
    /// Those that are not meant by all this
    #[arg(short = 'v', long)]
    inverse: bool,
    /// Of those, only the one that was started last
    #[arg(short, long, conflicts_with = "oldest")]
    newest: bool,
    /// Of those, only the one that was started first
    #[arg(short, long)]
    oldest: bool,
    /// Leave out the processes that this one was started by
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
