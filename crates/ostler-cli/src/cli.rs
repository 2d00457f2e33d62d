//! What can be said on the command line. Help, completions and the man page come from here.

use clap::{CommandFactory as _, Parser, Subcommand};
use clap_complete::Shell;

use crate::info::InfoArgs;
use crate::platform::PlatformArgs;
#[cfg(any(target_os = "linux", windows))]
use crate::process::ProcessCommand;

/// Operating system services at the shell.
#[derive(Debug, Parser)]
#[command(
    name = "ostler",
    version,
    arg_required_else_help = true,
    after_help = "\
Exit status: 0 success, 1 the system refused or nothing matched, 2 usage error.
The help of each subcommand has the details."
)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
#[expect(clippy::large_enum_variant, reason = "there is one")]
pub(crate) enum Command {
    #[cfg(any(target_os = "linux", windows))]
    #[command(flatten)]
    Process(ProcessCommand),
    /// Print the platform in one line: system, release, machine, C library
    Platform(PlatformArgs),
    /// Describe this system: platform, processors, ids, limits, terminal, clocks, capabilities
    Info(InfoArgs),
    /// Print a completion script for a shell
    #[command(
        after_help = "Example: ostler completions bash > ~/.local/share/bash-completion/completions/ostler"
    )]
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Print the manual page of the command or of a subcommand
    #[command(
        after_help = "Examples:\n  ostler man | man -l -\n  ostler man info conf > ostler-info-conf.1"
    )]
    Man {
        /// The subcommand, such as `info` or `info conf`
        subcommand: Vec<String>,
    },
}

/// The definition of the command. What selects processes has the same options everywhere, with fewer letters where processes
/// are acted upon: there a letter that other commands take for something else would hit the wrong process.
pub(crate) fn command() -> clap::Command {
    let command = Cli::command();
    #[cfg(any(target_os = "linux", windows))]
    let command = {
        let no_letter = |command: clap::Command, option: &str| {
            command.mut_arg(option, |arg| arg.short(None::<char>))
        };
        command
            .mut_subcommand("kill", |kill| no_letter(no_letter(kill, "inverse"), "session"))
            .mut_subcommand("suspend", |suspend| no_letter(suspend, "inverse"))
            .mut_subcommand("resume", |resume| no_letter(resume, "inverse"))
    };
    command
}

/// What is typed here in the place of another command.
pub(crate) fn ours(command: &str) -> Option<&'static str> {
    Some(match command.to_ascii_lowercase().trim_end_matches(".exe") {
        "pgrep" | "pidof" => "ostler ps -q NAME",
        "pkill" | "killall" | "taskkill" | "tskill" => "ostler kill NAME|PID",
        "tasklist" | "top" | "htop" | "get-process" => "ostler ps --all",
        "pstree" => "ostler tree",
        "netstat" | "ss" => "ostler port",
        "lsof" | "fuser" => "ostler ps --open-file FILE",
        "stop" => "ostler suspend",
        "cont" | "continue" => "ostler resume",
        _ => return None,
    })
}
