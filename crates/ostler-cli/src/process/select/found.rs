//! What was found, and which of the words found nothing.

use std::collections::HashSet;
use std::fmt::Write as _;

use ostler::process::{Field, Fields, Process, Protection, Query, Snapshot, nearest, protected};

use super::{Selection, pid};
use crate::output::{self, Failure};
use crate::process::columns;
use crate::process::system;

/// How many words a message repeats.
const MANY: usize = 20;

/// Which processes are left out unless they are named by their numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Care {
    /// This command.
    Listing,
    /// Also those that wait for it, and the first process: they would be waited for without an end.
    Waiting,
    /// Also parts of the kernel.
    Acting,
}

impl Care {
    fn leaves(self, why: Protection) -> bool {
        match self {
            Self::Listing => false,
            Self::Waiting => why != Protection::KernelThread,
            Self::Acting => true,
        }
    }
}

/// A selection that has been read.
#[derive(Debug)]
pub(crate) struct Meant<'a> {
    selection: &'a Selection,
    parts: Vec<(Vec<&'a str>, Query)>,
    narrowed: Query,
    query: Query,
}

impl<'a> Meant<'a> {
    pub(super) fn new(
        selection: &'a Selection,
        parts: Vec<(Vec<&'a str>, Query)>,
        narrowed: Query,
    ) -> Self {
        let any = parts.iter().map(|(_, query)| query.clone()).reduce(Query::or);
        let mut query = any.unwrap_or_default().and(narrowed.clone());
        if selection.inverse {
            query = !query;
        }
        Self { selection, parts, narrowed, query }
    }

    /// Whether nothing was said.
    pub(crate) fn is_empty(&self) -> bool {
        self.query.fields().is_empty() && !self.selection.newest && !self.selection.oldest
    }

    /// The query that says the same.
    pub(crate) fn query(&self) -> &Query {
        &self.query
    }

    /// The processes that are meant, with these fields.
    pub(crate) fn find(&self, fields: Fields, care: Care, quiet: bool) -> Result<Found, Failure> {
        let mut fields = fields;
        if care != Care::Listing {
            fields = fields | Field::Name;
        }
        if self.selection.newest || self.selection.oldest {
            fields = fields | Field::CreateTime;
        }
        let mut found = self.search(fields)?;
        self.leave_alone(&mut found, care, quiet)?;
        let missing = self.missing(&found, care)?;
        if !missing.is_empty() {
            let missing = not_found(self.selection, &missing);
            if self.selection.inverse {
                // A slip in the name of what is to be spared would hit it.
                return Err(Failure::Nothing(format!(
                    "{missing}\nwith --inverse all the others are meant: nothing was done"
                )));
            }
            found.missing = Some(missing);
        }
        self.one(&mut found.processes);
        Ok(found)
    }

    /// Looks for each part by itself: so it is known which of them finds nothing.
    fn search(&self, fields: Fields) -> Result<Found, Failure> {
        if self.selection.inverse || self.parts.len() < 2 {
            let processes = self.query.find_with(fields)?;
            let pids = processes.iter().map(Snapshot::pid).collect();
            return Ok(Found { processes, of_parts: vec![pids], ..Found::default() });
        }
        let mut found = Found::default();
        let mut known: HashSet<Process> = HashSet::new();
        for (_, query) in &self.parts {
            let processes = query.clone().and(self.narrowed.clone()).find_with(fields)?;
            found.of_parts.push(processes.iter().map(Snapshot::pid).collect());
            found.processes.extend(processes.into_iter().filter(|one| known.insert(one.process())));
        }
        found.processes.sort_by_key(Snapshot::pid);
        Ok(found)
    }

    /// Leaves out what is meant only if it is named by its number, and says so.
    fn leave_alone(&self, found: &mut Found, care: Care, quiet: bool) -> Result<(), Failure> {
        let me = system::this();
        let named = |pid| self.query.names_pid(pid);
        if !self.query.fields().is_empty() {
            found.processes.retain(|process| process.pid() != me || named(me));
        }
        if self.selection.ignore_ancestors {
            let ancestors = Process::current()?.parents()?;
            found.processes.retain(|process| !ancestors.contains(&process.process()));
        }
        if care == Care::Listing {
            return Ok(());
        }
        let careful = protected(found.processes.iter().map(Snapshot::process))?;
        let mut careful = careful.into_iter();
        found.processes.retain(|process| {
            let Some((_, Some(why))) = careful.next() else { return true };
            if named(process.pid()) || !care.leaves(why) {
                return true;
            }
            // A pattern that fits the kernel's own does not mean them.
            if !quiet && why != Protection::KernelThread {
                let name = columns::shown(process.get(Field::Name));
                output::note(&format!(
                    "left alone: {}, {name} ({}); name it by its PID if it is meant",
                    process.pid(),
                    reason(why)
                ));
            }
            false
        });
        Ok(())
    }

    /// The words that none of these were found by.
    fn missing(&self, found: &Found, care: Care) -> Result<Vec<String>, Failure> {
        if self.selection.inverse && care == Care::Listing {
            return Ok(Vec::new());
        }
        let there: HashSet<i32> = found.processes.iter().map(Snapshot::pid).collect();
        let mut missing = Vec::new();
        for (at, (words, query)) in self.parts.iter().enumerate() {
            let pids: HashSet<i32> = if self.selection.inverse {
                let spared = query.clone().and(self.narrowed.clone()).find()?;
                spared.iter().map(Process::pid).collect()
            } else {
                let pids = found.of_parts.get(at).map_or(&[][..], Vec::as_slice);
                pids.iter().copied().filter(|pid| there.contains(pid)).collect()
            };
            let is_missing = |word: &&&str| match pid(word) {
                Some(pid) => !pids.contains(&pid),
                None => pids.is_empty(),
            };
            missing.extend(words.iter().filter(is_missing).map(|word| (*word).to_owned()));
        }
        Ok(missing)
    }

    /// `--newest` and `--oldest`.
    fn one(&self, found: &mut Vec<Snapshot>) {
        if !self.selection.newest && !self.selection.oldest {
            return;
        }
        let start = |process: &Snapshot| process.get(Field::CreateTime).cloned();
        // Of those started in one tick the number decides.
        let order = |a: &Snapshot, b: &Snapshot| {
            let times = columns::compare(start(a).as_ref(), start(b).as_ref());
            times.then(a.pid().cmp(&b.pid()))
        };
        found.sort_by(order);
        if self.selection.newest {
            found.drain(..found.len().saturating_sub(1));
        } else {
            found.truncate(1);
        }
    }

    /// What to say when nothing was found.
    pub(crate) fn nothing(&self) -> Failure {
        Failure::Nothing(not_found(self.selection, &self.selection.words))
    }
}

fn reason(why: Protection) -> &'static str {
    match why {
        Protection::Init => "the first process: the system ends with it",
        Protection::Caller => "this command",
        Protection::Ancestor => "this command was started by it",
        _ => "a part of the kernel",
    }
}

