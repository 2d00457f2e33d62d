//! The Python interpreters of this machine.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use super::bed::{self, Bed};
use crate::run::{self, Result};
use crate::test::Apart;

/// The versions the package is for.
pub(super) const SUPPORTED: [&str; 5] = ["3.11", "3.12", "3.13", "3.14", "3.15"];

const EXCEPTIONS: &str = include_str!("../../../conformance/exceptions.toml");

/// The oldest and the newest of them.
pub(crate) const fn ends() -> (&'static str, &'static str) {
    (SUPPORTED[0], SUPPORTED[SUPPORTED.len() - 1])
}

/// What an interpreter is asked: one answer a line.
const QUESTIONS: &str = "\
import importlib.util, platform, sys, sysconfig
print('{}.{}'.format(*sys.version_info))
print(platform.python_version())
print(sys.executable)
print(sysconfig.get_config_var('EXT_SUFFIX'))
try:
    print(importlib.util.find_spec('test.test_os') is not None)
except ImportError:
    print(False)
";

/// An interpreter, and what a package for it needs to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Interpreter {
    /// As in `3.13`.
    pub(crate) version: String,
    /// As in `3.13.0`.
    pub(super) release: String,
    /// Whether `conformance/exceptions.toml` is about this release.
    pub(super) is_listed: bool,
    /// What builds for it ask. Everything else starts it by [`Interpreter::python`]: it may be in the test bed.
    pub(crate) program: PathBuf,
    /// How the names of its extension modules end.
    pub(super) suffix: String,
    /// Whether its own tests are installed with it.
    pub(super) has_tests: bool,
    /// What enters the test bed, where it is in that.
    enter: Option<PathBuf>,
}

impl Interpreter {
    /// The interpreter itself.
    pub(super) fn python(&self) -> Command {
        if self.enter.is_some() {
            return self.beside(&Bed::python(&self.version));
        }
        run::program(&self.program)
    }

    /// The interpreter for tests, with devices of its own where it could change the system's: those of the bed are that anyway.
    pub(super) fn python_apart(&self) -> Command {
        if self.enter.is_some() {
            return self.python();
        }
        Apart::find().wrapped(&self.python())
    }

    /// A command for another program where this one is: that of a virtual environment which it has made.
    pub(super) fn beside(&self, program: &Path) -> Command {
        match &self.enter {
            None => run::program(program),
            Some(enter) => {
                let mut command = run::program(enter);
                command.arg(program);
                command
            }
        }
    }
}

/// One interpreter of each version, or of those asked for; says which there are, and which there are not.
pub(super) fn find(versions: &[String]) -> Result<Vec<Interpreter>> {
    let asked: Vec<&str> = if versions.is_empty() {
        SUPPORTED.to_vec()
    } else {
        versions.iter().map(String::as_str).collect()
    };
    if let Some(version) = asked.iter().find(|version| !SUPPORTED.contains(version)) {
        return Err(format!("{version}: the package is for {}", SUPPORTED.join(", ")).into());
    }
    let mut found = Vec::new();
    for version in &asked {
        match one(version) {
            Ok(interpreter) => {
                let place = if interpreter.enter.is_some() { ", in the test bed" } else { "" };
                println!("Python {version}: {}{place}", interpreter.release);
                found.push(interpreter);
            }
            Err(why) => println!("Python {version}: {why}"),
        }
    }
    if found.is_empty() || (found.len() < asked.len() && !versions.is_empty()) {
        return Err(format!("no Python {} here", asked.join(", ")).into());
    }
    Ok(found)
}

/// An interpreter by a program that runs it where it sees the same files: itself, or a script that enters the place where it is.
pub(super) fn at(program: &str) -> Result<Interpreter> {
    let program = std::path::absolute(program)?;
    let answers = run::output(run::program(&program).args(["-I", "-c", QUESTIONS]))?;
    let interpreter =
        parse(&answers).ok_or_else(|| format!("{}: not Python", program.display()))?;
    Ok(Interpreter { program, ..interpreter })
}

/// What is said of a version that is not there.
const NOT_FOUND: &str = "not found on PATH, nor among pyenv's";

/// Each version the package is for, with an interpreter, or why there is none.
pub(super) fn each() -> &'static [(&'static str, std::result::Result<Interpreter, String>)] {
    static EACH: OnceLock<Vec<(&str, std::result::Result<Interpreter, String>)>> = OnceLock::new();
    EACH.get_or_init(|| SUPPORTED.iter().map(|version| (*version, one(version))).collect())
}

/// One of this machine's with its tests; else the test bed's; else one without.
fn one(version: &str) -> std::result::Result<Interpreter, String> {
    let own = find_one(version);
    if !bed::VERSIONS.contains(&version) || own.as_ref().is_some_and(|own| own.has_tests) {
        return own.ok_or_else(|| NOT_FOUND.to_owned());
    }
    match bed::obtain() {
        Ok(bed) => {
            let found = ask(&bed.builder(version), version);
            let found = found.ok_or("the test bed's does not start")?;
            Ok(Interpreter { enter: Some(bed.enter()), ..found })
        }
        Err(why) => own.ok_or_else(|| format!("{NOT_FOUND}; {why}")),
    }
}

/// One of this machine's. Of several of a version, one that has its tests.
pub(crate) fn find_one(version: &str) -> Option<Interpreter> {
    let mut interpreters: Vec<Interpreter> =
        candidates(version).iter().filter_map(|program| ask(program, version)).collect();
    interpreters.sort_by_key(|interpreter| !interpreter.has_tests);
    interpreters.into_iter().next()
}

