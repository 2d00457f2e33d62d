//! The types the package says it has: against what there is at run time, and as those see them who use them.

use std::fs;

use super::{Environment, Interpreter, stage};
use crate::modules;
use crate::run::{self, Result};

/// This version and no other: what a newer one finds is not this commit's fault.
const MYPY: &str = "mypy==2.4.1";

/// An environment with mypy.
pub(super) fn tool(interpreter: &Interpreter) -> Result<Environment> {
    Environment::with(interpreter, "mypy", MYPY)
}

/// For each interpreter: every stub is compared with the module it is for, and a program that uses them is checked.
pub(super) fn main(interpreters: &[Interpreter]) -> Result {
    let mut failed = false;
    for interpreter in interpreters {
        let package = stage::stage(interpreter, false)?;
        let environment = tool(interpreter)?;
        let allowed = package.join("elsewhere.txt");
        fs::write(&allowed, modules::elsewhere(&modules::load()?))?;
        let mypy = |arguments: &[&str]| {
            let mut command = environment.python();
            command.arg("-B").env("PYTHONPATH", &package).env("MYPYPATH", &package);
            command.env("MYPY_CACHE_DIR", package.join("mypy-cache"));
            run::run(command.args(arguments)).is_err()
        };
        failed |=
            mypy(&["-m", "mypy.stubtest", "--allowlist", &allowed.to_string_lossy(), "ostler"]);
        failed |= mypy(&["-m", "mypy", "--strict", "python/tests/typed.py"]);
        let windows = ["-m", "mypy", "--strict", "--platform", "win32"];
        failed |= mypy(&[&windows[..], &["python/tests/typed_windows.py"]].concat());
    }
    if failed { Err(run::Reported.into()) } else { Ok(()) }
}
