//! The subcommands about processes.

mod columns;
mod kill;
mod port;
mod ps;
mod select;
mod show;
mod suspend;
mod system;
mod tree;
mod wait;

use clap::Subcommand;

use self::kill::KillArgs;
pub(crate) use self::kill::with_signals;
use self::port::PortArgs;
use self::ps::PsArgs;
use self::show::ShowArgs;
use self::suspend::SuspendArgs;
use self::tree::TreeArgs;
use self::wait::WaitArgs;
use ostler::ErrorKind;

use crate::output::Failure;

#[derive(Debug, Subcommand)]
pub(crate) enum ProcessCommand {
    /// List processes
    Ps(PsArgs),
    /// Stop processes: terminate them, kill those that remain; or only send a signal
    Kill(KillArgs),
    /// Wait until processes have ended
    Wait(WaitArgs),
    /// Suspend processes (SIGSTOP)
    Suspend(SuspendArgs),
    /// Resume suspended processes (SIGCONT)
    Resume(SuspendArgs),
    /// Show processes as a tree
    Tree(TreeArgs),
    /// Show everything about a process
    Show(ShowArgs),
    /// Show which processes listen on ports
    Port(PortArgs),
}

/// Runs the subcommand. That there is no such process, that we may not look, and that looking failed are three answers.
pub(crate) fn run(command: ProcessCommand) -> Result<(), Failure> {
    carry_out(command).map_err(|failure| match failure {
        Failure::Refused(error) => match error.kind() {
            ErrorKind::ProcessLookup | ErrorKind::ZombieProcess | ErrorKind::NotImplemented => {
                Failure::Nothing(error.to_string())
            }
            ErrorKind::PermissionDenied => Failure::Denied(error.to_string()),
            _ => Failure::Unreadable(error.to_string()),
        },
        failure => failure,
    })
}

fn carry_out(command: ProcessCommand) -> Result<(), Failure> {
    match command {
        ProcessCommand::Ps(args) => ps::run(&args),
        ProcessCommand::Kill(args) => kill::run(&args),
        ProcessCommand::Wait(args) => wait::run(&args),
        ProcessCommand::Suspend(args) => suspend::suspend(&args),
        ProcessCommand::Resume(args) => suspend::resume(&args),
        ProcessCommand::Tree(args) => tree::run(&args),
        ProcessCommand::Show(args) => show::run(&args),
        ProcessCommand::Port(args) => port::run(&args),
    }
}
