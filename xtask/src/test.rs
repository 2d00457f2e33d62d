//! `cargo xtask test`: every test there is, on whatever this machine has.

use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus};

use crate::run::{self, Result};
use crate::targets::{MACOS, Toolchain};
use crate::{Options, coverage, python, setup, table};

/// The user and group of nobody in particular.
pub(crate) const NOBODY: u32 = 65534;

pub(crate) fn main(options: &Options) -> Result {
    let mut report = Report::default();
    let is_root = setup::is_root();
    let user = if is_root { "the superuser" } else { "an ordinary user" };

    report.tests(&format!("tests as {user}"), &tests(python::workspace()));
    report.tests(
        "library tests through the C library",
        &tests(&["--package", "ostler", "--features", "use-libc"]),
    );
    report.tests("examples in the documentation", &documented_examples());
    if is_root {
        report.tests("library tests as an ordinary user", &as_ordinary_user());
    } else {
        report.skip("tests as the superuser", "this user is not the superuser");
    }
    report.check("example programs build", || {
        run::run(python::cargo().arg("build").args(python::workspace()).arg("--examples"))
    });
    report.check("the command starts", smoke);
    report.check("coverage", || {
        coverage::main(&Options { flags: vec!["--check"], ..Options::default() })
    });
    match Toolchain::find(MACOS) {
        Ok(toolchain) => report.check("macOS type check", || {
            run::run(toolchain.cargo(&["check", "--quiet"])?.args(["--package", "ostler"]))
        }),
        Err(reason) => report.skip("macOS type check", &reason.to_string()),
    }
    for run in python::runs(is_root) {
        match run {
            python::Run::Tests(what, run) => report
                .tests(&what, &run().map(|(status, text)| Count::of_python(&text).checked(status))),
            python::Run::Unlisted(what, run) => report.unlisted(
                &what,
                run().map(|(status, text)| Count::of_python(&text).checked(status)),
            ),
            python::Run::Check(what, check) => report.check(&what, check),
            python::Run::Absent(what, remark) => report.absent(&what, &remark),
            python::Run::Skipped(what, reason) => report.skip(&what, &reason),
        }
    }
    report.finish(options.has("--no-skip"))
}

/// All tests but those in the documentation, of the packages and with the features that the arguments say.
fn tests(of: &[&str]) -> Result<Count> {
    if run::succeeds(run::cargo().args(["nextest", "--version"])) {
        let nextest = ["nextest", "run", "--no-fail-fast", "--status-level=fail"];
        let (status, text) = run::tee(python::cargo().args(nextest).args(of))?;
        return Ok(Count::of_nextest(&text).checked(status));
    }
    let tests = ["test", "--no-fail-fast", "--lib", "--bins", "--tests", "--examples"];
    let (status, text) = run::tee(python::cargo().args(tests).args(of))?;
    Ok(Count::of_harness(&text).checked(status))
}

fn documented_examples() -> Result<Count> {
    let tests = ["--no-fail-fast", "--doc", "--quiet"];
    let mut cargo = python::cargo();
    let (status, text) = run::tee(cargo.arg("test").args(python::workspace()).args(tests))?;
    Ok(Count::of_harness(&text).checked(status))
}

/// A program of tests.
pub(crate) struct Program {
    pub(crate) name: String,
    pub(crate) path: PathBuf,
}

/// The programs of tests that a `cargo test --no-run` builds.
pub(crate) fn programs(cargo: &mut Command) -> Result<Vec<Program>> {
    let messages = run::messages(cargo)?;
    let program = |message: &serde_json::Value| {
        // The command itself is built for its tests.
        message["profile"]["test"].as_bool().filter(|is_test| *is_test)?;
        Some(Program {
            name: message["target"]["name"].as_str()?.to_owned(),
            path: message["executable"].as_str()?.into(),
        })
    };
    Ok(messages.iter().filter_map(program).collect())
}

