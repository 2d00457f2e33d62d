//! Virtual environments under the target directory, for tools from PyPI.

use std::path::PathBuf;
use std::process::Command;

use super::Interpreter;
use crate::run::{self, Result};

/// A virtual environment with a tool in it.
pub(crate) struct Environment {
    interpreter: Interpreter,
    program: PathBuf,
}

impl Environment {
    /// An interpreter's, for a tool. It is made when there is none, or when what it has is not what is wanted: as in `ruff==1.2.3`.
    pub(crate) fn with(interpreter: &Interpreter, tool: &str, wanted: &str) -> Result<Self> {
        let version = &interpreter.version;
        let folder = run::target_dir()?.join("python").join(version).join("tools").join(tool);
        let environment =
            Self { interpreter: interpreter.clone(), program: folder.join("bin/python") };
        let note = folder.join("wanted");
        if std::fs::read_to_string(&note).is_ok_and(|has| has == wanted)
            && run::succeeds(environment.python().args(["-m", tool, "--version"]))
        {
            return Ok(environment);
        }
        let mut python = interpreter.python();
        run::run(python.args(["-m", "venv", "--clear"]).arg(&folder))?;
        let install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", wanted];
        run::run(environment.python().args(install))?;
        std::fs::write(note, wanted)?;
        Ok(environment)
    }

    /// Its interpreter.
    pub(crate) fn python(&self) -> Command {
        self.interpreter.beside(&self.program)
    }
}
