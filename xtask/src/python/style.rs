//! How the project's Python is written: ruff, with what pyproject.toml says.

use super::{Environment, interpreters};
use crate::run::{self, Result};

/// This version and no other: what a newer one finds is not this commit's fault.
const RUFF: &str = "ruff==0.17.5";

pub(crate) fn check() -> Result {
    let Some(interpreter) = interpreters::newest() else {
        println!("skipped: no interpreter to run ruff with");
        return Ok(());
    };
    let environment = Environment::with(interpreter, "ruff", RUFF)?;
    let mut failed = false;
    for command in [&["check", "--quiet"][..], &["format", "--quiet", "--diff"]] {
        let mut ruff = environment.python();
        ruff.args(["-m", "ruff"]).args(command).args(["--no-cache", "."]);
        failed |= run::run(&mut ruff).is_err();
    }
    if failed { Err("ruff: see above".into()) } else { Ok(()) }
}
