//! Removing a tree of 100,000 files, bottom-up.

use std::error::Error;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use ostler::os::{self, At};

use crate::Bench;
use crate::contenders::{itself, succeed};
use crate::harness::Contender;
use crate::table::Goal::AtLeast;
use crate::trees::bushy;

const BUDGET: Duration = Duration::from_secs(25);

pub(crate) fn rows(bench: &mut Bench) -> Result<(), Box<dyn Error>> {
    let top = &bench.trees.scratch();
    let make = || {
        fs::create_dir(top).expect("the last tree is gone");
        bushy(top, 5_000, 20).expect("room for a tree");
    };
    let gone = || u64::from(!top.exists());
    bench.table.row(
        "delete 100,000 files, in the process",
        5,
        BUDGET,
        vec![
            Contender::prepared("fwalk", make, || {
                remove(top).expect("the tree can be removed");
                gone()
            }),
            Contender::prepared("std::fs::remove_dir_all", make, || {
                fs::remove_dir_all(top).expect("the tree can be removed");
                gone()
            }),
        ],
        &[AtLeast(1.0)],
    );
    bench.table.row(
        "delete 100,000 files, as a process",
        5,
        BUDGET,
        vec![
            Contender::prepared("fwalk", make, || {
                succeed(itself("delete", top));
                gone()
            }),
            Contender::prepared("rm -r", make, || {
                succeed(Command::new("rm").arg("-r").arg(top));
                gone()
            }),
        ],
        &[AtLeast(1.0)],
    );
    Ok(())
}

/// The reference's way to remove a tree.
pub(crate) fn remove(top: &Path) -> ostler::Result<()> {
    let mut walk = os::fwalk(top).topdown(false);
    while let Some(step) = walk.step() {
        let step = step?;
        let here = At::dir(&step.dirfd);
        for name in step.filenames {
            os::unlink_with(name, here)?;
        }
        for name in &*step.dirnames {
            os::rmdir_with(name, here)?;
        }
    }
    drop(walk);
    os::rmdir(top)
}
