//! Tests that others wrote, with the package in the place of what they test: a script of `conformance/` for each interpreter
//! and each kind of user.

use super::{Interpreter, interpreters, stage};
use crate::run::{self, Result};
use crate::{Options, setup};

/// Whose tests.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Suite {
    /// Each interpreter's own.
    CPython,
    /// psutil's, of `ostler.process`.
    Psutil,
    /// Those of packages that live on `os`.
    Packages,
}

impl Suite {
    /// What the command's arguments begin with, and what is left of them.
    fn of(words: &[String]) -> (Self, &[String]) {
        match words {
            [first, rest @ ..] if first == "psutil" => (Self::Psutil, rest),
            [first, rest @ ..] if first == "packages" => (Self::Packages, rest),
            all => (Self::CPython, all),
        }
    }

    const fn script(self) -> &'static str {
        match self {
            Self::CPython => "run.py",
            Self::Psutil => "processes.py",
            Self::Packages => "packages.py",
        }
    }

    /// What its part of the page is called.
    const fn part(self) -> &'static str {
        match self {
            Self::CPython => "cpython",
            Self::Psutil => "psutil",
            Self::Packages => "packages",
        }
    }
}

pub(super) fn main(versions: &[String], options: &Options) -> Result {
    let (suite, rest) = Suite::of(&options.rest);
    let control = options.has("--control");
    if control && suite == Suite::Psutil {
        return Err("--control: psutil is not a module of the interpreter's".into());
    }
    let out = run::target_dir()?.join("conformance");
    std::fs::create_dir_all(&out)?;
    let (tested, without): (Vec<_>, Vec<_>) =
        interpreters::find(versions)?.into_iter().partition(|interpreter| interpreter.has_tests);
    for interpreter in &without {
        println!("Python {}: its own tests are not installed", interpreter.version);
    }
    let Some(newest) = tested.last() else {
        return Err("no interpreter with its own tests".into());
    };
    let users = users(suite, options);
    let mut failed = false;
    for interpreter in &tested {
        let package =
            (!control).then(|| stage::stage(interpreter, options.has("--release"))).transpose()?;
        for user in users {
            let mut command = harness(interpreter, suite.script());
            command.arg("--out").arg(&out).args(*user);
            match &package {
                Some(package) => command.arg("--package").arg(package),
                None => command.arg("--control"),
            };
            failed |= run::run(command.args(rest)).is_err();
        }
    }
    let everything = versions.is_empty() && without.is_empty() && rest.is_empty() && !control;
    if everything && !options.has("--as-user") {
        let mut report = harness(newest, "report.py");
        run::run(report.arg(&out).arg("docs/conformance.md").arg(suite.part()))?;
    } else {
        println!("docs/conformance.md is not rewritten: this was not everything");
    }
    if failed { Err(run::Reported.into()) } else { Ok(()) }
}

/// As whom: the arguments that say so.
fn users(suite: Suite, options: &Options) -> &'static [&'static [&'static str]] {
    // What packages test of refusals, nobody refuses the superuser.
    if setup::is_root() && !options.has("--as-user") && suite != Suite::Packages {
        &[&[], &["--as-user"]]
    } else {
        &[&["--as-user"]]
    }
}

fn harness(interpreter: &Interpreter, script: &str) -> std::process::Command {
    let mut command = run::program(&interpreter.program);
    // The sources stay as they are: no compiled files beside them.
    command.arg("-B").arg(run::root().join("conformance").join(script));
    command
}
