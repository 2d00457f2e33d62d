//! `ostler platform`: the platform in one line.

use clap::{Args, ValueEnum};
use ostler::platform::{self, Form};

use crate::output::{self, Failure};

/// In which form.
#[derive(Debug, Args)]
#[command(after_help = "Prints the same as `python -m platform`, which takes the same words.")]
pub(crate) struct PlatformArgs {
    /// Print only system and release (no effect on Linux)
    #[arg(long)]
    pub(crate) terse: bool,
    /// Print the name that the system gives itself (`SunOS`), not the one that it is known by (`Solaris`)
    #[arg(long)]
    pub(crate) nonaliased: bool,
    /// The same options as words
    #[arg(value_name = "FORM")]
    pub(crate) words: Vec<PlatformWord>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum PlatformWord {
    /// Same as --nonaliased
    Nonaliased,
    /// Same as --terse
    Terse,
}

/// Runs the subcommand.
pub(crate) fn run(args: &PlatformArgs) -> Result<(), Failure> {
    let form = Form {
        aliased: !args.nonaliased && !args.words.contains(&PlatformWord::Nonaliased),
        terse: args.terse || args.words.contains(&PlatformWord::Terse),
    };
    output::text(&format!("{}\n", platform::platform_with(form)))
}
