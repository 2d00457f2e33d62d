//! `ostler suspend` and `ostler resume`.

use clap::Args;
use ostler::ErrorKind;
use ostler::process::{Process, Snapshot};

use crate::output::{self, Failure};
use crate::process::kill;
use crate::process::select::Selection;
use crate::process::system::remedy;

#[derive(Debug, Args)]
#[command(after_help = "\
Exit status: 0 done, 1 nothing matched, 2 the command line was wrong, 3 some were refused.")]
pub(crate) struct SuspendArgs {
    #[command(flatten)]
    selection: Selection,
    /// All below them, too
    #[arg(long)]
    tree: bool,
    /// Only list them
    #[arg(long)]
    dry_run: bool,
    /// Say nothing but what went wrong
    #[arg(short, long)]
    quiet: bool,
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
    if args.selection.is_empty() {
        return Err(Failure::Usage(
            "say which processes: names, PIDs, :PORT, or --where".to_owned(),
        ));
    }
    let query = args.selection.query()?;
    let found = kill::find(&args.selection, &query, args.quiet)?;
    if found.is_empty() {
        return Err(args.selection.nothing());
    }
    if args.dry_run {
        let columns = crate::process::ps::brief();
        let found = kill::snapshots(found.iter().map(Snapshot::process).collect(), args.tree);
        return output::text(&crate::process::columns::table(&columns, &found, true, None));
    }
    let mut chosen: Vec<Process> = found.iter().map(Snapshot::process).collect();
    // One that has become another program meanwhile is not meant any more.
    chosen.retain(|process| !matches!(query.selects(*process), Ok(false)));
    let all = if args.tree { kill::with_descendants(&chosen) } else { chosen };
    let (mut count, mut refused) = (0, false);
    for process in &all {
        match act(process) {
            Ok(()) => count += 1,
            Err(error)
                if matches!(error.kind(), ErrorKind::ProcessLookup | ErrorKind::ZombieProcess) => {}
            Err(error) => {
                refused = true;
                let hint = match error.kind() {
                    ErrorKind::PermissionDenied => format!("; {}", remedy()),
                    _ => String::new(),
                };
                output::note(&format!("{}: {error}{hint}", process.pid()));
            }
        }
    }
    if !args.quiet {
        output::told(output::text(&format!("{} {done}\n", kill::count(count))))?;
    }
    if refused { Err(Failure::Silent(3)) } else { Ok(()) }
}
