//! Whole trees, by one thread.

use std::error::Error;
use std::path::Path;
use std::time::Duration;

use crate::Bench;
use crate::contenders::{bare, listings, owned, stat_ours, stat_walkdir, triples, walkdir_names};
use crate::harness::Contender;
use crate::table::Goal::{AtLeast, Shown};
use crate::trees::usr;

pub(crate) fn rows(bench: &mut Bench) -> Result<(), Box<dyn Error>> {
    if !bench.table.wants("walk") {
        return Ok(());
    }
    let trees = [
        ("/usr", usr()),
        ("10,000 x 20", bench.trees.bushy()?),
        ("1 x 200,000", bench.trees.flat()?),
    ];
    for (name, top) in &trees {
        one(bench, name, top);
    }
    Ok(())
}

fn one(bench: &mut Bench, name: &str, top: &Path) {
    let budget = Duration::from_secs(8);
    bench.table.row(
        &format!("walk {name}, names and types"),
        9,
        budget,
        vec![
            Contender::new("listings", || listings(top)),
            Contender::new("walkdir", || walkdir_names(top)),
            Contender::new("openat + getdents + close", || bare(top)),
        ],
        // At most 1.1 times the bare loop's time.
        &[AtLeast(1.2), AtLeast(1.0 / 1.1)],
    );
    bench.table.row(
        &format!("walk {name}, owned results"),
        9,
        budget,
        vec![
            Contender::new("walk().entries()", || owned(top)),
            Contender::new("walkdir", || walkdir_names(top)),
        ],
        &[AtLeast(1.2)],
    );
    bench.table.row(
        &format!("walk {name}, the reference's triples"),
        9,
        budget,
        vec![
            Contender::new("walk().step()", || triples(top)),
            Contender::new("walkdir", || walkdir_names(top)),
        ],
        &[Shown],
    );
    bench.table.row(
        &format!("walk {name} + stat of all"),
        7,
        budget,
        vec![
            Contender::new("listings + stat", || stat_ours(top)),
            Contender::new("walkdir + metadata", || stat_walkdir(top)),
        ],
        &[AtLeast(1.35)],
    );
}
