//! The command beside other commands: as much to print on both sides.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::Path;
use std::process::{Command, Stdio};

use super::Crowds;
use super::crowd::Crowd;
use super::errand::Errand;
use crate::harness::{Clock, Contender, Table};
use crate::processes::run;

/// Commands that find out the same: ours first. In the arguments `NAME`, `PATTERN` and `PORT` stand for those of the errand.
#[derive(Clone, Copy)]
pub(crate) struct Peers {
    commands: &'static [&'static str],
    /// What is found out of what they print: the same for all.
    answer: fn(&Crowd, &str) -> Answer,
}

/// Processes by number, and what is shown of each alike.
type Answer = BTreeMap<i32, String>;

pub(crate) const FIND_NAME: Peers =
    Peers { commands: &["ostler ps -q NAME", "pgrep -x NAME"], answer: numbers };

pub(crate) const FIND_CMDLINE: Peers =
    Peers { commands: &["ostler ps -q -f -- PATTERN", "pgrep -f -- PATTERN"], answer: numbers };

/// As many columns as `ps` has; of the state, the letter without those that follow it. `procs` shows fewer, and would sleep for
/// a tenth of a second if it were let.
pub(crate) const COLUMNS: Peers = Peers {
    commands: &[
        "ostler ps --all --fields user,pid,pcpu,pmem,vsz,rss,tty,status,started,time,command",
        "ps aux",
        "procs --interval 0 --pager disable --color disable",
    ],
    answer: command_lines,
};

pub(crate) const PORT: Peers = Peers {
    commands: &["ostler port PORT", "ss -lptn sport = :PORT", "lsof -nP -iTCP:PORT -sTCP:LISTEN"],
    answer: owner,
};

/// A number in each line, and nothing else.
fn numbers(_: &Crowd, printed: &str) -> Answer {
    let number = |word: &str| (word.parse().expect("a number"), String::new());
    printed.split_whitespace().map(number).collect()
}

/// The command lines of the crowd, each in a line that has the number too.
fn command_lines(crowd: &Crowd, printed: &str) -> Answer {
    let pid_of = |line: &str| {
        let mut words = line.split_whitespace().take(3);
        words.find_map(|word| word.parse().ok().filter(|&pid| crowd.errand().counts(pid)))
    };
    let command_of = |line: &str| line.find("/usr/bin/").map(|at| line[at..].trim_end().to_owned());
    printed.lines().filter_map(|line| Some((pid_of(line)?, command_of(line)?))).collect()
}

/// The owner of the port, if its number is there.
fn owner(crowd: &Crowd, printed: &str) -> Answer {
    let mut words = printed.split(|c: char| !c.is_ascii_digit());
    let owner = crowd.owner();
    words
        .any(|word| word.parse() == Ok(owner))
        .then(|| (owner, String::new()))
        .into_iter()
        .collect()
}

/// A line for each peer that is there.
pub(crate) fn row(
    crowds: &Crowds,
    table: &mut Table<'_>,
    work: &str,
    peers: Peers,
    targets: &[f64],
) {
    if !table.wants(work) {
        return;
    }
    let crowd = crowds.get();
    let mut sides = peers
        .commands
        .iter()
        .zip(std::iter::once(&0.0).chain(targets))
        .filter_map(|(&name, &target)| Some((name, words(crowd.errand(), name)?, target)));
    let Some((ours, mine, _)) = sides.next().filter(|(name, ..)| name.starts_with("ostler "))
    else {
        return;
    };
    let right = (peers.answer)(crowd, &printed(&mine));
    assert!(!right.is_empty(), "{ours}: nothing found");
    let rivals = sides.map(|(name, words, target)| {
        assert_eq!((peers.answer)(crowd, &printed(&words)), right, "{work}: {name}");
        (Contender::new(short(name), move || run(command(&words))), target)
    });
    let rivals = rivals.collect();
    table.row(work, Clock::Wall, Contender::new(short(ours), move || run(command(&mine))), rivals);
}

/// The beginning of a command, for the table.
fn short(text: &str) -> &str {
    let end = text.char_indices().nth(33).and_then(|(at, _)| text[..at].rfind(' '));
    &text[..end.unwrap_or(text.len())]
}

/// The words of a command, if it is here.
pub(crate) fn words(errand: &Errand, text: &str) -> Option<Vec<OsString>> {
    let mut words = text.split(' ');
    let name = words.next()?;
    let Some(program) = program(name, text.split(' ').nth(1)) else {
        eprintln!("`{text}` is not here: left out");
        return None;
    };
    let filled = words.map(|word| {
        let word = word.replace("NAME", &errand.name).replace("PATTERN", &errand.pattern);
        word.replace("PORT", &errand.port.to_string()).into()
    });
    Some(std::iter::once(program).chain(filled).collect())
}

/// Where a program is: ours beside this one, a peer that `cargo xtask setup --bench` has built below, all others in the
/// search path.
fn program(name: &str, verb: Option<&str>) -> Option<OsString> {
    let here = std::env::current_exe().ok()?;
    let runs = |program: &Path, args: &[&str]| {
        let mut command = Command::new(program);
        let done =
            command.args(args).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        done.status().is_ok_and(|status| status.success())
    };
    if name == "ostler" {
        let ours = here.with_file_name(name);
        return runs(&ours, &[verb?, "--help"]).then(|| ours.into());
    }
    let built = here.ancestors().nth(2)?.join("peers/bin").join(name);
    if built.exists() {
        return Some(built.into());
    }
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).any(|dir| dir.join(name).exists()).then(|| name.into())
}

fn command(words: &[OsString]) -> Command {
    let mut command = Command::new(&words[0]);
    command.args(&words[1..]).stdin(Stdio::null());
    command
}

/// What a command prints.
fn printed(words: &[OsString]) -> String {
    let output = command(words).output().expect("a program");
    assert!(output.status.success(), "{words:?}: {}", output.status);
    String::from_utf8_lossy(&output.stdout).into_owned()
}
