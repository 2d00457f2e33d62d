//! The package's own tests: `python/tests/run.py` for each interpreter and each kind of user.

use std::path::Path;
use std::process::ExitStatus;

use super::{Interpreter, interpreters, stage, stubtest};
use crate::run::{self, Result};

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

/// The runs for every version the package is for.
pub(crate) fn runs(is_root: bool) -> Vec<Run> {
    let each = interpreters::each();
    if let (true, Some((_, Err(why)))) = (each.iter().all(|(_, found)| found.is_err()), each.last())
    {
        return vec![Run::Skipped("Python tests".to_owned(), format!("no interpreter: {why}"))];
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
        let tests = if interpreter.is_listed { Run::Tests } else { Run::Unlisted };
        let same = move || run(interpreter, &stage::stage(interpreter, false)?, User::Same);
        runs.push(tests(what.clone(), Box::new(same)));
        if is_root {
            let folder = move || stage::folder(interpreter);
            let nobody = move || run(interpreter, &folder()?, User::Nobody);
            runs.push(tests(format!("{what} as an ordinary user"), Box::new(nobody)));
        }
    }
    let stubs = || stubtest::main(&interpreters::find(&[])?);
    runs.push(Run::Check("Python type stubs".to_owned(), stubs));
    runs
}

/// Runs them with the package that is in a folder.
pub(super) fn run(
    interpreter: &Interpreter,
    folder: &Path,
    user: User,
) -> Result<(ExitStatus, String)> {
    let mut python = interpreter.python_apart();
    python.args(["-B", "python/tests/run.py", "--package"]).arg(folder);
    if user == User::Nobody {
        python.arg("--as-user");
    }
    run::tee(&mut python)
}