/// What a selection has found.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub(crate) processes: Vec<Snapshot>,
    /// The numbers that each part found.
    of_parts: Vec<Vec<i32>>,
    /// Which words found nothing.
    missing: Option<String>,
}

impl Found {
    /// Names the words that found nothing, before something is done about the others.
    pub(crate) fn tell(&self) {
        if let Some(missing) = self.missing.as_deref().filter(|_| !self.processes.is_empty()) {
            output::note(&format!("ostler: {missing}"));
        }
    }

    /// What comes of it all, if the rest went well.
    pub(crate) fn status(&self) -> Result<(), Failure> {
        if self.missing.is_some() { Err(Failure::Silent(1)) } else { Ok(()) }
    }
}

/// What was looked for and is not there, and what may have been meant.
fn not_found(selection: &Selection, words: &[String]) -> String {
    let is_name = |word: &&String| pid(word).is_none() && !word.starts_with(':');
    let there = match Query::all().find_with(Field::Name) {
        Ok(there) if words.iter().any(|word| is_name(&word)) && !selection.full => there,
        _ => Vec::new(),
    };
    let there: Vec<String> = there
        .iter()
        .filter_map(|process| process.get(Field::Name)?.as_text())
        .map(output::printable)
        .collect();
    let (mut lines, mut others) = (Vec::new(), Vec::new());
    for word in words {
        let near = Some(word)
            .filter(is_name)
            .and_then(|name| nearest(name, there.iter().map(String::as_str)).into_iter().next());
        match near {
            // There is one, which the options leave out.
            Some(near) if near == word => others.push(word.as_str()),
            Some(near) => {
                let count = there.iter().filter(|there| *there == near).count();
                lines.push(format!(
                    "no process is called {word:?}; did you mean {near:?} ({count})?"
                ));
            }
            None => others.push(word),
        }
    }
    if !others.is_empty() {
        let more = others.len().saturating_sub(MANY);
        let mut line = format!("no process matches {}", others[..others.len() - more].join(" "));
        if more > 0 {
            let _ = write!(line, " and {more} more");
        }
        if cfg!(unix) && others.contains(&"0") {
            line.push_str("; our own process group is `-g 0`");
        }
        lines.push(line);
    }
    if lines.is_empty() {
        lines.push("no process matches".to_owned());
    }
    lines.join("\n")
}
