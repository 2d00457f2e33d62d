//! The package beside the standard library and its peers: `bench/python/compare.py`, in an environment that has them.

use super::{Interpreter, stage};
use crate::run::{self, Result};

pub(super) fn main(interpreter: &Interpreter, words: &[String]) -> Result {
    let folder = run::target_dir()?.join("bench/python").join(&interpreter.version);
    let package = stage::stage(interpreter, true)?;
    let environment = folder.join("environment");
    let python = environment.join("bin/python");
    if !run::succeeds(run::program(&python).args(["-m", "pip", "--version"])) {
        run::run(run::program(&interpreter.program).args(["-m", "venv"]).arg(&environment))?;
    }
    let install = ["-m", "pip", "install", "--quiet", "--requirement"];
    run::run(run::program(&python).args(install).arg("bench/python/requirements.txt"))?;
    let mut compare = run::program(&python);
    // What is compiled of the package may be kept, as that of the standard library is.
    compare.arg("bench/python/compare.py").arg(&folder).args(words).env("PYTHONPATH", package);
    run::run(&mut compare)
}
