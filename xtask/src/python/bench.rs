//! The package beside the standard library and its peers: `bench/python/compare.py`.

use std::path::Path;

use super::interpreters::newest;
use super::{Environment, Interpreter, pgo, stage, wheel};
use crate::run::{self, Result};

/// What an interpreter can do without: it is left out where it is not made for one.
const REQUIREMENTS: &str = "bench/python/requirements.txt";

/// Measures the package as a wheel has it, optimised by profile or not.
pub(super) fn main(interpreter: &Interpreter, by_profile: bool, words: &[String]) -> Result {
    let folder = run::target_dir()?.join("bench/python").join(&interpreter.version);
    let (package, peers) = (folder.join("package"), folder.join("peers"));
    let flags = if by_profile { Some(pgo::flags(interpreter)?) } else { None };
    let library = wheel::library(interpreter, flags.as_deref())?;
    stage::put_together(&library, &package, &interpreter.suffix)?;
    fetch(interpreter, &peers)?;
    let mut compare = interpreter.python();
    let paths = std::env::join_paths([package, peers])?;
    // What is compiled of the package may be kept, as that of the standard library is.
    compare.arg(run::root().join("bench/python/compare.py")).arg(&folder).args(words);
    run::run(compare.env("PYTHONPATH", paths))
}

/// Puts the peers into a folder, by a `pip` of this machine: where the interpreter is there may be none, and no network.
fn fetch(interpreter: &Interpreter, folder: &Path) -> Result {
    let environment = Environment::with(newest().unwrap_or(interpreter), "pip", "pip")?;
    for requirement in std::fs::read_to_string(run::root().join(REQUIREMENTS))?.lines() {
        if requirement.starts_with('#') {
            continue;
        }
        let mut pip = environment.python();
        pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--upgrade"]);
        pip.args(["--only-binary", ":all:", "--no-deps", "--python-version", &interpreter.version]);
        if run::run(pip.arg("--target").arg(folder).arg(requirement)).is_err() {
            println!("{requirement}: not for Python {}", interpreter.version);
        }
    }
    Ok(())
}
