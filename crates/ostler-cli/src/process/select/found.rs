//! What was found, and which of the words found nothing.

use std::collections::HashSet;
use std::fmt::Write as _;

use ostler::process::{
    Field, Fields, Process, Protection, Query, Snapshot, Undecided, nearest, protected,
};

use super::{Selection, pid, undecided};
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
        if self.selection.inverse && !missing.is_empty() {
            // A slip in the name of what is to be spared would hit it.
            return Err(Failure::Nothing(format!(
                "{}\nwith --inverse all the others are meant: nothing was done",
                not_found(self.selection, &missing)
            )));
        }
        found.missing = self.answer(&mut found, &missing);
        self.one(&mut found.processes)?;
        if found.processes.is_empty() && found.missing.is_none() {
            found.missing = Some(Answer::of(&found.undecided, || not_found(self.selection, &[])));
        }
        Ok(found)
    }

    /// Looks for each part by itself: so it is known which of them finds nothing.
    fn search(&self, fields: Fields) -> Result<Found, Failure> {
        let mut found = Found::default();
        let mut known: HashSet<Process> = HashSet::new();
        let whole = [self.query.clone()];
        let queries: Vec<Query> = if self.selection.inverse || self.parts.len() < 2 {
            whole.into()
        } else {
            self.parts.iter().map(|(_, query)| query.clone().and(self.narrowed.clone())).collect()
        };
        for query in queries {
            let searched = query.search(fields)?;
            found.of_parts.push(Part {
                pids: searched.found.iter().map(Snapshot::pid).collect(),
                undecided: searched.undecided,
            });
            found
                .processes
                .extend(searched.found.into_iter().filter(|one| known.insert(one.process())));
        }
        found.processes.sort_by_key(Snapshot::pid);
        // One that another part finds is decided.
        let mut known: HashSet<i32> = found.processes.iter().map(Snapshot::pid).collect();
        for (at, part) in found.of_parts.iter_mut().enumerate() {
            let is_port = |(words, _): &(Vec<&str>, Query)| {
                words.first().is_some_and(|word| word.starts_with(':'))
            };
            // A port that was found is not looked for any further.
            if self.parts.get(at).is_some_and(is_port) && !part.pids.is_empty() {
                part.undecided.clear();
            }
            found.undecided.extend(part.undecided.iter().filter(|one| known.insert(one.pid())));
        }
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
    fn missing(&self, found: &Found, care: Care) -> Result<Vec<(usize, &'a str)>, Failure> {
        if self.selection.inverse && care == Care::Listing {
            return Ok(Vec::new());
        }
        let there: HashSet<i32> = found.processes.iter().map(Snapshot::pid).collect();
        let mut missing = Vec::new();
        for (at, (words, query)) in self.parts.iter().enumerate() {
            let pids: HashSet<i32> = if self.selection.inverse {
                let spared = query.clone().and(self.narrowed.clone()).search(Fields::NONE)?;
                spared.found.iter().map(Snapshot::pid).collect()
            } else {
                let pids = found.of_parts.get(at).map_or(&[][..], |part| &part.pids);
                pids.iter().copied().filter(|pid| there.contains(pid)).collect()
            };
            let is_missing = |word: &&&str| match pid(word) {
                Some(pid) => !pids.contains(&pid),
                None => pids.is_empty(),
            };
            missing.extend(words.iter().filter(is_missing).map(|word| (at, *word)));
        }
        Ok(missing)
    }

    /// What is to be said of the words that found nothing: that there is no such process, or that it is not known.
    fn answer(&self, found: &mut Found, missing: &[(usize, &str)]) -> Option<Answer> {
        let mut answers = Vec::new();
        let mut absent = Vec::new();
        for &(at, word) in missing {
            let undecided = found.of_parts.get(at).map_or(&[][..], |part| &part.undecided);
            let of_word =
                undecided.iter().filter(|one| pid(word).is_none_or(|pid| pid == one.pid()));
            let of_word: Vec<Undecided> = of_word.copied().collect();
            if of_word.is_empty() {
                absent.push((at, word));
            } else {
                found.told.extend(of_word.iter().map(Undecided::pid));
                answers.push(Answer::of(&of_word, String::new).about(word));
            }
        }
        if !absent.is_empty() {
            let text = not_found(self.selection, &absent);
            answers.insert(0, Answer { text, code: 1 });
        }
        answers.into_iter().reduce(|all, one| all.and(&one))
    }

    /// `--newest` and `--oldest`.
    fn one(&self, found: &mut Vec<Snapshot>) -> Result<(), Failure> {
        if !self.selection.newest && !self.selection.oldest {
            return Ok(());
        }
        known_of_all(found, Field::CreateTime)?;
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
        Ok(())
    }
}