/// The library's tests once more, without the superuser's permissions.
fn as_ordinary_user() -> Result<Count> {
    let build = ["test", "--no-run", "--package", "ostler", "--lib", "--tests"];
    let programs = programs(run::cargo().args(build))?;
    let folder = Folder::new()?;
    let mut total = Count::default();
    for Program { path, .. } in programs {
        // The build may be in a place closed to others.
        let copy = folder.0.join(path.file_name().unwrap_or_default());
        std::fs::copy(&path, &copy)?;
        let mut command = Command::new(&copy);
        command.arg("--quiet").current_dir(&folder.0).env("HOME", &folder.0);
        command.stdin(std::process::Stdio::null()).uid(NOBODY).gid(NOBODY);
        let (status, text) = run::tee(&mut command)?;
        total = total.plus(Count::of_harness(&text).checked(status));
    }
    Ok(total)
}

/// A folder others can read, gone when it is dropped.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new() -> Result<Self> {
        let path = std::env::temp_dir().join(format!("ostler-xtask-{}", std::process::id()));
        std::fs::create_dir(&path)?;
        let folder = Self(path);
        std::fs::set_permissions(&folder.0, PermissionsExt::from_mode(0o755))?;
        Ok(folder)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    /// Makes it a user's own.
    pub(crate) fn give_to(&self, user: u32) -> Result {
        Ok(std::os::unix::fs::chown(&self.0, Some(user), Some(user))?)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// The command as it is built: it says who it is and how it is used.
fn smoke() -> Result {
    run::run(run::cargo().args(["build", "--quiet", "--package", "ostler-cli"]))?;
    for argument in ["--version", "--help"] {
        let mut command = run::program(run::target_dir()?.join("debug/ostler"));
        run::announce(command.arg(argument));
        let text = run::output(&mut command)?;
        if !text.contains("ostler") {
            return Err(format!("ostler {argument} says {text:?}").into());
        }
    }
    Ok(())
}

/// How many tests passed and failed.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub(crate) struct Count {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
}

impl Count {
    pub(crate) fn plus(self, other: Self) -> Self {
        Self { passed: self.passed + other.passed, failed: self.failed + other.failed }
    }

    /// A run that failed without a failed test (it did not build, it crashed) is a failure too.
    pub(crate) fn checked(mut self, status: ExitStatus) -> Self {
        if !status.success() && self.failed == 0 {
            self.failed = 1;
        }
        self
    }

    /// From what nextest prints at the end: `Summary [ 1.2s] 12 tests run: 11 passed (1 slow), 1 failed, 0 skipped`.
    fn of_nextest(text: &str) -> Self {
        let mut count = Self::default();
        let summaries = text.lines().filter(|line| line.trim_start().starts_with("Summary"));
        for (_, counts) in summaries.filter_map(|line| line.split_once(" run: ")) {
            for (number, outcome) in counts.split(", ").filter_map(|part| part.split_once(' ')) {
                let number: u64 = number.parse().unwrap_or(0);
                if outcome.starts_with("passed") {
                    count.passed += number;
                } else if !outcome.starts_with("skipped") {
                    count.failed += number;
                }
            }
        }
        count
    }

    /// From what the runner of the Python tests prints last: `12 passed, 0 failed, 3 skipped`.
    pub(crate) fn of_python(text: &str) -> Self {
        let number = |part: &str, what| part.strip_suffix(what)?.trim().parse().ok();
        let totals = text.lines().rev().find_map(|line| {
            let mut parts = line.split(", ");
            Some(Self {
                passed: number(parts.next()?, " passed")?,
                failed: number(parts.next()?, " failed")?,
            })
        });
        totals.unwrap_or_default()
    }

    /// From what each test binary prints at its end: `test result: ok. 5 passed; 0 failed; …`.
    pub(crate) fn of_harness(text: &str) -> Self {
        let mut count = Self::default();
        for line in text.lines().filter(|line| line.starts_with("test result:")) {
            for part in line.split(['.', ';']) {
                match part.trim().split_once(' ') {
                    Some((number, "passed")) => count.passed += number.parse().unwrap_or(0),
                    Some((number, "failed")) => count.failed += number.parse().unwrap_or(0),
                    _ => {}
                }
            }
        }
        count
    }
}

