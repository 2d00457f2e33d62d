//! Virtual environments with a tool in them.

use std::path::{Path, PathBuf};

use super::Interpreter;
use crate::run::{self, Result};

/// The interpreter of an environment that has a tool: `module`, which is what `requirement` is installed for. The environment
/// is made when it is wanted first.
pub(super) fn with(
    folder: &Path,
    interpreter: &Interpreter,
    module: &str,
    requirement: &str,
) -> Result<PathBuf> {
    let python = folder.join("bin/python");
    if !run::succeeds(run::program(&python).args(["-m", module, "--version"])) {
        run::run(run::program(&interpreter.program).args(["-m", "venv"]).arg(folder))?;
        run::run(run::program(&python).args(["-m", "pip", "install", "--quiet", requirement]))?;
    }
    Ok(python)
}
