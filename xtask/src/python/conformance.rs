//! The interpreters' own tests, with the package in the place of their modules: `conformance/run.py` for each of them.

use super::{Interpreter, interpreters, stage};
use crate::run::{self, Result};
use crate::{Options, setup};

pub(super) fn main(versions: &[String], options: &Options) -> Result {
    if let [first, files @ ..] = &options.rest[..]
        && first == "psutil"
    {
        return processes(versions, options, files);
    }
    let out = run::target_dir()?.join("conformance");
    std::fs::create_dir_all(&out)?;
    let found = interpreters::find(versions)?;
    let (tested, without): (Vec<_>, Vec<_>) = found.into_iter().partition(|i| i.has_tests);
    for interpreter in &without {
        println!("Python {}: its own tests are not installed", interpreter.version);
    }
    let Some(newest) = tested.last() else {
        return Err("no interpreter with its own tests".into());
    };
    let both = setup::is_root() && !options.has("--as-user");
    let packages = options.rest.first().is_some_and(|name| name == "packages");
    let (script, rest) =
        if packages { ("packages.py", &options.rest[1..]) } else { ("run.py", &options.rest[..]) };
    // What packages test of refusals, nobody refuses the superuser.
    let both = both && !packages;
    let users: &[&[&str]] = if both { &[&[], &["--as-user"]] } else { &[&["--as-user"]] };
    let mut failed = false;
    for interpreter in &tested {
        let package = if options.has("--control") {
            None
        } else {
            Some(stage::stage(interpreter, options.has("--release"))?)
        };
        for user in users {
            let mut command = harness(interpreter, script);
            command.arg("--out").arg(&out).args(*user);
            match &package {
                Some(package) => command.arg("--package").arg(package),
                None => command.arg("--control"),
            };
            failed |= run::run(command.args(rest)).is_err();
        }
    }
    let everything =
        versions.is_empty() && without.is_empty() && (both || packages) && rest.is_empty();
    if everything && !options.has("--control") {
        run::run(harness(newest, "report.py").arg(&out).arg("docs/conformance.md").arg("cpython"))?;
    } else {
        println!("docs/conformance.md is not rewritten: this was not everything");
    }
    if failed { Err(run::Reported.into()) } else { Ok(()) }
}

/// `cargo xtask conformance psutil`: psutil's own tests of processes, with `ostler.process` in its place.
fn processes(versions: &[String], options: &Options, files: &[String]) -> Result {
    let out = run::target_dir()?.join("conformance");
    std::fs::create_dir_all(&out)?;
    let found = interpreters::find(versions)?;
    let both = setup::is_root() && !options.has("--as-user");
    let users: &[&[&str]] = if both { &[&[], &["--as-user"]] } else { &[&["--as-user"]] };
    let mut failed = false;
    for interpreter in &found {
        let package = stage::stage(interpreter, options.has("--release"))?;
        for user in users {
            let mut command = harness(interpreter, "processes.py");
            command.arg("--package").arg(&package).arg("--out").arg(&out);
            failed |= run::run(command.args(*user).args(files)).is_err();
        }
    }
    if let Some(newest) = found.last()
        && versions.is_empty()
        && both
        && files.is_empty()
    {
        run::run(harness(newest, "report.py").arg(&out).arg("docs/conformance.md").arg("psutil"))?;
    } else {
        println!("docs/conformance.md is not rewritten: this was not everything");
    }
    if failed { Err(run::Reported.into()) } else { Ok(()) }
}

fn harness(interpreter: &Interpreter, script: &str) -> std::process::Command {
    let mut command = run::program(&interpreter.program);
    // The sources stay as they are: no compiled files beside them.
    command.arg("-B").arg(run::root().join("conformance").join(script));
    command
}
