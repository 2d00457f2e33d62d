//! `cargo xtask test`: every test there is, on whatever this machine has.

mod apart;
mod count;
mod guard;
mod left;
mod report;

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::run::{self, Result};
use crate::targets::{MACOS, Toolchain};
use crate::{Options, coverage, python, setup};
pub(crate) use apart::Apart;
pub(crate) use count::Count;
use guard::Machine;
pub(crate) use report::Report;

/// The crates of the library, for cargo.
pub(crate) const LIBRARY: [&str; 4] = ["--package", "ostler", "--package", "ostler-sys"];

/// The user and group without rights of their own: `nobody`.
pub(crate) const NOBODY: u32 = 65534;

/// Tests that take longest, by parts of their names: a quick run leaves them out.
const SLOW: [&str; 12] = [
    "a_signal_never_reaches_the_next_holder",
    "at_random_are_what_the_stock_interpreter_says",
    "deep_enough_to_share",
    "every_directive_is_the_c_librarys",
    "libc_ver::at_the_edges_of_what_is_read",
    "many_make_the_same_at_once",
    "names_and_forms_are_what_the_stock_interpreter_says",
    "nothing_outside_is_touched",
    "thousands_of_numbers",
    "thousands_with_few_descriptors",
    "those_of_the_stock_interpreter",
    "three_thousand_levels_with_64_descriptors",
];

/// What else it leaves out.
const NOT_QUICK: &str = "left out by --quick: the slowest dozen of tests, the library through the C library and as an ordinary user, examples in the \
                         documentation, coverage, type checks, Python but for the newest, its random calls and type stubs";

pub(crate) fn main(options: &Options) -> Result {
    let machine = Machine::look()?;
    let mut report = Report::default();
    let quick = options.has("--quick");
    let is_root = setup::is_root();
    let user = if is_root { "the superuser" } else { "an ordinary user" };
    println!("commands run {}", Apart::find().said());

    // Tests start them.
    report.check("example programs build", || {
        run::run(python::cargo().arg("build").args(python::workspace()).arg("--examples"))
    });
    report.tests(&format!("tests as {user}"), &tests(python::workspace(), quick));
    if !quick {
        whole(&mut report, is_root);
    }
    report.check("the command starts", smoke);
    for run in python::runs(is_root, quick) {
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
    report.check("no process is left", left::none);
    report.check("the machine is as it was", || machine.unchanged());
    if quick {
        report.skip("the rest", NOT_QUICK);
    }
    report.finish(options.has("--no-skip"))
}

/// What a quick run leaves out, but for Python's.
fn whole(report: &mut Report, is_root: bool) {
    report.tests(
        "library tests through the C library",
        &tests(&["--package", "ostler", "--features", "use-libc"], false),
    );
    report.tests("examples in the documentation", &documented_examples());
    if is_root {
        report.tests("library tests as an ordinary user", &as_ordinary_user());
    } else {
        report.skip("tests as the superuser", "this user is not the superuser");
    }
    match coverage::check() {
        Ok(unchecked) => {
            report.check("coverage", || Ok(()));
            for (platform, reason) in unchecked {
                report.skip(&format!("coverage on {}", platform.name()), &reason);
            }
        }
        Err(error) => report.check("coverage", || Err(error)),
    }
    match Toolchain::find(MACOS) {
        Ok(toolchain) => report.check("macOS type check", || {
            run::run(toolchain.cargo(&["check", "--quiet"])?.args(["--package", "ostler"]))
        }),
        Err(reason) => report.skip("macOS type check", &reason.to_string()),
    }
}

/// All tests but those in the documentation, of the packages and with the features that the arguments say.
fn tests(of: &[&str], quick: bool) -> Result<Count> {
    let slow = if quick { &SLOW[..] } else { &[] };
    if run::succeeds(run::cargo().args(["nextest", "--version"])) {
        let nextest = ["nextest", "run", "--no-fail-fast", "--status-level=fail"];
        let mut cargo = python::cargo();
        cargo.args(nextest).args(of);
        if quick {
            let slow: Vec<String> = slow.iter().map(|part| format!("test({part})")).collect();
            cargo.arg("-E").arg(format!("not ({})", slow.join(" + ")));
        }
        let (status, text) = Apart::find().tee(&cargo)?;
        return Ok(Count::of_nextest(&text).checked(status));
    }
    // All that has tests: not the extension module, which no program can be linked with.
    let tests = ["test", "--no-fail-fast", "--tests"];
    let mut cargo = python::cargo();
    cargo.args(tests).args(of).arg("--");
    for part in slow {
        cargo.args(["--skip", part]);
    }
    let (status, text) = Apart::find().tee(&cargo)?;
    Ok(Count::of_harness(&text).checked(status))
}

fn documented_examples() -> Result<Count> {
    let tests = ["--no-fail-fast", "--doc", "--quiet"];
    let mut cargo = python::cargo();
    cargo.arg("test").args(python::workspace()).args(tests);
    let (status, text) = Apart::find().tee(&cargo)?;
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
    let programs =
        programs(run::cargo().args(["test", "--no-run", "--lib", "--tests"]).args(LIBRARY))?;
    let folder = Folder::new()?;
    let mut total = Count::default();
    for Program { path, .. } in programs {
        // The build may be in a place closed to others.
        let copy = folder.0.join(path.file_name().unwrap_or_default());
        std::fs::copy(&path, &copy)?;
        let mut command = run::program("setpriv");
        command.args([format!("--reuid={NOBODY}"), format!("--regid={NOBODY}")]);
        command.arg("--clear-groups").arg(&copy).arg("--quiet");
        command.current_dir(&folder.0).env("HOME", &folder.0);
        let (status, text) = Apart::find().tee(&command)?;
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
