//! `ostler info`: what this system offers.

mod capabilities;
mod platform;
mod processors;
mod system;
#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

#[cfg(unix)]
use unix as own;
#[cfg(windows)]
use windows as own;

use clap::Args;

use crate::output::{self, Failure};

/// What to show, and how.
#[derive(Debug, Args)]
pub(crate) struct InfoArgs {
    /// Print one JSON object
    #[arg(long, global = true)]
    pub(crate) json: bool,
    #[cfg(unix)]
    #[command(subcommand)]
    pub(crate) part: Option<InfoPart>,
}

#[cfg(unix)]
#[derive(Debug, clap::Subcommand)]
pub(crate) enum InfoPart {
    /// Print the configuration tables: sysconf, confstr and pathconf by name
    Conf {
        /// The file or directory for pathconf
        #[arg(long, default_value = "/")]
        path: std::path::PathBuf,
        /// Only names that contain this text, in either case
        filter: Option<String>,
    },
}

/// Runs the subcommand.
pub(crate) fn run(args: &InfoArgs) -> Result<(), Failure> {
    #[cfg(unix)]
    if let Some(InfoPart::Conf { path, filter }) = &args.part {
        let tables = own::conf::Tables::read(path, filter.as_deref())?;
        return if args.json { output::json(&tables) } else { output::text(&tables.render()) };
    }
    let info = system::Info::read()?;
    if args.json { output::json(&info) } else { output::text(&info.render()) }
}
