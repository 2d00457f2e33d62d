//! The `ostler` command: what this system offers, for people and for scripts.

mod cli;
mod columns;
mod info;
mod kill;
mod output;
mod port;
mod ps;
mod report;
mod select;
mod show;
mod suspend;
mod tree;
mod wait;

use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{CommandFactory as _, Parser as _};

use cli::{Cli, Command};
use output::Failure;

fn main() -> ExitCode {
    let cli = Cli::parse_from(kill::args::with_signals(std::env::args_os().collect()));
    match run(cli.command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}

fn run(command: Command) -> Result<(), Failure> {
    match command {
        Command::Ps(args) => ps::run(&args),
        Command::Kill(args) => kill::run(&args),
        Command::Wait(args) => wait::run(&args),
        Command::Suspend(args) => suspend::suspend(&args),
        Command::Resume(args) => suspend::resume(&args),
        Command::Tree(args) => tree::run(&args),
        Command::Show(args) => show::run(&args),
        Command::Port(args) => port::run(&args),
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
