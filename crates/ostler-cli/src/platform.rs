//! `ostler platform`: the platform in one line.

use clap::{Args, ValueEnum};
use ostler::platform::{self, Form};

use crate::output::{self, Failure};

/// In which form.
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

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum PlatformWord {
    /// As --nonaliased
    Nonaliased,
    /// As --terse
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
