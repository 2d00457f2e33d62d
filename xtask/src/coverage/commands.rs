//! What people type elsewhere, and what they type here: is there such a command, is it in a test, and a page of it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use super::spelling::Spelling;
use super::{Section, Status};
use crate::run::{self, Result};
use crate::tsv::Table;

/// The words of a command line: quotes keep blanks together.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut rest = line.trim_start();
    while let Some(first) = rest.chars().next() {
        let (word, after) = if first == '\'' {
            rest[1..].split_once('\'').unwrap_or((&rest[1..], ""))
        } else {
            rest.split_once(' ').unwrap_or((rest, ""))
        };
        words.push(word.to_owned());
        rest = after.trim_start();
    }
    words
}

/// The subcommand and the options of a line.
fn parts(line: &str) -> (String, Vec<String>) {
    let words = words(line);
    let subcommand = words.get(1).cloned().unwrap_or_default();
    let options = words.into_iter().skip(2).filter(|word| word.starts_with("--")).collect();
    (subcommand, options)
}

/// Asks the command about every line: whether it knows the subcommand and the options, and whether it can read the
/// conditions.
pub(super) fn ask(sections: &mut [Section]) -> Result {
    let entries = sections.iter_mut().flat_map(|section| &mut section.entries);
    let entries: Vec<_> =
        entries.filter(|entry| matches!(entry.spelling, Some(Spelling::Command(_)))).collect();
    if entries.is_empty() {
        return Ok(());
    }
    run::run(run::cargo().args(["build", "--quiet", "--package", "ostler-cli"]))?;
    let binary = run::target_dir()?.join("debug/ostler");
    let mut pages: BTreeMap<String, String> = BTreeMap::new();
    for entry in entries {
        let Some(Spelling::Command(line)) = &entry.spelling else { continue };
        let (subcommand, options) = parts(line);
        if !pages.contains_key(&subcommand) {
            let answer = Command::new(&binary).args([&subcommand, "--help"]).output()?;
            let text = String::from_utf8_lossy(&answer.stdout).into_owned();
            pages.insert(
                subcommand.clone(),
                if answer.status.success() { text } else { String::new() },
            );
        }
        let help = &pages[&subcommand];
        let known = |option: &String| {
            help.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-'))
                .any(|word| word == option)
        };
        if help.is_empty() {
            entry.linux = Status::Unaccounted(format!("no such subcommand: {subcommand}"));
        } else if let Some(option) = options.iter().find(|option| !known(option)) {
            entry.linux = Status::Unaccounted(format!("`ostler {subcommand}` has no {option}"));
        } else if let Some(message) = condition(&binary, line)? {
            entry.linux = Status::Unaccounted(message);
        }
    }
    Ok(())
}

/// What is wrong with the condition of a line, if there is one and it is.
fn condition(binary: &Path, line: &str) -> Result<Option<String>> {
    let words = words(line);
    let Some(at) = words.iter().position(|word| word == "--where" || word == "--fi") else {
        return Ok(None);
    };
    let answer = Command::new(binary)
        .args(["ps", "--count"])
        .args(words.iter().skip(at).take(2))
        .output()?;
    let read = matches!(answer.status.code(), Some(0 | 1));
    Ok((!read).then(|| String::from_utf8_lossy(&answer.stderr).trim().to_owned()))
}

/// The command's tests: what is typed in them.
pub(crate) struct Recipes(String);

impl Recipes {
    pub(super) fn load(folder: &Path) -> Result<Self> {
        let mut text = String::new();
        let mut folders = vec![folder.to_path_buf()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(&folder)
                .map_err(|error| format!("{}: {error}", folder.display()))?
            {
                let path = entry?.path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|kind| kind == "rs" || kind == "md") {
                    text.push_str(&std::fs::read_to_string(&path)?);
                }
            }
        }
        Ok(Self(text))
    }

    /// Whether a test types the subcommand with each of the options, in one line.
    pub(super) fn exercise(&self, line: &str) -> bool {
        let (subcommand, options) = parts(line);
        let short =
            words(line).into_iter().find(|word| word.starts_with('-') && !word.starts_with("--"));
        self.0.lines().any(|tested| {
            let has = |word: &str| {
                tested
                    .split(|c: char| c.is_whitespace() || "\"',[]()&".contains(c))
                    .any(|part| part == word)
            };
            has(&subcommand)
                && options.iter().all(|option| has(option))
                && short.iter().all(|short| has(short))
        })
    }
}

/// The page for those who come from other commands.
pub(super) fn page() -> Result<String> {
    let table = Table::read(&run::root().join("inventory/usages.tsv"))?;
    let mut origins: Vec<(String, String)> = Vec::new();
    for row in table.rows() {
        let (origin, usage) = row.get("name").split_once(' ').unwrap_or((row.get("name"), ""));
        let (here, note) = match row.get("here").strip_prefix("reason:") {
            Some(reason) => (String::new(), reason.trim()),
            None => (format!("`{}`", row.get("here")), row.get("note")),
        };
        if origins.last().is_none_or(|(known, _)| known != origin) {
            origins.push((origin.to_owned(), String::new()));
        }
        if let Some((_, rows)) = origins.last_mut() {
            let _ = writeln!(rows, "| `{usage}` | {here} | {note} |");
        }
    }
    let mut text = String::from(
        "<!-- Generated by `cargo xtask coverage` from inventory/usages.tsv. -->\n\n# Coming from another command\n\n\
         What is typed there, and what is typed here. Every option below is checked against the command.\n",
    );
    for (origin, rows) in origins {
        let _ = write!(text, "\n## {origin}\n\n| there | here | |\n|---|---|---|\n{rows}");
    }
    Ok(text)
}