/// The newest of this machine's: what tools run on, and builds that are for no version.
pub(super) fn newest() -> Option<&'static Interpreter> {
    static NEWEST: OnceLock<Option<Interpreter>> = OnceLock::new();
    NEWEST.get_or_init(|| SUPPORTED.iter().rev().find_map(|version| find_one(version))).as_ref()
}

/// The interpreter that PyO3 is built for where it does not matter: the newest, unless somebody has said which.
pub(crate) fn cargo() -> Command {
    let mut cargo = run::cargo();
    // An extension module is not linked with the library of the interpreter, which need not be there.
    cargo.env("PYO3_BUILD_EXTENSION_MODULE", "1");
    if let (None, Some(newest)) = (std::env::var_os("PYO3_PYTHON"), newest()) {
        cargo.env("PYO3_PYTHON", &newest.program);
    }
    cargo
}

/// The arguments for all crates of the workspace, without the Python package where no interpreter is to build it for.
pub(crate) fn workspace() -> &'static [&'static str] {
    if std::env::var_os("PYO3_PYTHON").is_some() || newest().is_some() {
        return &["--workspace"];
    }
    println!("no Python {} here: ostler-python and ostler-capi are left out", SUPPORTED.join(", "));
    &["--workspace", "--exclude", "ostler-python", "--exclude", "ostler-capi"]
}

/// Where one may be: on `PATH`, then pyenv's, the latest first.
fn candidates(version: &str) -> Vec<PathBuf> {
    let name = format!("python{version}");
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut programs: Vec<PathBuf> =
        std::env::split_paths(&path).map(|folder| folder.join(&name)).collect();
    let pyenv = std::env::var_os("PYENV_ROOT").map(PathBuf::from);
    let home = std::env::var_os("HOME").map(|home| Path::new(&home).join(".pyenv"));
    if let Some(root) = pyenv.or(home) {
        let versions = std::fs::read_dir(root.join("versions")).into_iter().flatten().flatten();
        let mut folders: Vec<PathBuf> = versions.map(|entry| entry.path()).collect();
        folders.sort_by_key(|folder| std::cmp::Reverse(patch(folder, version)));
        programs.extend(folders.iter().map(|folder| folder.join("bin").join(&name)));
    }
    programs.retain(|program| program.exists());
    programs
}

/// The last part of the version in the name of a folder of pyenv's: 7 of `3.11.7`.
fn patch(folder: &Path, version: &str) -> Option<u32> {
    folder.file_name()?.to_str()?.strip_prefix(version)?.strip_prefix('.')?.parse().ok()
}

#[cfg(test)]
impl Interpreter {
    /// One that is not there.
    pub(super) fn of_version(version: &str) -> Self {
        let program = PathBuf::from(format!("python{version}"));
        let (release, suffix) = (format!("{version}.0"), ".so".to_owned());
        let version = version.to_owned();
        Self { version, release, is_listed: true, program, suffix, has_tests: true, enter: None }
    }
}

fn ask(program: &Path, version: &str) -> Option<Interpreter> {
    // A shim of pyenv's is there for versions that are not chosen, too, and then fails.
    let output = run::program(program).args(["-I", "-c", QUESTIONS]).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    parse(&text).filter(|interpreter| interpreter.version == version)
}

/// Whether the page of exceptions lists a version, or this release of it.
fn is_listed(page: &str, version: &str, release: &str) -> bool {
    let line = page.lines().find_map(|line| line.strip_prefix("listed = "));
    let mut names = line.unwrap_or_default().split('"').skip(1).step_by(2);
    names.any(|name| name == version || name == release)
}

fn parse(answers: &str) -> Option<Interpreter> {
    let mut lines = answers.lines();
    let (version, release) = (lines.next()?.to_owned(), lines.next()?.to_owned());
    Some(Interpreter {
        is_listed: is_listed(EXCEPTIONS, &version, &release),
        version,
        release,
        program: PathBuf::from(lines.next()?),
        suffix: lines.next()?.to_owned(),
        has_tests: lines.next()? == "True",
        enter: None,
    })
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{EXCEPTIONS, SUPPORTED, is_listed, parse, patch};

    #[test]
    fn answers_are_understood() {
        let suffix = ".cpython-313-x86_64-linux-gnu.so";
        let python =
            parse(&format!("3.13\n3.13.0\n/usr/bin/python3.13\n{suffix}\nTrue\n")).unwrap();
        assert_eq!((python.version.as_str(), python.suffix.as_str()), ("3.13", suffix));
        assert!(python.has_tests);
        assert_eq!(parse("3.13\n"), None);
    }

    #[test]
    fn releases_are_listed_or_their_version_is() {
        let page = "# listed = [\"3.12\"]\nlisted = [\"3.11\", \"3.15.2\"]\n";
        assert!(is_listed(page, "3.11", "3.11.9") && is_listed(page, "3.15", "3.15.2"));
        assert!(!is_listed(page, "3.15", "3.15.3") && !is_listed(page, "3.12", "3.12.1"));
        // Each version has at least one release there.
        for version in SUPPORTED {
            assert!((0..50).any(|n| is_listed(EXCEPTIONS, version, &format!("{version}.{n}"))));
        }
    }

    #[test]
    fn patches_are_numbers() {
        assert_eq!(patch(Path::new("versions/3.11.10"), "3.11"), Some(10));
        assert_eq!(patch(Path::new("versions/3.1.1"), "3.11"), None);
        assert_eq!(patch(Path::new("versions/3.11-dev"), "3.11"), None);
    }
}
