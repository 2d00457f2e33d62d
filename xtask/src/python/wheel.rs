//! Wheels, by maturin.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::{Environment, Interpreter, interpreters};
use crate::run::{self, Result};

/// What builds them; pyproject.toml asks for the same.
const MATURIN: &str = "maturin>=1.9,<2";

/// What an installed wheel is asked, and what it says to that: with the variable that puts its modules in place, and without.
const QUESTIONS: [(&[&str], Option<&str>, &str); 4] = [
    (&["-m", "ostler", "-c", "import os; print(os.__spec__.name)"], None, "ostler.os"),
    (&["-c", "import os; print(os.__spec__.name)"], Some("1"), "ostler.os"),
    (&["-c", "import os; print(os.__spec__.name)"], None, "os"),
    (&["-c", "import ostler; print(ostler.__version__)"], None, env!("CARGO_PKG_VERSION")),
];

/// One for each interpreter; with `test`, each is installed, asked and uninstalled.
pub(super) fn main(interpreters: &[Interpreter], test: bool) -> Result {
    // What builds them needs a compiler, which is not in the test bed.
    let newest = interpreters::newest().ok_or("no interpreter to run maturin with")?;
    let target = run::target_dir()?;
    let environment = Environment::with(newest, "maturin", MATURIN)?;
    for interpreter in interpreters {
        // One folder for each: what is in it is what was built, and nothing older.
        let wheels = target.join("wheels").join(&interpreter.version);
        match fs::remove_dir_all(&wheels) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
        let mut maturin = environment.python();
        maturin.args(["-m", "maturin", "build", "--release", "--locked", "--interpreter"]);
        maturin.arg(&interpreter.program).arg("--out").arg(&wheels);
        maturin.arg("--target-dir").arg(&target);
        run::run(&mut maturin)?;
        if test {
            let wheel = fs::read_dir(&wheels)?.next().ok_or("no wheel was built")??.path();
            check(interpreter, &wheel)?;
        }
    }
    println!("{}", target.join("wheels").display());
    Ok(())
}

/// Installs a wheel where nothing else is, asks it, and sees that uninstalling leaves nothing.
fn check(interpreter: &Interpreter, wheel: &Path) -> Result {
    let folder = run::target_dir()?.join("python").join(&interpreter.version).join("tools/wheel");
    let mut venv = interpreter.python();
    run::run(venv.args(["-m", "venv", "--clear"]).arg(&folder))?;
    let python = || {
        let mut python = interpreter.beside(&folder.join("bin/python"));
        python.env_remove("PYTHONPATH").env_remove("OSTLER_INSTALL");
        python
    };
    let pip = |arguments: &[&OsStr]| {
        let mut python = python();
        python.args(["-m", "pip", "--quiet", "--disable-pip-version-check"]);
        run::run(python.args(arguments))
    };
    let before = files(&folder)?;
    pip(&["install".as_ref(), "--no-index".as_ref(), wheel.as_ref()])?;
    for (arguments, install, expected) in QUESTIONS {
        let mut python = python();
        python.arg("-B").args(arguments).envs(install.map(|value| ("OSTLER_INSTALL", value)));
        let answer = run::output(&mut python)?;
        if answer.trim_end() != expected {
            return Err(format!("{arguments:?}: {answer:?}, not {expected:?}").into());
        }
    }
    pip(&["uninstall".as_ref(), "--yes".as_ref(), "ostler".as_ref()])?;
    let left: Vec<_> = files(&folder)?.difference(&before).cloned().collect();
    if left.is_empty() { Ok(()) } else { Err(format!("left behind: {left:?}").into()) }
}

/// What is in a folder, but for the compiled files that any use of an interpreter leaves.
fn files(folder: &Path) -> Result<BTreeSet<PathBuf>> {
    let mut found = BTreeSet::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            if entry.file_name() != "__pycache__" {
                found.extend(files(&entry.path())?);
                found.insert(entry.path());
            }
        } else {
            found.insert(entry.path());
        }
    }
    Ok(found)
}
