//! `ostler kill`: stop exactly those, and say what became of each.

mod act;
mod args;
mod confirm;
mod picker;
mod signals;
mod words;

use std::io::IsTerminal as _;

use ostler::ErrorKind;
use ostler::process::{Field, Process, Snapshot, Undecided};

use crate::output::{self, Failure};
use crate::process::columns;
use crate::process::ps;
use crate::process::select::{Care, known_of_all, undecided};
pub(crate) use args::KillArgs;
pub(crate) use words::with_signals;

pub(crate) fn run(args: &KillArgs) -> Result<(), Failure> {
    if args.list {
        return signals::list(&args.selection.words);
    }
    let meant = args.selection.meant()?;
    if meant.is_empty() && args.selection.words.is_empty() {
        if !(std::io::stdin().is_terminal() && std::io::stdout().is_terminal()) {
            let message = "say which processes: names, PIDs, :PORT, or --where; without, there is a list to pick from on a terminal";
            return Err(Failure::Usage(message.to_owned()));
        }
        // Nobody has been chosen yet whom the others could be counted from.
        if args.keep > 0 || args.interactive || args.count {
            let message = "--keep, --interactive and --count take processes that are named, not picked from a list";
            return Err(Failure::Usage(message.to_owned()));
        }
        let picked = picker::choose(args.all)?;
        if picked.processes.is_empty() {
            return Err(Failure::Silent(1));
        }
        let snapshots = snapshots(picked.processes.clone(), args.tree)?;
        if args.dry_run {
            return list(&snapshots, &[], args.json);
        }
        // The one that is highlighted is in sight, those that are marked may not be.
        if picked.marked && !args.yes {
            confirm::all(&snapshots, &args.act())?;
        }
        return act::act(args, &picked.processes, None, &[]);
    }
    let mut found = meant.find(ps::brief_fields(), Care::Acting, args.quiet)?;
    found.tell(args.quiet)?;
    keep(&mut found.processes, args.keep)?;
    let targets = &found.processes;
    if targets.is_empty() {
        return Err(Failure::Nothing("no more than are to be kept".to_owned()));
    }
    if args.count {
        output::told(output::text(&format!("{}\n", targets.len())))?;
    }
    let chosen = || targets.iter().map(Snapshot::process).collect::<Vec<_>>();
    if args.dry_run {
        list(&snapshots(chosen(), args.tree)?, &found.undecided, args.json)?;
        return found.status();
    }
    let processes = if args.interactive {
        confirm::each(targets, &args.act())?
    } else if args.selection.only_pids() || args.yes {
        chosen()
    } else {
        confirm::all(&snapshots(chosen(), args.tree)?, &args.act())?;
        chosen()
    };
    if processes.is_empty() {
        return Err(Failure::Silent(1));
    }
    act::act(args, &processes, Some(meant.query()), &found.undecided)?;
    found.status()
}

/// Spares those that were started first.
fn keep(targets: &mut Vec<Snapshot>, keep: usize) -> Result<(), Failure> {
    if keep > 0 {
        known_of_all(targets, Field::Age)?;
        let age = |process: &Snapshot| process.get(Field::Age).cloned();
        targets.sort_by(|a, b| {
            columns::compare(age(b).as_ref(), age(a).as_ref()).then(a.pid().cmp(&b.pid()))
        });
        targets.drain(..keep.min(targets.len()));
    }
    Ok(())
}

/// These, with all below them if a tree is meant. One that is gone by now is left out.
pub(crate) fn snapshots(processes: Vec<Process>, tree: bool) -> Result<Vec<Snapshot>, Failure> {
    let all = if tree { with_descendants(&processes)? } else { processes };
    let fields = ps::brief_fields() | Field::Name;
    let mut snapshots = Vec::with_capacity(all.len());
    for process in all {
        match process.snapshot(fields) {
            Ok(snapshot) => snapshots.push(snapshot),
            Err(error) if error.kind() == ErrorKind::ProcessLookup => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(snapshots)
}

/// Those that are meant, in a table.
fn list(targets: &[Snapshot], undecided: &[Undecided], json: bool) -> Result<(), Failure> {
    if json {
        let processes: Vec<_> = targets
            .iter()
            .map(|target| {
                let name = columns::Json(target.get(Field::Name));
                serde_json::json!({ "pid": target.pid(), "name": name, "outcome": "listed" })
            })
            .collect();
        let undecided = undecided::json(undecided);
        return output::json(
            &serde_json::json!({ "processes": processes, "undecided": undecided }),
        );
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
pub(crate) fn with_descendants(processes: &[Process]) -> Result<Vec<Process>, Failure> {
    let mut all = Vec::new();
    for process in processes {
        if !all.contains(process) {
            all.push(*process);
        }
        let below = match process.children(true) {
            Err(error) if error.kind() == ErrorKind::ProcessLookup => Vec::new(),
            // Without those that could not be told it would be another tree.
            below => below?,
        };
        for child in below {
            if !all.contains(&child) {
                all.push(child);
            }
        }
    }
    // This command comes last, or it would not come to the others.
    let me = crate::process::system::this();
    all.sort_by_key(|process| process.pid() == me);
    Ok(all)
}
