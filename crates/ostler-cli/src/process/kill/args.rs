//! What `ostler kill` can be told.

use std::time::Duration;

use clap::Args;
use ostler::process::parse_duration;
use ostler::signal::Signal;

use crate::output::Failure;
use crate::process::select::Selection;
use crate::process::system;

/// How it ends processes here.
#[cfg(unix)]
macro_rules! system_help {
    () => {
        "\
Without --signal, processes get SIGTERM; those that remain after --grace get SIGKILL.

Signals can also be written as for kill, in either case: -9, -HUP, -sighup, -s HUP. For this
reason, one-letter options cannot be combined.

"
    };
}

#[cfg(windows)]
macro_rules! system_help {
    () => {
        "\
Without --signal, processes are asked to end: by closing their windows, or by Ctrl-Break on the
same console. Those that remain after --grace are ended with TerminateProcess. With --signal they
are ended at once, and its number is the exit code; CTRL_C_EVENT and CTRL_BREAK_EVENT go to the
group that a process leads.

Signals can also be written as for kill: -9, -TERM. For this reason, one-letter options cannot be
combined.

"
    };
}

#[derive(Debug, Args)]
#[command(after_help = concat!(system_help!(), "\
Processes named by PID are stopped at once. Others are listed first and need confirmation: on a
terminal the command asks; elsewhere it requires --yes. Stopped only if named by PID: process 1,
kernel threads, this command and its ancestors.

Examples:
  ostler kill 1234                   stop a process
  ostler kill --yes make             stop every make
  ostler kill :8080                  stop what listens on a port
  ostler kill -9 --yes nginx         only send SIGKILL
  ostler kill --yes --where 'name == make and age > 5m'
  ostler kill                        pick from a list

Exit status:
  0    all have ended, or were sent the signal
  1    a name, PID or port matched nothing; the others were stopped
  2    usage error, or --yes is missing
  3    some could not be signalled or remain; or no permission to read processes that may match
  4    processes that may match could not be read for another reason
  124  the wait timed out"))]
pub(crate) struct KillArgs {
    /// Only send this signal, without waiting
    #[arg(short, long, value_name = "SIGNAL", value_parser = system::signal)]
    pub(crate) signal: Option<Signal>,
    /// Kill at once (SIGKILL)
    #[arg(long, conflicts_with = "signal")]
    pub(crate) force: bool,
    /// Time to end after the first signal
    #[arg(long, value_name = "TIME", default_value = "5s", value_parser = parse_duration, conflicts_with = "signal")]
    pub(crate) grace: Duration,
    /// With --signal: wait until the processes have ended
    #[arg(long)]
    pub(crate) wait: bool,
    /// With --wait: the longest time to wait
    #[arg(long, value_name = "TIME", value_parser = parse_duration, requires = "wait", requires = "signal")]
    pub(crate) timeout: Option<Duration>,
    /// Include all descendants
    #[arg(long)]
    pub(crate) tree: bool,
    /// Spare the N oldest processes
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub(crate) keep: usize,
    /// Only list the processes
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Do not ask for confirmation
    #[arg(short, long)]
    pub(crate) yes: bool,
    /// Ask for each process
    #[arg(long, conflicts_with = "yes")]
    pub(crate) interactive: bool,
    /// Report every process, not only failures
    #[arg(short, long, visible_alias = "verbose")]
    pub(crate) echo: bool,
    /// Report only failures
    #[arg(short, long, visible_alias = "silent")]
    pub(crate) quiet: bool,
    /// Print the number of processes
    #[arg(short, long)]
    pub(crate) count: bool,
    /// Print the results as one JSON object
    #[arg(long)]
    pub(crate) json: bool,
    /// List signals, or convert between signal names and numbers
    #[arg(short, long)]
    pub(crate) list: bool,
    /// Include kernel threads in the list to pick from
    #[arg(long)]
    pub(crate) all: bool,
    #[command(flatten)]
    pub(crate) selection: Selection,
}

impl KillArgs {
    /// What is about to be done, for questions.
    pub(crate) fn act(&self) -> String {
        match (self.signal, self.force) {
            (Some(signal), _) => format!("Send {signal} to"),
            (None, true) => "End".to_owned(),
            (None, false) => "Stop".to_owned(),
        }
    }
}

/// Whether a signal is one that can be sent.
pub(crate) fn check(signal: Signal) -> Result<Signal, Failure> {
    if system::can_be_sent(signal) {
        return Ok(signal);
    }
    Err(Failure::Usage(format!("no such signal: {}; `ostler kill -l` lists them", signal.raw())))
}
