//! Removing a tree of 100,000 files.

use std::process::{Command, Stdio};

use crate::harness::{Clock, Contender, Table};
use crate::jobs::job;
use crate::processes::alone;
use crate::trees::{Trees, grow};

pub(crate) fn rows(trees: &Trees, table: &mut Table<'_>) {
    let tree = &trees.place("doomed");
    let regrow = || grow(tree, 1_000, 100);
    let work = "delete 100k files in 1k directories";
    if table.wants(work) {
        let of = |name: &'static str| {
            let job = job(name).expect("a job");
            Contender::new(name, move || job(tree)).prepared(regrow)
        };
        table.row(
            work,
            Clock::Cpu,
            of("ostler fwalk delete"),
            vec![(of("std remove_dir_all"), 1.0)],
        );
    }
    let work = "delete 100k files in 1k directories, as a process";
    if table.wants(work) {
        let gone = |mut command: Command| {
            let status = command.stdout(Stdio::null()).status().expect("a program");
            u64::from(status.success() && !tree.exists())
        };
        let rm = || {
            let mut command = Command::new("rm");
            command.arg("-r").arg(tree);
            command
        };
        let ours = Contender::new("ostler fwalk", || gone(alone("ostler fwalk delete", tree)));
        let peer = Contender::new("rm -r", || gone(rm())).prepared(regrow);
        table.row(work, Clock::Children, ours.prepared(regrow), vec![(peer, 1.0)]);
    }
}
