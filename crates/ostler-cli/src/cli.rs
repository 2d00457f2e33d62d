//! What can be said on the command line. Help, completions and the man page come from here.

#[cfg(unix)]
use std::path::PathBuf;

#[cfg(unix)]
use clap::{Args, ValueEnum};
use clap::{Parser, Subcommand};
use clap_complete::Shell;

#[cfg(any(target_os = "linux", windows))]
use crate::kill::KillArgs;
#[cfg(any(target_os = "linux", windows))]
use crate::port::PortArgs;
#[cfg(any(target_os = "linux", windows))]
use crate::ps::PsArgs;
#[cfg(any(target_os = "linux", windows))]
use crate::show::ShowArgs;
#[cfg(any(target_os = "linux", windows))]
use crate::suspend::SuspendArgs;
#[cfg(any(target_os = "linux", windows))]
use crate::tree::TreeArgs;
#[cfg(any(target_os = "linux", windows))]
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
    #[cfg(any(target_os = "linux", windows))]
    Ps(PsArgs),
    /// Stop processes: ask them to end, and end those that do not; or send a signal
    #[cfg(any(target_os = "linux", windows))]
    Kill(KillArgs),
    /// Wait until processes are gone
    #[cfg(any(target_os = "linux", windows))]
    Wait(WaitArgs),
    /// Stop processes for a while (STOP)
    #[cfg(any(target_os = "linux", windows))]
    Suspend(SuspendArgs),
    /// Let suspended processes go on (CONT)
    #[cfg(any(target_os = "linux", windows))]
    Resume(SuspendArgs),
    /// Show processes below their parents
    #[cfg(any(target_os = "linux", windows))]
    Tree(TreeArgs),
    /// Show everything about one process
    #[cfg(any(target_os = "linux", windows))]
    Show(ShowArgs),
    /// Show who listens on a port
    #[cfg(any(target_os = "linux", windows))]
    Port(PortArgs),
    /// Name the platform in one line: system, release, machine, C library
    #[cfg(unix)]
    Platform(PlatformArgs),
    /// What this system offers: platform, processors, ids, limits, terminal, clocks, capabilities
    #[cfg(unix)]
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
#[cfg(unix)]
#[derive(Debug, Args)]
pub(crate) struct InfoArgs {
    /// Print one JSON object
    #[arg(long, global = true)]
    pub(crate) json: bool,
    #[command(subcommand)]
    pub(crate) part: Option<InfoPart>,
}

#[cfg(unix)]
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

/// In which form.
#[cfg(unix)]
#[derive(Debug, Args)]
#[command(after_help = "Answers as `python -m platform` does, which takes the same words.")]
pub(crate) struct PlatformArgs {
    /// No more than is needed to name it (Linux is always told about at length)
    #[arg(long)]
    pub(crate) terse: bool,
    /// The name a system gives itself, also where it is known under another
    #[arg(long)]
    pub(crate) nonaliased: bool,
    /// The same, as words
    #[arg(value_name = "FORM")]
    pub(crate) words: Vec<PlatformWord>,
}

#[cfg(unix)]
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum PlatformWord {
    /// As --nonaliased
    Nonaliased,
    /// As --terse
    Terse,
}