/// What was run, and with what result.
#[derive(Default)]
pub(crate) struct Report {
    rows: Vec<(String, Count, Option<String>)>,
    skipped: bool,
}

impl Report {
    pub(crate) fn tests(&mut self, what: &str, count: &Result<Count>) {
        let row = match count {
            Ok(count) => (what.to_owned(), *count, None),
            Err(error) => {
                (what.to_owned(), Count { passed: 0, failed: 1 }, Some(error.to_string()))
            }
        };
        self.rows.push(row);
    }

    pub(crate) fn check(&mut self, what: &str, check: impl FnOnce() -> Result) {
        let count = check().map(|()| Count { passed: 1, failed: 0 });
        self.tests(what, &count);
    }

    pub(crate) fn skip(&mut self, what: &str, reason: &str) {
        self.skipped = true;
        self.rows.push((what.to_owned(), Count::default(), Some(format!("skipped: {reason}"))));
    }

    /// Tests that a new release of an interpreter may fail until somebody has looked at it.
    fn unlisted(&mut self, what: &str, count: Result<Count>) {
        match count {
            Ok(Count { passed, failed: failed @ 1.. }) => {
                let remark = format!("{failed} FAILED, on a release that is not listed yet");
                self.rows.push((what.to_owned(), Count { passed, failed: 0 }, Some(remark)));
            }
            count => self.tests(what, &count),
        }
    }

    /// What this machine lacks, and need not have.
    fn absent(&mut self, what: &str, remark: &str) {
        self.rows.push((what.to_owned(), Count::default(), Some(remark.to_owned())));
    }

    pub(crate) fn finish(self, no_skip: bool) -> Result {
        let mut total = self.rows.iter().fold(Count::default(), |sum, row| sum.plus(row.1));
        let mut rows = vec![["run", "passed", "failed", ""].map(String::from).to_vec()];
        for (what, count, remark) in self.rows {
            let remark = remark.unwrap_or_default();
            rows.push(vec![what, count.passed.to_string(), count.failed.to_string(), remark]);
        }
        println!();
        table::print(&rows);
        if no_skip && self.skipped {
            println!("\nsomething was skipped, which --no-skip forbids");
            total.failed += 1;
        }
        // The last line, alone: CI reads it.
        println!("\n{} passed, {} failed", total.passed, total.failed);
        if total.failed == 0 { Ok(()) } else { Err(run::Reported.into()) }
    }
}

#[cfg(test)]
mod tests {
    use super::Count;

    #[test]
    fn nextest_is_understood() {
        let text = "     Summary [   0.5s] 12 tests run: 9 passed (1 slow), 2 failed, 1 timed out, 3 skipped\n";
        assert_eq!(Count::of_nextest(text), Count { passed: 9, failed: 3 });
        let text = "     Summary [   0.5s] 1 test run: 1 passed, 0 skipped\n";
        assert_eq!(Count::of_nextest(text), Count { passed: 1, failed: 0 });
        assert_eq!(Count::of_nextest("error: could not compile"), Count::default());
    }

    #[test]
    fn the_python_runner_is_understood() {
        let text = "test_a: 3 passed, 9 failed\n12 passed, 1 failed, 3 skipped\n";
        assert_eq!(Count::of_python(text), Count { passed: 12, failed: 1 });
        assert_eq!(Count::of_python("Traceback"), Count::default());
    }

    #[test]
    fn the_harness_is_understood() {
        let text = "test result: ok. 5 passed; 0 failed; 1 ignored; 0 measured; finished in 0.1s\n\
                    test result: FAILED. 3 passed; 2 failed; 0 ignored\n";
        assert_eq!(Count::of_harness(text), Count { passed: 8, failed: 2 });
    }
}
