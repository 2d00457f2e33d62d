//! Known faults of dependencies.

use crate::run::{self, Result};

/// Asks cargo-deny, where it and its database are. The database lives on a host that may be out of reach, and a build
/// must not fail for that.
pub(super) fn check() -> Result {
    if !run::succeeds(run::cargo().args(["deny", "--version"])) {
        println!("skipped: cargo-deny is not installed");
        return Ok(());
    }
    if !run::succeeds(run::cargo().args(["deny", "fetch", "db"])) {
        println!("skipped: the advisory database cannot be fetched");
        return Ok(());
    }
    run::run(run::cargo().args(["deny", "check", "advisories", "bans", "sources"]))
}
