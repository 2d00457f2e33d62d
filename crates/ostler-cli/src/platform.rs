//! `ostler platform`: the platform in one line.

use ostler::platform::{self, Form};

use crate::cli::{PlatformArgs, PlatformWord};
use crate::output::{self, Failure};

/// Runs the subcommand.
pub(crate) fn run(args: &PlatformArgs) -> Result<(), Failure> {
    let form = Form {
        aliased: !args.nonaliased && !args.words.contains(&PlatformWord::Nonaliased),
        terse: args.terse || args.words.contains(&PlatformWord::Terse),
    };
    output::text(&format!("{}\n", platform::platform_with(form)))
}
