//! The Python package: built and staged, made into wheels, held against the interpreter's own tests.

mod bed;
mod bench;
mod conformance;
mod environment;
mod interpreters;
mod own_tests;
mod pgo;
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
            let (status, _) = own_tests::run(interpreter, &folder, own_tests::User::Same)?;
            if !status.success() && !interpreter.is_listed {
                println!("Python {} fails, and is not listed yet", interpreter.release);
            }
            failed |= !status.success() && interpreter.is_listed;
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
    let options = Options::parse(&args, &["--test", "--pgo"], false)?;
    let interpreters = interpreters::find(&versions)?;
    wheel::main(&interpreters, options.has("--test"), options.has("--pgo"))
}

/// `cargo xtask conformance`: the interpreters' own tests of these modules.
pub(crate) fn conformance(args: &[String]) -> Result {
    let (versions, args) = versions(args)?;
    let known = ["--release", "--as-user", "--control", "--sample", "--jobs="];
    let options = Options::parse(&args, &known, true)?;
    conformance::main(&versions, &options)
}

/// `cargo xtask bench python`: the package beside its peers, on the newest interpreter unless one is asked for.
pub(crate) fn bench(args: &[String]) -> Result {
    let (versions, args) = versions(args)?;
    let (programs, args) = taken_out("--interpreter", &args)?;
    let (by_profile, words) = args.into_iter().partition::<Vec<_>, _>(|arg| arg == "--pgo");
    let interpreter = match programs.last() {
        Some(program) => Some(interpreters::at(program)?),
        None => interpreters::find(&versions)?.pop(),
    };
    match interpreter {
        Some(interpreter) => bench::main(&interpreter, !by_profile.is_empty(), &words),
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
    taken_out("--python", args)
}

/// Takes an option with a value out of the arguments, as often as it is there.
fn taken_out(option: &str, args: &[String]) -> Result<(Vec<String>, Vec<String>)> {
    let (mut values, mut rest) = (Vec::new(), Vec::new());
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        if arg == option {
            values.push(args.next().ok_or_else(|| format!("{option}: which one?"))?.clone());
        } else if let Some(value) = arg.strip_prefix(option).and_then(|rest| rest.strip_prefix('='))
        {
            values.push(value.to_owned());
        } else {
            rest.push(arg.clone());
        }
    }
    Ok((values, rest))
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
