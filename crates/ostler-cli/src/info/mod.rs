//! `ostler info`: what this system offers.

mod conf;
mod platform;
mod system;

use crate::cli::{InfoArgs, InfoPart};
use crate::output::{self, Failure};

/// Runs the subcommand.
pub(crate) fn run(args: &InfoArgs) -> Result<(), Failure> {
    match &args.part {
        Some(InfoPart::Conf { path, filter }) => {
            let tables = conf::Tables::read(path, filter.as_deref())?;
            if args.json { output::json(&tables) } else { output::text(&tables.render()) }
        }
        None => {
            let info = system::Info::read()?;
            if args.json { output::json(&info) } else { output::text(&info.render()) }
        }
    }
}
