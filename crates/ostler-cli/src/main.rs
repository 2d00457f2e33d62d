//! The `ostler` command: what this system offers, for people and for scripts.

mod cli;
mod info;
mod output;
mod platform;
#[cfg(any(target_os = "linux", windows))]
mod process;
mod report;

use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{CommandFactory as _, Parser as _};

use cli::{Cli, Command};
use output::Failure;

fn main() -> ExitCode {
    let words: Vec<_> = std::env::args_os().collect();
    #[cfg(any(target_os = "linux", windows))]
    let words = process::with_signals(words);
    let cli = Cli::parse_from(words);
    match run(cli.command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}

fn run(command: Command) -> Result<(), Failure> {
    match command {
        #[cfg(any(target_os = "linux", windows))]
        Command::Process(command) => process::run(command),
        Command::Platform(args) => platform::run(&args),
        Command::Info(args) => info::run(&args),
        Command::Completions { shell } => {
            let mut out = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), "ostler", &mut out);
            output::bytes(&out)
        }
        Command::Man { subcommand } => {
            let mut out = Vec::new();
            clap_mangen::Man::new(page(&subcommand)).render(&mut out)?;
            output::bytes(&out)
        }
    }
}

/// The definition of a subcommand; a wrong name ends the program as any wrong command line does.
fn page(subcommand: &[String]) -> clap::Command {
    // Each page is told about by itself, so there is none for `help`.
    let mut cli = Cli::command().disable_help_subcommand(true);
    cli.build();
    let mut page = &cli;
    for name in subcommand {
        page = page.find_subcommand(name).unwrap_or_else(|| {
            let message = format!("no such subcommand: {}", subcommand.join(" "));
            Cli::command().error(ErrorKind::InvalidSubcommand, message).exit()
        });
    }
    page.clone()
}
