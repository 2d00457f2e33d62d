//! Removing a tree of 100,000 files.

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::harness::{Clock, Contender, Table};
use crate::jobs::job;
use crate::processes::alone;
use crate::trees::{Trees, grow};

const ROUNDS: usize = 5;

/// Trees made beforehand: a file system that has just removed a hundred thousand files is slow to make as many, and the
/// contenders are not to be measured by that.
struct Stock {
    ready: RefCell<Vec<PathBuf>>,
    current: RefCell<PathBuf>,
}

impl Stock {
    fn new(trees: &Trees, count: usize) -> Self {
        let ready = (0..count).map(|n| trees.place(&format!("doomed {n}"))).collect::<Vec<_>>();
        for tree in &ready {
            grow(tree, 1_000, 100);
        }
        Self { ready: ready.into(), current: PathBuf::new().into() }
    }

    fn contender<'s>(
        &'s self,
        name: &'s str,
        mut delete: impl FnMut(&Path) -> u64 + 's,
    ) -> Contender<'s> {
        let next = || *self.current.borrow_mut() = self.ready.borrow_mut().pop().expect("enough");
        Contender::new(name, move || delete(&self.current.borrow())).prepared(next)
    }
}

pub(crate) fn rows(trees: &Trees, table: &mut Table<'_>) {
    table.rounds = ROUNDS..=ROUNDS;
    let here = "delete 100k files in 1k directories";
    let process = "delete 100k files in 1k directories, as a command";
    let rows = usize::from(table.wants(here)) + usize::from(table.wants(process));
    if rows == 0 {
        return;
    }
    let stock = &Stock::new(trees, rows * 2 * (ROUNDS + 1));
    let of = |name: &'static str| stock.contender(name, job(name).expect("a job"));
    table.row(here, Clock::Cpu, of("ostler fwalk delete"), vec![(of("std remove_dir_all"), 1.0)]);

    let gone = |mut command: Command, tree: &Path| {
        let status = command.stdout(Stdio::null()).status().expect("a program");
        u64::from(status.success() && !tree.exists())
    };
    let ours = move |tree: &Path| gone(alone("ostler fwalk delete", tree), tree);
    let rm = move |tree: &Path| {
        let mut command = Command::new("rm");
        command.arg("-r").arg(tree);
        gone(command, tree)
    };
    let peers = vec![(stock.contender("rm -r", rm), 1.0)];
    table.row(process, Clock::Children, stock.contender("ostler fwalk", ours), peers);
}
