//! The `ostler` command: what this system offers, for people and for scripts.

mod cli;
#[cfg(any(target_os = "linux", windows))]
mod columns;
#[cfg(unix)]
mod info;
#[cfg(any(target_os = "linux", windows))]
mod kill;
mod output;
#[cfg(unix)]
mod platform;
#[cfg(any(target_os = "linux", windows))]
mod port;
#[cfg(any(target_os = "linux", windows))]
mod ps;
#[cfg(unix)]
mod report;
#[cfg(any(target_os = "linux", windows))]
mod select;
#[cfg(any(target_os = "linux", windows))]
mod show;
#[cfg(any(target_os = "linux", windows))]
mod suspend;
mod system;
#[cfg(any(target_os = "linux", windows))]
mod tree;
#[cfg(any(target_os = "linux", windows))]
mod wait;

use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{CommandFactory as _, Parser as _};

use cli::{Cli, Command};
use output::Failure;

fn main() -> ExitCode {
    let words: Vec<_> = std::env::args_os().collect();
    #[cfg(any(target_os = "linux", windows))]
    let words = kill::args::with_signals(words);
    let cli = Cli::parse_from(words);
    match run(cli.command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}

fn run(command: Command) -> Result<(), Failure> {
    match command {
        #[cfg(any(target_os = "linux", windows))]
        Command::Ps(args) => ps::run(&args),
        #[cfg(any(target_os = "linux", windows))]
        Command::Kill(args) => kill::run(&args),
        #[cfg(any(target_os = "linux", windows))]
        Command::Wait(args) => wait::run(&args),
        #[cfg(any(target_os = "linux", windows))]
        Command::Suspend(args) => suspend::suspend(&args),
        #[cfg(any(target_os = "linux", windows))]
        Command::Resume(args) => suspend::resume(&args),
        #[cfg(any(target_os = "linux", windows))]
        Command::Tree(args) => tree::run(&args),
        #[cfg(any(target_os = "linux", windows))]
        Command::Show(args) => show::run(&args),
        #[cfg(any(target_os = "linux", windows))]
        Command::Port(args) => port::run(&args),
        #[cfg(unix)]
        Command::Platform(args) => platform::run(&args),
        #[cfg(unix)]
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
