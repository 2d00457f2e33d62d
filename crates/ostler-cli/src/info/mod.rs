//! `ostler info`: what this system offers.

mod conf;
mod platform;
mod system;

use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::output::{self, Failure};

/// What to show, and how.
#[derive(Debug, Args)]
pub(crate) struct InfoArgs {
    /// Print one JSON object
    #[arg(long, global = true)]
    pub(crate) json: bool,
    #[command(subcommand)]
    pub(crate) part: Option<InfoPart>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum InfoPart {
    /// The configuration tables: sysconf, confstr and pathconf by name
    Conf {
        /// The file or directory that pathconf is asked about
        #[arg(long, default_value = "/")]
        path: PathBuf,
        /// Only names that contain this, in capitals or not
        filter: Option<String>,
    },
}

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
