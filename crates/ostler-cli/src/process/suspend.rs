//! `ostler suspend` and `ostler resume`.

use clap::Args;
use ostler::ErrorKind;
use ostler::process::{Process, Snapshot};

use crate::output::{self, Failure};
use crate::process::columns;
use crate::process::kill;
use crate::process::ps;
use crate::process::select::{Care, Selection};
use crate::process::system::remedy;

#[derive(Debug, Args)]
#[command(after_help = "\
One-letter options cannot be combined.

Exit status:
  0    done
  1    a name, PID or port matched nothing; the others are done
  2    usage error
  3    some could not be signalled; or no permission to read processes that may match
  4    processes that may match could not be read for another reason")]
pub(crate) struct SuspendArgs {
    /// Include all descendants
    #[arg(long)]
    tree: bool,
    /// Only list the processes
    #[arg(long)]
    dry_run: bool,
    /// Report only failures
    #[arg(short, long)]
    quiet: bool,
    #[command(flatten)]
    selection: Selection,
}

pub(crate) fn suspend(args: &SuspendArgs) -> Result<(), Failure> {
    each(args, "suspended", Process::suspend)
}

pub(crate) fn resume(args: &SuspendArgs) -> Result<(), Failure> {
    each(args, "resumed", Process::resume)
}

fn each(
    args: &SuspendArgs,
    done: &str,
    act: impl Fn(&Process) -> ostler::Result<()>,
) -> Result<(), Failure> {
    let meant = args.selection.meant()?;
    if meant.is_empty() {
        return Err(Failure::Usage(
            "say which processes: names, PIDs, :PORT, or --where".to_owned(),
        ));
    }
    let found = meant.find(ps::brief_fields(), Care::Acting, args.quiet)?;
    found.tell(args.quiet)?;
    let mut chosen: Vec<Process> = found.processes.iter().map(Snapshot::process).collect();
    if args.dry_run {
        let listed = kill::snapshots(chosen, args.tree)?;
        output::text(&columns::table(&ps::brief(), &listed, true, None))?;
        return found.status();
    }
    let mut refused = false;
    // One that has become another program meanwhile is not meant any more.
    chosen.retain(|process| match meant.query().selects(*process) {
        Ok(selects) => selects,
        Err(error) => {
            refused |= is_trouble(*process, &error);
            false
        }
    });
    let all = if args.tree { kill::with_descendants(&chosen)? } else { chosen };
    let mut count = 0;
    for process in &all {
        match act(process) {
            Ok(()) => count += 1,
            Err(error) => refused |= is_trouble(*process, &error),
        }
    }
    if !args.quiet {
        output::told(output::text(&format!("{} {done}\n", kill::count(count))))?;
    }
    if refused { Err(Failure::Silent(3)) } else { found.status() }
}

/// Whether an error is more than that the process is gone. Then it is told.
fn is_trouble(process: Process, error: &ostler::Error) -> bool {
    if matches!(error.kind(), ErrorKind::ProcessLookup | ErrorKind::ZombieProcess) {
        return false;
    }
    let hint = match error.kind() {
        ErrorKind::PermissionDenied => format!("; {}", remedy()),
        _ => String::new(),
    };
    output::note(&format!("{}: {error}{hint}", process.pid()));
    true
}
