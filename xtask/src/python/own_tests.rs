//! The package's own tests: `python/tests/run.py` for each interpreter and each kind of user.

use std::path::Path;
use std::process::{Command, ExitStatus};

use super::{Interpreter, interpreters, stage, stubtest};
use crate::run::Result;
use crate::test::Apart;

/// What there is to run, or the reason why there is not.
pub(crate) enum Run {
    /// What it is called, and how it is done: how it ended and what it said.
    Tests(String, Box<dyn FnOnce() -> Result<(ExitStatus, String)>>),
    /// The same on a release that `conformance/exceptions.toml` does not list yet: its failures are told, and fail nothing.
    Unlisted(String, Box<dyn FnOnce() -> Result<(ExitStatus, String)>>),
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
    if quick {
        return vec![newest_quickly()];
    }
    let each = interpreters::each();
    if let (true, Some((_, Err(why)))) = (each.iter().all(|(_, found)| found.is_err()), each.last())
    {
        return vec![Run::Skipped(
            "Python tests".to_owned(),
            format!("no interpreter: {why}; {INSTALL}"),
        )];
    }
    let mut runs = Vec::new();
    for (version, interpreter) in each {
        let interpreter = match interpreter {
            Ok(interpreter) => interpreter,
            Err(why) => {
                runs.push(Run::Absent(format!("Python {version} tests"), why.clone()));
                continue;
            }
        };
        let what = format!("Python {} tests", interpreter.release);
        if let Some(reason) = lacking(interpreter, NEEDED) {
            runs.push(Run::Skipped(what, reason));
            continue;
        }
        let tests = if interpreter.is_listed { Run::Tests } else { Run::Unlisted };
        let same = move || run(interpreter, &stage::stage(interpreter, false)?, User::Same);
        runs.push(tests(what.clone(), Box::new(same)));
        if is_root {
            let folder = move || stage::folder(interpreter);
            let nobody = move || run(interpreter, &folder()?, User::Nobody);
            runs.push(tests(format!("{what} as an ordinary user"), Box::new(nobody)));
        }
    }
    let stubs = "Python type stubs".to_owned();
    let reason = interpreters::newest().and_then(|newest| {
        lacking(newest, &[NEEDED, "ensurepip"].join(", ")).or_else(|| {
            let error = stubtest::tool(newest).err()?;
            Some(format!("mypy comes from PyPI, and cannot be installed: {error}"))
        })
    });
    match reason {
        Some(reason) => runs.push(Run::Skipped(stubs, reason)),
        None => runs.push(Run::Check(stubs, || stubtest::main(&interpreters::find(&[])?))),
    }
    runs
}

/// What the tests take for granted of an interpreter, and systems pack apart from it.
const NEEDED: &str = "ctypes, multiprocessing, shutil, unittest, venv";

/// What a user of Debian does about it.
const INSTALL: &str = "`apt-get install python3 python3-venv`";

/// Why nothing that needs these modules can run on an interpreter, and what would help.
fn lacking(interpreter: &Interpreter, modules: &str) -> Option<String> {
    let mut python = interpreter.python();
    let output = python.args(["-I", "-c", &format!("import {modules}")]).output().ok()?;
    let said = String::from_utf8_lossy(&output.stderr);
    let last = said.lines().last().unwrap_or("it does not start");
    (!output.status.success()).then(|| format!("{last}; the rest of its library: {INSTALL}"))
}

/// The newest version's, without the random calls, which take longest.
fn newest_quickly() -> Run {
    let what = "Python tests without random calls".to_owned();
    let Some(newest) = interpreters::newest() else {
        return Run::Skipped(what, format!("no interpreter here; {INSTALL}"));
    };
    if let Some(reason) = lacking(newest, NEEDED) {
        return Run::Skipped(what, reason);
    }
    let run = move || {
        let folder = stage::stage(newest, false)?;
        Apart::find().tee(python(newest, &folder, User::Same).arg("--quick"))
    };
    Run::Tests(what, Box::new(run))
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
    let mut python = interpreter.python();
    python.args(["-B", "python/tests/run.py", "--package"]).arg(folder);
    if user == User::Nobody {
        python.arg("--as-user");
    }
    if interpreters::newest().is_some_and(|newest| newest.version != interpreter.version) {
        python.arg("--older");
    }
    python
}
