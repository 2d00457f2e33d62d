//! The `ostler` command: what this system offers, for people and for scripts.

mod cli;
mod info;
mod output;
mod platform;
#[cfg(any(target_os = "linux", windows))]
mod process;
mod report;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::FromArgMatches as _;
use clap::error::{ContextKind, ErrorKind};

use cli::{Cli, Command};
use output::Failure;

fn main() -> ExitCode {
    match told(std::env::args_os().collect()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}

/// Does what the words say.
fn told(words: Vec<OsString>) -> Result<(), Failure> {
    #[cfg(any(target_os = "linux", windows))]
    let words = process::with_signals(words)?;
    let parsed = cli::command().try_get_matches_from(words);
    match parsed.and_then(|matches| Cli::from_arg_matches(&matches)) {
        Ok(cli) => run(cli.command),
        Err(error) => not_run(&error),
    }
}

/// Prints what the parser of the command line has to say: help and the version, or what is wrong.
fn not_run(error: &clap::Error) -> Result<(), Failure> {
    let mut text = error.render().ansi().to_string();
    if !error.use_stderr() {
        return output::text(&text);
    }
    let word = error.get(ContextKind::InvalidSubcommand).map(ToString::to_string);
    if let Some(ours) = word.as_deref().and_then(cli::ours) {
        text = format!("{}\n\n  here that is `{ours}`\n", text.trim_end());
    }
    output::note(text.trim_end());
    Err(Failure::Silent(u8::try_from(error.exit_code()).unwrap_or(2)))
}

fn run(command: Command) -> Result<(), Failure> {
    match command {
        #[cfg(any(target_os = "linux", windows))]
        Command::Process(command) => process::run(command),
        Command::Platform(args) => platform::run(&args),
        Command::Info(args) => info::run(&args),
        Command::Completions { shell } => {
            let mut out = Vec::new();
            clap_complete::generate(shell, &mut cli::command(), "ostler", &mut out);
            output::bytes(&out)
        }
        Command::Man { subcommand } => {
            let mut out = Vec::new();
            clap_mangen::Man::new(page(&subcommand)?).render(&mut out)?;
            output::bytes(&out)
        }
    }
}

/// The definition of a subcommand.
fn page(subcommand: &[String]) -> Result<clap::Command, Failure> {
    // Each page is told about by itself, so there is none for `help`.
    let mut cli = cli::command().disable_help_subcommand(true);
    cli.build();
    let mut page = &cli;
    for name in subcommand {
        let Some(found) = page.find_subcommand(name) else {
            let message = format!("no such subcommand: {}", subcommand.join(" "));
            let error = cli::command().error(ErrorKind::InvalidSubcommand, message);
            return Err(not_run(&error).err().unwrap_or(Failure::Silent(2)));
        };
        page = found;
    }
    Ok(page.clone())
}
