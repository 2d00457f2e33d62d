//! The Python package: built and staged, made into wheels, held against the interpreter's own tests.

mod bed;
mod bench;
mod conformance;
mod environment;
mod interpreters;
mod own_tests;
mod stage;
mod stubtest;
mod style;
mod wheel;

use crate::Options;
use crate::run::{self, Result};

pub(crate) use environment::Environment;
pub(crate) use interpreters::{Interpreter, cargo, ends, find_one as interpreter, workspace};
pub(crate) use own_tests::{Run, runs};
pub(crate) use stage::put_together;
pub(crate) use style::check as style;

/// As many random calls as there can be in ten minutes.
const FUZZ: [&str; 2] = ["--calls=100000000", "--seconds=600"];

/// `cargo xtask python`: an importable package for each interpreter.
pub(crate) fn main(args: &[String]) -> Result {
    let (versions, args) = versions(args)?;
    let options = Options::parse(&args, &["--release", "--test", "--fuzz", "--stubtest"], false)?;
    let interpreters = interpreters::find(&versions)?;
    if options.has("--stubtest") {
        return stubtest::main(&interpreters);
    }
    let mut failed = false;
    for interpreter in &interpreters {
        let folder = stage::stage(interpreter, options.has("--release"))?;
        if options.has("--test") {
            failed |= !own_tests::run(interpreter, &folder, own_tests::User::Same)?.0.success();
        } else if options.has("--fuzz") {
            let mut python = interpreter.python();
            python.args(["-B", "python/tests/fuzz.py"]).args(FUZZ);
            failed |= run::run(python.env("PYTHONPATH", folder)).is_err();
        } else {
            let mut python = interpreter.python();
            python.arg("-B").env("PYTHONPATH", folder);
            run::run(python.args(["-c", "from ostler import os; print(os.__file__)"]))?;
        }
    }
    if failed { Err(run::Reported.into()) } else { Ok(()) }
}

/// `cargo xtask wheel`: a wheel for each interpreter.
pub(crate) fn wheel(args: &[String]) -> Result {
    let (versions, args) = versions(args)?;
    let options = Options::parse(&args, &["--test"], false)?;
    wheel::main(&interpreters::find(&versions)?, options.has("--test"))
}

/// `cargo xtask conformance`: the interpreters' own tests of these modules.
pub(crate) fn conformance(args: &[String]) -> Result {
    let (versions, args) = versions(args)?;
    let known = ["--release", "--as-user", "--control", "--sample", "--jobs="];
    let options = Options::parse(&args, &known, true)?;
    conformance::main(&versions, &options)
}

/// `cargo xtask bench python`: the package beside its peers, on this machine's newest interpreter unless one is asked for.
pub(crate) fn bench(args: &[String]) -> Result {
    let (versions, words) = versions(args)?;
    if versions.is_empty() {
        return bench::main(interpreters::newest().ok_or("no interpreter")?, &words);
    }
    match interpreters::find(&versions)?.last() {
        Some(interpreter) => bench::main(interpreter, &words),
        None => Ok(()),
    }
}

/// The releases of the interpreters there are.
pub(crate) fn releases() -> Result<Vec<String>> {
    let found = interpreters::find(&[])?;
    Ok(found.into_iter().map(|interpreter| interpreter.release).collect())
}

/// Takes `--python X.Y` out of the arguments, as often as it is there.
pub(crate) fn versions(args: &[String]) -> Result<(Vec<String>, Vec<String>)> {
    let (mut versions, mut rest) = (Vec::new(), Vec::new());
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        if arg == "--python" {
            versions.push(args.next().ok_or("--python: which version?")?.clone());
        } else if let Some(version) = arg.strip_prefix("--python=") {
            versions.push(version.to_owned());
        } else {
            rest.push(arg.clone());
        }
    }
    Ok((versions, rest))
}

#[cfg(test)]
mod tests {
    use super::versions;

    #[test]
    fn versions_are_taken_out() {
        let words = |text: &str| text.split_whitespace().map(String::from).collect::<Vec<_>>();
        let found = versions(&words("--python 3.11 --release --python=3.13 test_os")).unwrap();
        assert_eq!(found, (words("3.11 3.13"), words("--release test_os")));
        assert!(versions(&words("--python")).is_err());
    }
}
