//! Tests that others wrote, with the package in the place of what they test: a script of `conformance/` for each interpreter
//! and each kind of user.

use std::collections::{BTreeMap, VecDeque};
use std::path::Path;
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use serde_json::Value;

use super::own_tests::User;
use super::{Interpreter, interpreters, stage};
use crate::run::{self, Result};
use crate::{Options, setup, table};

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

/// One interpreter, as one user.
struct Run<'a> {
    interpreter: &'a Interpreter,
    user: User,
}

pub(super) fn main(versions: &[String], options: &Options) -> Result {
    let (suite, rest) = Suite::of(&options.rest);
    let control = options.has("--control");
    if control && suite == Suite::Psutil {
        return Err("--control: psutil is not a module of the interpreter's".into());
    }
    let jobs: usize = options.value("--jobs").unwrap_or("1").parse()?;
    let out = run::target_dir()?.join("conformance");
    std::fs::create_dir_all(&out)?;
    let found = interpreters::find(versions)?;
    let (tested, without): (Vec<_>, Vec<_>) = found.iter().partition(|found| found.has_tests);
    for interpreter in &without {
        println!("Python {}: its own tests are not installed", interpreter.version);
    }
    let users = users(suite, options);
    let runs = if options.has("--sample") { sample(&tested, users) } else { all(&tested, users) };
    if runs.is_empty() {
        return Err("no interpreter with its own tests".into());
    }
    let mut packages = BTreeMap::new();
    for interpreter in runs.iter().map(|run| run.interpreter) {
        if !control && !packages.contains_key(&interpreter.version) {
            let package = stage::stage(interpreter, options.has("--release"))?;
            packages.insert(&interpreter.version, package);
        }
    }
    let commands = runs.iter().map(|run| {
        let mut command = harness(run, suite.script());
        command.arg("--out").arg(&out);
        if run.user == User::Nobody {
            command.arg("--as-user");
        }
        match packages.get(&run.interpreter.version) {
            Some(package) => command.arg("--package").arg(package),
            None => command.arg("--control"),
        };
        command.args(rest);
        command
    });
    let failed = at_a_time(jobs, commands.collect());
    if suite == Suite::CPython && !control {
        summary(&runs, &out)?;
    }
    let limited =
        control || !rest.is_empty() || options.has("--as-user") || options.has("--sample");
    if tested.len() == interpreters::SUPPORTED.len() && setup::is_root() && !limited {
        let newest = interpreters::newest().or(found.last()).ok_or("no interpreter")?;
        let mut report = newest.python();
        report.args(["-B", "conformance/report.py"]).arg(&out);
        run::run(report.arg("docs/conformance.md").arg(suite.part()))?;
    } else {
        println!("docs/conformance.md is not rewritten: this was not everything");
    }
    if failed { Err(run::Reported.into()) } else { Ok(()) }
}

/// The users that a suite is run as.
fn users(suite: Suite, options: &Options) -> &'static [User] {
    // What packages test of refusals, nobody refuses the superuser.
    if setup::is_root() && !options.has("--as-user") && suite != Suite::Packages {
        &[User::Same, User::Nobody]
    } else {
        &[User::Nobody]
    }
}

fn all<'a>(tested: &[&'a Interpreter], users: &[User]) -> Vec<Run<'a>> {
    let runs = |interpreter: &&'a Interpreter| {
        let interpreter = *interpreter;
        users.iter().map(move |user| Run { interpreter, user: *user }).collect::<Vec<_>>()
    };
    tested.iter().flat_map(runs).collect()
}

/// The oldest and the newest as the first of the users, one between them as the last.
fn sample<'a>(tested: &[&'a Interpreter], users: &[User]) -> Vec<Run<'a>> {
    let (Some(first), Some(last)) = (users.first(), users.last()) else { return Vec::new() };
    let chosen = [(0, first), (tested.len().saturating_sub(1), first), (tested.len() / 2, last)];
    let mut runs: Vec<Run<'a>> = Vec::new();
    for (at, user) in chosen {
        let Some(interpreter) = tested.get(at).copied() else { continue };
        if !runs.iter().any(|run| run.interpreter == interpreter && run.user == *user) {
            runs.push(Run { interpreter, user: *user });
        }
    }
    runs
}

