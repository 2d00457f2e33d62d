//! Asking before it is done.

use std::io::{IsTerminal as _, Write as _};

use ostler::process::{Process, Snapshot};

use super::{count, show};
use crate::output::Failure;
use crate::process::columns;
use crate::process::ps;

/// Asks once for all. Where nobody can be asked they are listed.
pub(super) fn all(targets: &[Snapshot], act: &str) -> Result<(), Failure> {
    show(targets);
    if !can_ask() {
        let message = match targets.len() {
            1 => "this process matches; say --yes to go on".to_owned(),
            number => format!("these {} match; say --yes to go on", count(number)),
        };
        return Err(Failure::Usage(message));
    }
    let these = if targets.len() == 1 {
        "this process".to_owned()
    } else {
        format!("these {}", count(targets.len()))
    };
    if ask(&format!("{act} {these}?"))? { Ok(()) } else { Err(Failure::Silent(1)) }
}

/// Asks for each.
pub(super) fn each(targets: &[Snapshot], act: &str) -> Result<Vec<Process>, Failure> {
    if !can_ask() {
        return Err(Failure::Usage("--interactive needs a terminal to ask on".to_owned()));
    }
    let mut chosen = Vec::new();
    for target in targets {
        let cells: Vec<String> =
            ps::brief().iter().map(|column| columns::shown(column.value(target))).collect();
        if ask(&format!("{act} {}?", cells.join(" ")))? {
            chosen.push(target.process());
        }
    }
    Ok(chosen)
}

fn can_ask() -> bool {
    std::io::stdin().is_terminal() && std::io::stderr().is_terminal()
}

fn ask(question: &str) -> Result<bool, Failure> {
    let mut out = anstream::stderr();
    write!(out, "{question} [y/N] ")?;
    out.flush()?;
    let mut answer = String::new();
    std::io::stdin().read_line(&mut answer)?;
    Ok(matches!(answer.trim().to_ascii_lowercase().as_str(), "y" | "yes"))
}