/// An error if it is not known of each of several when it was started: then the first or the last of them may be any.
pub(crate) fn known_of_all(found: &[Snapshot], field: Field) -> Result<(), Failure> {
    let unknown = found.iter().find_map(|process| process.why_unreadable(field));
    match unknown.filter(|_| found.len() > 1) {
        Some(error) => Err(error.into()),
        None => Ok(()),
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
    /// Those that may be meant.
    pub(crate) undecided: Vec<Undecided>,
    of_parts: Vec<Part>,
    /// The numbers in the report of a word that found nothing.
    told: HashSet<i32>,
    /// What is to be said of the words that found nothing, or of nothing at all.
    missing: Option<Answer>,
}

/// What a part of the words has found.
#[derive(Debug)]
struct Part {
    pids: Vec<i32>,
    undecided: Vec<Undecided>,
}

impl Found {
    /// These, of no words.
    pub(crate) fn all(processes: Vec<Snapshot>) -> Self {
        Self { processes, ..Self::default() }
    }

    /// Counts in others that could not be looked at.
    pub(crate) fn leave_out(&mut self, unread: Vec<Undecided>) {
        let known: HashSet<i32> = self.undecided.iter().map(Undecided::pid).collect();
        self.undecided.extend(unread.into_iter().filter(|one| !known.contains(&one.pid())));
    }

    /// Names the words that found nothing, and how many were left out, before something is done about the others. If there are
    /// no others this is the end.
    pub(crate) fn tell(&self, quiet: bool) -> Result<(), Failure> {
        if self.processes.is_empty() {
            return Err(self.nothing());
        }
        if let Some(missing) = &self.missing {
            output::note(&format!("ostler: {}", missing.text));
        }
        let mut left_out = self.undecided.clone();
        left_out.retain(|one| !self.told.contains(&one.pid()));
        if !quiet && !left_out.is_empty() {
            output::note(&format!("ostler: left out: {}", undecided::told(&left_out)));
        }
        Ok(())
    }

    /// What to say when nothing was found.
    pub(crate) fn nothing(&self) -> Failure {
        match &self.missing {
            Some(Answer { text, code: 1 }) => Failure::Nothing(text.clone()),
            Some(Answer { text, code: 3 }) => Failure::Denied(text.clone()),
            Some(Answer { text, .. }) => Failure::Unreadable(text.clone()),
            None => Failure::Nothing("no process matches".to_owned()),
        }
    }

    /// What comes of it all, if the rest went well.
    pub(crate) fn status(&self) -> Result<(), Failure> {
        match &self.missing {
            Some(missing) => Err(Failure::Silent(missing.code)),
            None => Ok(()),
        }
    }
}

/// What is said of words that found nothing, and the exit status.
#[derive(Debug)]
struct Answer {
    text: String,
    code: u8,
}

impl Answer {
    /// That nothing is there if all could be looked at, or that it is not known.
    fn of(undecided: &[Undecided], nothing: impl FnOnce() -> String) -> Self {
        match undecided::code(undecided) {
            Some(code) => {
                let text = format!("no process is known to match: {}", undecided::told(undecided));
                Self { text, code }
            }
            None => Self { text: nothing(), code: 1 },
        }
    }

    fn about(mut self, word: &str) -> Self {
        self.text = self.text.replacen("to match", &format!("to match {word}"), 1);
        self
    }

    fn and(self, other: &Self) -> Self {
        Self { text: format!("{}\n{}", self.text, other.text), code: self.code.max(other.code) }
    }
}

/// What was looked for and is not there, and what may have been meant.
fn not_found(selection: &Selection, words: &[(usize, &str)]) -> String {
    let words = || words.iter().map(|(_, word)| *word);
    let is_name = |word: &&str| pid(word).is_none() && !word.starts_with(':');
    let there = if words().any(|word| is_name(&word)) && !selection.full {
        Query::all().search(Field::Name).unwrap_or_default().found
    } else {
        Vec::new()
    };
    let there: Vec<String> = there
        .iter()
        .filter_map(|process| process.get(Field::Name)?.as_text())
        .map(output::printable)
        .collect();
    let (mut lines, mut others) = (Vec::new(), Vec::new());
    for word in words() {
        let near = Some(word)
            .filter(is_name)
            .and_then(|name| nearest(name, there.iter().map(String::as_str)).into_iter().next());
        match near {
            // There is one, which the options leave out.
            Some(near) if near == word => others.push(word),
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
