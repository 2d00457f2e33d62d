//! `usages.tsv`: what is typed here by somebody who comes from another program.

use std::path::Path;

use super::inventory::Module;
use super::shell;
use super::spelling::Spelling;
use crate::run::Result;
use crate::tsv::Table;

/// What this project has in the place of somebody else's way of saying a thing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Usage {
    pub(crate) answer: Answer,
    /// For whoever reads the table.
    pub(crate) note: String,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Answer {
    /// At the shell, in a program, or both.
    Here { command: Option<String>, path: Option<Spelling> },
    /// Nothing, and why.
    Reason(String),
}

impl Answer {
    /// `ostler ps -q NAME`, `crate: ostler::process::pids`, both with `;` between them, or `reason: …`.
    fn parse(cell: &str) -> std::result::Result<Self, String> {
        if let Some(reason) = cell.strip_prefix("reason:").map(str::trim) {
            return match reason {
                "" => Err("no reason".to_owned()),
                reason => Ok(Self::Reason(reason.to_owned())),
            };
        }
        let (mut command, mut path) = (None, None);
        for part in cell.split(';').map(str::trim) {
            if let Some(named) = part.strip_prefix("crate:") {
                path = Some(Spelling::parse(named.trim()));
            } else if shell::words(part).first().is_some_and(|word| word == "ostler") {
                command = Some(part.to_owned());
            } else {
                return Err(format!("neither a command, `crate:` nor `reason:`: {part:?}"));
            }
        }
        Ok(Self::Here { command, path })
    }
}

/// The table.
pub(crate) struct Usages {
    rows: Vec<(String, Usage)>,
}

impl Usages {
    /// Reads it. A row is about a usage in an inventory, or about one of the programs that the usages are of.
    pub(crate) fn load(folder: &Path, modules: &[Module]) -> Result<Self> {
        let path = folder.join("usages.tsv");
        let usages = Self::read(&Table::read(&path)?)?;
        for (name, _) in &usages.rows {
            let mut names =
                modules.iter().flat_map(|module| &module.names).filter(|d| d.is_usage());
            if !names.any(|documented| documented.name == *name || documented.origin == *name) {
                return Err(format!("usages.tsv: {name} is in no inventory").into());
            }
        }
        Ok(usages)
    }

    fn read(table: &Table) -> Result<Self> {
        let mut rows: Vec<(String, Usage)> = Vec::new();
        for row in table.rows() {
            let name = row.get("name").to_owned();
            if rows.iter().any(|(known, _)| *known == name) {
                return Err(format!("usages.tsv lists {name} twice").into());
            }
            let answer = Answer::parse(row.get("ours"))
                .map_err(|error| format!("usages.tsv: {name}: {error}"))?;
            rows.push((name, Usage { answer, note: row.get("note").to_owned() }));
        }
        Ok(Self { rows })
    }

    pub(crate) fn get(&self, name: &str) -> Option<&Usage> {
        self.rows.iter().find(|(known, _)| known == name).map(|(_, usage)| usage)
    }

    /// The commands of rows that are about a whole program, which no inventory lists.
    pub(crate) fn of_programs<'a>(
        &'a self,
        modules: &'a [Module],
    ) -> impl Iterator<Item = (&'a str, &'a Usage)> {
        let is_listed = |name: &str| modules.iter().flat_map(|m| &m.names).any(|d| d.name == name);
        self.rows
            .iter()
            .filter(move |(name, _)| !is_listed(name))
            .map(|(name, usage)| (name.as_str(), usage))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_told_apart() {
        let parse = Answer::parse;
        assert_eq!(parse("reason: no windows here"), Ok(Answer::Reason("no windows here".into())));
        assert!(parse("reason:").is_err());
        let command = "ostler ps --where 'a and b' | less";
        assert_eq!(parse(command), Ok(Answer::Here { command: Some(command.into()), path: None }));
        assert_eq!(
            parse("ostler kill PID ; crate: ostler::process::Process::kill"),
            Ok(Answer::Here {
                command: Some("ostler kill PID".into()),
                path: Some(Spelling::parse("ostler::process::Process::kill")),
            })
        );
        assert!(parse("pgrep -q").is_err());
        assert!(parse("").is_err());
    }

    #[test]
    fn a_row_stands_once() {
        let table = |text: &str| Usages::read(&Table::parse(text).unwrap());
        let usages =
            table("name\tours\tnote\nps -e\tostler ps --all\tall\nps\tostler ps\n").unwrap();
        assert_eq!(usages.get("ps -e").unwrap().note, "all");
        assert_eq!(usages.get("ps").unwrap().note, "");
        assert_eq!(usages.get("ps -f"), None);
        assert!(table("name\tours\nps\tostler ps\nps\tostler ps\n").is_err());
        assert!(table("name\tours\nps\tps\n").is_err());
    }
}
