//! `ostler wait`: until they are gone.

use std::time::Duration;

use clap::Args;
use ostler::process::{self, Field, Snapshot, parse_duration};

use crate::output::{self, Failure};
use crate::process::columns;
use crate::process::kill::count;
use crate::process::select::{Care, Selection};

#[derive(Debug, Args)]
#[command(after_help = "\
Prints how each process ended, where the system reports it. Waits for this command, its ancestors
and process 1 only if they are named by PID.

Exit status:
  0    all have ended
  1    a name, PID or port matched nothing; the others have ended
  2    usage error
  3    no permission to read processes that may match
  4    processes that may match could not be read for another reason
  124  the wait timed out")]
pub(crate) struct WaitArgs {
    /// The longest time to wait
    #[arg(long, value_name = "TIME", value_parser = parse_duration)]
    timeout: Option<Duration>,
    /// Print nothing
    #[arg(short, long)]
    quiet: bool,
    #[command(flatten)]
    selection: Selection,
}

pub(crate) fn run(args: &WaitArgs) -> Result<(), Failure> {
    let meant = args.selection.meant()?;
    if meant.is_empty() {
        return Err(Failure::Usage(
            "say which processes: names, PIDs, :PORT, or --where".to_owned(),
        ));
    }
    let found = meant.find(Field::Name.into(), Care::Waiting, args.quiet)?;
    found.tell(args.quiet)?;
    let name = |pid| {
        let process = found.processes.iter().find(|process| process.pid() == pid);
        process.map_or_else(String::new, |process| columns::shown(process.get(Field::Name)))
    };
    let there = found.processes.iter().map(Snapshot::process);
    let mut written = Ok(());
    let waited = process::wait_all(there, args.timeout, |ended| {
        if args.quiet || written.is_err() {
            return;
        }
        let how = match ended.exit_code() {
            Some(code) => crate::process::system::ended(code),
            None => "gone".to_owned(),
        };
        written = output::text(&format!("{} {}: {how}\n", ended.pid(), name(ended.pid())));
    })?;
    output::told(written)?;
    if waited.alive.is_empty() {
        return found.status();
    }
    if !args.quiet {
        output::note(&format!("ostler: {} still there", count(waited.alive.len())));
    }
    Err(Failure::Silent(124))
}
