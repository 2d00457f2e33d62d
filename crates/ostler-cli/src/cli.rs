//! What can be said on the command line. Help, completions and the man page come from here.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use clap_complete::Shell;

use crate::kill::KillArgs;
use crate::port::PortArgs;
use crate::ps::PsArgs;
use crate::show::ShowArgs;
use crate::suspend::SuspendArgs;
use crate::tree::TreeArgs;
use crate::wait::WaitArgs;

/// Operating system services at the shell.
#[derive(Debug, Parser)]
#[command(
    name = "ostler",
    version,
    arg_required_else_help = true,
    after_help = "Exit status: 0 done, 1 the system refused or nothing matched, 2 the command line was wrong; more with each subcommand."
)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// List processes: what runs, how much of it, since when
    Ps(PsArgs),
    /// Stop processes: ask them to end, and end those that do not; or send a signal
    Kill(KillArgs),
    /// Wait until processes are gone
    Wait(WaitArgs),
    /// Stop processes for a while (STOP)
    Suspend(SuspendArgs),
    /// Let suspended processes go on (CONT)
    Resume(SuspendArgs),
    /// Show processes below their parents
    Tree(TreeArgs),
    /// Show everything about one process
    Show(ShowArgs),
    /// Show who listens on a port
    Port(PortArgs),
    /// What this system offers: platform, processors, ids, limits, terminal, clocks, capabilities
    Info(InfoArgs),
    /// Print the completion script of a shell
    #[command(
        after_help = "Example: ostler completions bash > ~/.local/share/bash-completion/completions/ostler"
    )]
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Print the manual page of the command, or of a subcommand
    #[command(
        after_help = "Examples:\n  ostler man | man -l -\n  ostler man info conf > ostler-info-conf.1"
    )]
    Man {
        /// The subcommand: `info`, `info conf`
        subcommand: Vec<String>,
    },
}

/// What to show, and how.
#[derive(Debug, Args)]
pub(crate) struct InfoArgs {
    /// Print one JSON object
    #[arg(long, global = true)]
    pub(crate) json: bool,
    #[command(subcommand)]
    pub(crate) part: Option<InfoPart>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum InfoPart {
    /// The configuration tables: sysconf, confstr and pathconf by name
    Conf {
        /// The file or directory that pathconf is asked about
        #[arg(long, default_value = "/")]
        path: PathBuf,
        /// Only names that contain this, in capitals or not
        filter: Option<String>,
    },
}
