//! Listing one directory.

use std::hint::black_box;

use crate::harness::{Clock, Contender, Table};
use crate::jobs::job;
use crate::trees::Trees;
use crate::walk::contender;

pub(crate) fn rows(trees: &Trees, table: &mut Table<'_>) {
    for (work, ours, peer, target) in [
        ("scandir, 200k entries, lent", "ostler scandir next_ref", "rustix RawDir", 0.9),
        ("scandir, 200k entries, owned", "ostler scandir", "std read_dir", 1.0),
        ("listdir, 200k names", "ostler listdir", "std names", 1.0),
    ] {
        if table.wants(work) {
            let tree = trees.wide();
            let peers = vec![(contender(peer, tree), target)];
            table.row(work, Clock::Cpu, contender(ours, tree), peers);
        }
    }
    for (work, ours, peer, target) in [
        ("scandir, 20 entries, lent", "ostler scandir next_ref", "rustix RawDir", 0.9),
        ("scandir, 20 entries, owned", "ostler scandir", "std read_dir", 1.0),
        ("listdir, 20 names", "ostler listdir", "std names", 1.0),
    ] {
        if table.wants(work) {
            let tree = trees.small();
            let often = |name: &'static str| {
                let job = job(name).expect("a job");
                Contender::new(name, move || (0..2_000).map(|_| black_box(job(tree))).sum())
            };
            table.row(
                &format!("{work}, x 2,000"),
                Clock::Cpu,
                often(ours),
                vec![(often(peer), target)],
            );
        }
    }
}
