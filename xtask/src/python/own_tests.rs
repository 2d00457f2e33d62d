//! The package's own tests: `python/tests/run.py` for each interpreter and each kind of user.

use std::path::Path;
use std::process::{Command, ExitStatus};

use super::{Interpreter, interpreters, stage, stubtest};
use crate::run::{self, Result};
use crate::test::Apart;

/// What there is to run, or the reason why there is not.
pub(crate) enum Run {
    /// What it is called, and how it is done: how it ended and what it said.
    Tests(String, Box<dyn FnOnce() -> Result<(ExitStatus, String)>>),
    /// What it is called, and how it is done, where there is nothing to count.
    Check(String, fn() -> Result),
    /// An interpreter that is not here, and of which there are others.
    Absent(String, String),
    /// Nothing to run the tests on.
    Skipped(String, String),
}

/// Whose permissions the tests have.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum User {
    Same,
    Nobody,
}

/// The runs for every version the package is for; a quick one is of the newest alone.
pub(crate) fn runs(is_root: bool, quick: bool) -> Vec<Run> {
    if interpreters::newest().is_none() {
        let reason = format!("no interpreter {}", interpreters::NOT_FOUND);
        return vec![Run::Skipped("Python tests".to_owned(), reason)];
    }
    if quick {
        return newest_quickly();
    }
    let mut runs = Vec::new();
    for (version, interpreter) in interpreters::each() {
        let what = format!("Python {version} tests");
        let Some(interpreter) = interpreter else {
            runs.push(Run::Absent(what, interpreters::NOT_FOUND.to_owned()));
            continue;
        };
        if let Some(reason) = lacking(interpreter, NEEDED) {
            runs.push(Run::Skipped(what, reason));
            continue;
        }
        let same = move || run(interpreter, &stage::stage(interpreter, false)?, User::Same);
        runs.push(Run::Tests(what.clone(), Box::new(same)));
        if is_root {
            let folder = move || stage::folder(interpreter);
            let nobody = move || run(interpreter, &folder()?, User::Nobody);
            runs.push(Run::Tests(format!("{what} as an ordinary user"), Box::new(nobody)));
        }
    }
    let stubs = "Python type stubs".to_owned();
    match interpreters::newest()
        .and_then(|newest| lacking(newest, &[NEEDED, "ensurepip"].join(", ")))
    {
        Some(reason) => runs.push(Run::Skipped(stubs, reason)),
        None => runs.push(Run::Check(stubs, || stubtest::main(&interpreters::find(&[])?))),
    }
    runs
}

/// What the tests take for granted of an interpreter, and systems pack apart from it.
const NEEDED: &str = "ctypes, multiprocessing, shutil, unittest, venv";

/// Why nothing that needs these modules can run on an interpreter, and what would help.
fn lacking(interpreter: &Interpreter, modules: &str) -> Option<String> {
    let mut python = run::program(&interpreter.program);
    let output = python.args(["-I", "-c", &format!("import {modules}")]).output().ok()?;
    let said = String::from_utf8_lossy(&output.stderr);
    let last = said.lines().last().unwrap_or("it does not start");
    (!output.status.success()).then(|| {
        format!(
            "{last}: the rest of its library is installed by `apt-get install python3 python3-venv`"
        )
    })
}

/// The newest version's, without the random calls, which take longest.
fn newest_quickly() -> Vec<Run> {
    let quickly = |interpreter: &'static Interpreter| {
        let what = format!("Python {} tests without random calls", interpreter.version);
        if let Some(reason) = lacking(interpreter, NEEDED) {
            return Run::Skipped(what, reason);
        }
        let run = move || {
            let folder = stage::stage(interpreter, false)?;
            Apart::find().tee(python(interpreter, &folder, User::Same).arg("--quick"))
        };
        Run::Tests(what, Box::new(run))
    };
    interpreters::newest().map(quickly).into_iter().collect()
}

/// Runs them with the package that is in a folder.
pub(super) fn run(
    interpreter: &Interpreter,
    folder: &Path,
    user: User,
) -> Result<(ExitStatus, String)> {
    // Random calls of the superuser's are among them.
    Apart::find().tee(&python(interpreter, folder, user))
}

fn python(interpreter: &Interpreter, folder: &Path, user: User) -> Command {
    let mut python = run::program(&interpreter.program);
    python.args(["-B", "python/tests/run.py", "--package"]).arg(folder);
    if user == User::Nobody {
        python.arg("--as-user");
    }
    python
}
