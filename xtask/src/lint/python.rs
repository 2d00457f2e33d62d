//! The Python package's crate for the versions at both ends, and for a free-threaded build of the newest: PyO3 is told which,
//! and no interpreter is asked. What one of them lacks is no longer declared for it.

use std::fs;
use std::process::Command;

use crate::python;
use crate::run::{self, Result};

/// Clippy for these; that of the whole workspace is for the newest.
pub(super) fn check() -> Result {
    let (oldest, newest) = python::ends();
    for (version, flags) in [(oldest, ""), (newest, "Py_GIL_DISABLED")] {
        let mut cargo = cargo_for(version, flags)?;
        let packages = ["--package", "ostler-python", "--package", "ostler-capi"];
        let flags = ["--quiet", "--", "-D", "warnings"];
        run::run(cargo.arg("clippy").args(packages).args(flags))?;
    }
    Ok(())
}

/// Cargo, for the newest version.
pub(super) fn cargo() -> Result<Command> {
    cargo_for(python::ends().1, "")
}

fn cargo_for(version: &str, flags: &str) -> Result<Command> {
    let folder = run::target_dir()?.join("python/configurations");
    fs::create_dir_all(&folder)?;
    let file = folder.join(format!("{version}{flags}"));
    let lines = configuration(version, flags);
    // What has changed is compiled anew.
    if !fs::read_to_string(&file).is_ok_and(|has| has == lines) {
        fs::write(&file, lines)?;
    }
    let mut cargo = run::cargo();
    cargo.env("PYO3_CONFIG_FILE", file).env_remove("PYO3_PYTHON");
    Ok(cargo)
}

/// As PyO3 reads it.
fn configuration(version: &str, flags: &str) -> String {
    format!(
        "implementation=CPython\nversion={version}\nshared=true\npointer_width={}\nbuild_flags={flags}\n",
        usize::BITS
    )
}
