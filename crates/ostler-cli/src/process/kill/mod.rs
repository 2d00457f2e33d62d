//! `ostler kill`: stop exactly those, and say what became of each.

mod act;
pub(crate) mod args;
mod confirm;
mod picker;
mod signals;

use std::io::IsTerminal as _;

use ostler::process::{Process, Protection, Query, Snapshot, protected};

use crate::output::{self, Failure};
use crate::process::columns;
use crate::process::ps;
use crate::process::select::Selection;
pub(crate) use args::KillArgs;

pub(crate) fn run(args: &KillArgs) -> Result<(), Failure> {
    if args.list {
        return signals::list(&args.selection.words);
    }
    if args.selection.is_empty() && args.selection.words.is_empty() {
        if !(std::io::stdin().is_terminal() && std::io::stdout().is_terminal()) {
            let message = "say which processes: names, PIDs, :PORT, or --where; without, there is a list to pick from on a terminal";
            return Err(Failure::Usage(message.to_owned()));
        }
        // Nobody has been chosen yet whom the others could be counted from.
        if args.keep > 0 || args.interactive || args.count {
            let message = "--keep, --interactive and --count take processes that are named, not picked from a list";
            return Err(Failure::Usage(message.to_owned()));
        }
        let chosen = picker::choose(args.all)?;
        if chosen.is_empty() {
            return Err(Failure::Silent(1));
        }
        if args.dry_run {
            return list(&snapshots(chosen, args.tree), args.json);
        }
        return act::act(args, &chosen, None);
    }
    let query = args.selection.query()?;
    let mut targets = find(&args.selection, &query, args.quiet)?;
    keep(&mut targets, args.keep);
    if targets.is_empty() {
        return match args.keep {
            0 => Err(args.selection.nothing()),
            _ => Err(Failure::Nothing("no more than are to be kept".to_owned())),
        };
    }
    if args.count {
        output::told(output::text(&format!("{}\n", targets.len())))?;
    }
    let chosen = || targets.iter().map(Snapshot::process).collect::<Vec<_>>();
    if args.dry_run {
        return list(&snapshots(chosen(), args.tree), args.json);
    }
    let processes = if args.interactive {
        confirm::each(&targets, &args.act())?
    } else if args.selection.only_pids() || args.yes {
        chosen()
    } else {
        confirm::all(&snapshots(chosen(), args.tree), &args.act())?;
        chosen()
    };
    if processes.is_empty() {
        return Err(Failure::Silent(1));
    }
    act::act(args, &processes, Some(&query))
}

/// The processes that are meant, without those to be careful with; these are told of.
pub(crate) fn find(
    selection: &Selection,
    query: &Query,
    quiet: bool,
) -> Result<Vec<Snapshot>, Failure> {
    let mut found = selection.find(ps::brief_fields() | ostler::process::Field::Name)?;
    let careful = protected(found.iter().map(Snapshot::process))?;
    let mut kept = careful.into_iter();
    found.retain(|process| {
        let Some((_, Some(why))) = kept.next() else { return true };
        if query.names_pid(process.pid()) {
            return true;
        }
        // Nobody means the kernel's own when a pattern fits them.
        if !quiet && why != Protection::KernelThread {
            let name = columns::shown(process.get(ostler::process::Field::Name));
            output::note(&format!(
                "left alone: {}, {name} ({}); name it by its PID if it is meant",
                process.pid(),
                reason(why)
            ));
        }
        false
    });
    Ok(found)
}

fn reason(why: Protection) -> &'static str {
    match why {
        Protection::Init => "the first process: the system ends with it",
        Protection::Caller => "this command",
        Protection::Ancestor => "this command was started by it",
        _ => "a part of the kernel",
    }
}

/// Spares those that were started first.
fn keep(targets: &mut Vec<Snapshot>, keep: usize) {
    if keep > 0 {
        let age = |process: &Snapshot| process.get(ostler::process::Field::Age).cloned();
        targets.sort_by(|a, b| {
            columns::compare(age(b).as_ref(), age(a).as_ref()).then(a.pid().cmp(&b.pid()))
        });
        targets.drain(..keep.min(targets.len()));
    }
}

/// These, with all below them if a tree is meant. One that is gone by now is left out.
pub(crate) fn snapshots(processes: Vec<Process>, tree: bool) -> Vec<Snapshot> {
    let all = if tree { with_descendants(&processes) } else { processes };
    let fields = ps::brief_fields() | ostler::process::Field::Name;
    all.iter().filter_map(|process| process.snapshot(fields).ok()).collect()
}

/// Those that are meant, in a table.
fn list(targets: &[Snapshot], json: bool) -> Result<(), Failure> {
    if json {
        let processes: Vec<_> = targets
            .iter()
            .map(|target| {
                let name = columns::shown(target.get(ostler::process::Field::Name));
                serde_json::json!({ "pid": target.pid(), "name": name, "outcome": "listed" })
            })
            .collect();
        return output::json(&serde_json::json!({ "processes": processes }));
    }
    output::text(&columns::table(&ps::brief(), targets, true, None))
}

/// The same on stderr, where what is asked is.
fn show(targets: &[Snapshot]) {
    output::note(columns::table(&ps::brief(), targets, true, None).trim_end());
}

/// Numbers, for messages.
pub(crate) fn count(number: usize) -> String {
    if number == 1 { "1 process".to_owned() } else { format!("{number} processes") }
}

/// The processes, one by one, with all below them if a tree is meant.
pub(crate) fn with_descendants(processes: &[Process]) -> Vec<Process> {
    let mut all = Vec::new();
    for process in processes {
        if !all.contains(process) {
            all.push(*process);
        }
        // One that is gone has none.
        for child in process.children(true).unwrap_or_default() {
            if !all.contains(&child) {
                all.push(child);
            }
        }
    }
    // This command comes last, or it would not come to the others.
    let me = crate::process::system::this();
    all.sort_by_key(|process| process.pid() == me);
    all
}