/// Runs commands, so many at a time; whether one has failed. Where there are several, each shows what it printed at its end.
fn at_a_time(jobs: usize, commands: Vec<Command>) -> bool {
    if jobs < 2 || commands.len() < 2 {
        return commands
            .into_iter()
            .map(|mut command| run::run(&mut command).is_err())
            .fold(false, |a, b| a | b);
    }
    let waiting = Mutex::new(VecDeque::from(commands));
    let failed = AtomicBool::new(false);
    let next = || waiting.lock().ok()?.pop_front();
    thread::scope(|scope| {
        for _ in 0..jobs {
            scope.spawn(|| {
                while let Some(mut command) = next() {
                    run::announce(&command);
                    let (good, said) = run::said(&mut command);
                    print!("\n{said}");
                    failed.fetch_or(!good, Ordering::Relaxed);
                }
            });
        }
    });
    failed.into_inner()
}

/// What came of the runs, by the results that they have written.
fn summary(runs: &[Run<'_>], out: &Path) -> Result {
    let head = ["Python", "user", "passed", "excepted", "faults", "seconds", ""];
    let mut rows = vec![head.map(String::from).to_vec()];
    for run in runs {
        let same = run.user == User::Same && setup::is_root();
        let who = if same { "superuser" } else { "ordinary" };
        let file = out.join(format!("{}-{who}.json", run.interpreter.version));
        let result: Value = serde_json::from_str(&std::fs::read_to_string(file)?)?;
        let number = |row: &Value, name: &str| row["ours"][name].as_u64().unwrap_or_default();
        let passed = |row: &Value| number(row, "run").saturating_sub(number(row, "failed"));
        let passed: u64 =
            result["rows"].as_array().iter().flat_map(|rows| rows.iter()).map(passed).sum();
        let length = |name: &str| result[name].as_object().map_or(0, serde_json::Map::len);
        let remark = if result["listed"] == false { "differences: not listed yet" } else { "" };
        rows.push(vec![
            result["python"].as_str().unwrap_or_default().to_owned(),
            who.to_owned(),
            passed.to_string(),
            length("excepted").to_string(),
            length("faults").to_string(),
            result["seconds"].to_string(),
            remark.to_owned(),
        ]);
    }
    println!();
    table::print(&rows);
    Ok(())
}

/// A script, with devices of its own where it has the superuser's permissions.
fn harness(run: &Run<'_>, script: &str) -> Command {
    let mut command = run.interpreter.python_apart();
    // The sources stay as they are: no compiled files beside them.
    command.arg("-B").arg(run::root().join("conformance").join(script));
    command
}

#[cfg(test)]
mod tests {
    use super::{all, at_a_time, sample};
    use crate::python::Interpreter;
    use crate::python::own_tests::User;
    use crate::run;

    #[test]
    fn a_sample_has_both_ends_and_both_users() {
        let versions = ["3.11", "3.12", "3.13", "3.14", "3.15"].map(Interpreter::of_version);
        let tested: Vec<&Interpreter> = versions.iter().collect();
        let both = [User::Same, User::Nobody];
        let names = |tested: &[&Interpreter], users: &[User]| -> Vec<(String, bool)> {
            let name =
                |run: &super::Run<'_>| (run.interpreter.version.clone(), run.user == User::Same);
            sample(tested, users).iter().map(name).collect()
        };
        let of = |version: &str, same| (version.to_owned(), same);
        assert_eq!(names(&tested, &both), [of("3.11", true), of("3.15", true), of("3.13", false)]);
        assert_eq!(names(&tested[..1], &both), [of("3.11", true), of("3.11", false)]);
        assert_eq!(names(&tested[..1], &both[1..]), [of("3.11", false)]);
        assert_eq!(names(&[], &both), []);
        assert_eq!(all(&tested, &both).len(), 10);
    }

    #[test]
    fn a_failure_is_one_among_several() {
        let commands = |words: &[&str]| {
            words
                .iter()
                .map(|word| {
                    let mut sh = run::program("sh");
                    sh.args(["-c", word]);
                    sh
                })
                .collect()
        };
        for jobs in [1, 2] {
            assert!(at_a_time(jobs, commands(&["exit 0", "exit 3", "exit 0"])));
            assert!(!at_a_time(jobs, commands(&["exit 0", "exit 0", "exit 0"])));
        }
    }
}
