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
Without --signal the processes are asked to end (TERM), and those that are still there after --grace are ended (KILL).
A signal may also be said as kill does it, in capitals or not: -9, -HUP, -sighup, -s HUP. Options of one letter stand one by one.
"
    };
}

#[cfg(windows)]
macro_rules! system_help {
    () => {
        "\
Without --signal the processes are asked to end (their windows to close, by Ctrl-Break where they share the console), and those
that are still there after --grace are ended (TerminateProcess). With one they are ended at once, and its number is the exit code;
CTRL_C_EVENT and CTRL_BREAK_EVENT are sent to the group that a process leads. It may also be said as kill does it: -9, -TERM.
Options of one letter stand one by one.
"
    };
}

#[derive(Debug, Args)]
#[command(after_help = concat!(system_help!(), "\
Processes named by PID are stopped at once. Others are listed first: on a terminal you are asked, elsewhere --yes says so.
Never stopped unless named by PID: the first process, parts of the kernel, this command and those that started it.

Examples:
  ostler kill 1234                   stop a process
  ostler kill --yes make             stop every make
  ostler kill :8080                  stop whoever listens on a port
  ostler kill -9 --yes nginx         end them at once
  ostler kill --yes --where 'name == make and age > 5m'
  ostler kill                        pick from a list

Exit status: 0 all are gone (or were sent the signal), 1 one of the names, PIDs and ports matched nothing (the others were \
stopped), 2 the command line was wrong or --yes is missing, 3 some were refused or are still there, \
or it is not known whether one is there: not allowed to look, 4 the same for another reason, 124 a wait timed out."))]
pub(crate) struct KillArgs {
    #[command(flatten)]
    pub(crate) selection: Selection,
    /// Only send this signal: no second one, no waiting
    #[arg(short, long, value_name = "SIGNAL", value_parser = system::signal)]
    pub(crate) signal: Option<Signal>,
    /// End them at once (KILL)
    #[arg(long, conflicts_with = "signal")]
    pub(crate) force: bool,
    /// How long they have after the first signal
    #[arg(long, value_name = "TIME", default_value = "5s", value_parser = parse_duration, conflicts_with = "signal")]
    pub(crate) grace: Duration,
    /// After a signal: wait until they are gone
    #[arg(long)]
    pub(crate) wait: bool,
    /// How long to wait at most
    #[arg(long, value_name = "TIME", value_parser = parse_duration, requires = "wait", requires = "signal")]
    pub(crate) timeout: Option<Duration>,
    /// All below them, too
    #[arg(long)]
    pub(crate) tree: bool,
    /// Spare this many, those that were started first
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub(crate) keep: usize,
    /// Only list them
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Do not ask
    #[arg(short, long)]
    pub(crate) yes: bool,
    /// Ask for each
    #[arg(long, conflicts_with = "yes")]
    pub(crate) interactive: bool,
    /// Say what became of each, and not only of those that made trouble
    #[arg(short, long, visible_alias = "verbose")]
    pub(crate) echo: bool,
    /// Say nothing but what went wrong
    #[arg(short, long, visible_alias = "silent")]
    pub(crate) quiet: bool,
    /// Print how many there are
    #[arg(short, long)]
    pub(crate) count: bool,
    /// Print what became of each as one JSON object
    #[arg(long)]
    pub(crate) json: bool,
    /// List signals, or say the name of a number and the number of a name
    #[arg(short, long)]
    pub(crate) list: bool,
    /// In the list to pick from: the kernel's own, too
    #[arg(long)]
    pub(crate) all: bool,
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
