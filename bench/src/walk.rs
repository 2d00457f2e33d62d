//! Walking a tree in this process.

use std::path::Path;

use crate::harness::{Clock, Contender, Table};
use crate::jobs::job;
use crate::trees::Trees;

/// A contender by the name of its job.
pub(crate) fn contender<'a>(name: &'a str, tree: &'a Path) -> Contender<'a> {
    let job = job(name).expect("a job");
    Contender::new(name, move || job(tree))
}

pub(crate) fn serial(trees: &Trees, table: &mut Table<'_>) {
    const BARE: f64 = 1.0 / 1.1;
    type Place = (&'static str, fn(&Trees) -> &Path);
    let places: [Place; 3] = [
        ("/usr", |_| Path::new("/usr")),
        ("200k files in one directory", Trees::wide),
        ("10k directories x 20 files", Trees::many),
    ];
    for (place, tree) in places {
        let work = format!("names and types, {place}");
        if table.wants(&work) {
            let tree = tree(trees);
            let peers = [("walkdir", 1.2), ("bare loop", BARE), ("ignore", 1.2)];
            let peers = peers.map(|(name, target)| (contender(name, tree), target)).into();
            table.row(&work, Clock::Cpu, contender("ostler listings", tree), peers);
            for ours in ["ostler next_ref", "ostler entries"] {
                let peers = vec![(contender("walkdir", tree), 1.2)];
                table.row(&work, Clock::Cpu, contender(ours, tree), peers);
            }
            // The reference's shape looks through links, so it is compared where there are none.
            if place != "/usr" {
                for ours in ["ostler step", "ostler Walk"] {
                    let peers = vec![(contender("walkdir", tree), 1.0)];
                    table.row(&work, Clock::Cpu, contender(ours, tree), peers);
                }
            }
        }
        let work = format!("names and status, {place}");
        if table.wants(&work) {
            let tree = tree(trees);
            for ours in ["ostler stat", "ostler entries stat"] {
                let peers = [("walkdir stat", 1.35), ("bare loop stat", 0.0)];
                let peers = peers.map(|(name, target)| (contender(name, tree), target)).into();
                table.row(&work, Clock::Cpu, contender(ours, tree), peers);
            }
        }
    }
}

pub(crate) fn parallel(trees: &Trees, table: &mut Table<'_>) {
    type Place = (&'static str, fn(&Trees) -> &Path);
    let places: [Place; 2] =
        [("/usr", |_| Path::new("/usr")), ("10k directories x 20 files", Trees::many)];
    for (place, tree) in places {
        let work = format!("names and types by two threads, {place}");
        if table.wants(&work) {
            let tree = tree(trees);
            let peers = ["ignore parallel", "jwalk parallel"];
            let mut peers: Vec<_> = peers.iter().map(|name| (contender(name, tree), 1.2)).collect();
            peers.push((contender("ostler listings", tree), 0.0));
            table.row(&work, Clock::Wall, contender("ostler parallel", tree), peers);
        }
    }
}
