//! The Python interpreters of this machine.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use crate::run::{self, Result};

/// The versions the package is for.
const SUPPORTED: [&str; 3] = ["3.11", "3.12", "3.13"];

/// What an interpreter is asked: one answer a line.
const QUESTIONS: &str = "\
import importlib.util, sys, sysconfig
print('{}.{}'.format(*sys.version_info))
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
    pub(crate) program: PathBuf,
    /// How the names of its extension modules end.
    pub(super) suffix: String,
    /// Whether its own tests are installed with it.
    pub(super) has_tests: bool,
}

/// One interpreter of each version, or of those asked for; says which there are not.
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
        match find_one(version) {
            Some(interpreter) => found.push(interpreter),
            None => println!("Python {version}: {NOT_FOUND}"),
        }
    }
    if found.is_empty() || (found.len() < asked.len() && !versions.is_empty()) {
        return Err(format!("no Python {} here", asked.join(", ")).into());
    }
    Ok(found)
}

/// What is said of a version that is not there.
pub(super) const NOT_FOUND: &str = "not found on PATH, nor among pyenv's";

/// Each version the package is for, with an interpreter if there is one.
pub(super) fn each() -> &'static [(&'static str, Option<Interpreter>)] {
    static EACH: OnceLock<Vec<(&str, Option<Interpreter>)>> = OnceLock::new();
    EACH.get_or_init(|| SUPPORTED.iter().map(|version| (*version, find_one(version))).collect())
}

/// Of several of a version, one that has its tests.
pub(crate) fn find_one(version: &str) -> Option<Interpreter> {
    let mut interpreters: Vec<Interpreter> =
        candidates(version).iter().filter_map(|program| ask(program, version)).collect();
    interpreters.sort_by_key(|interpreter| !interpreter.has_tests);
    interpreters.into_iter().next()
}

/// The newest interpreter the package is for.
pub(super) fn newest() -> Option<&'static Interpreter> {
    each().iter().rev().find_map(|(_, interpreter)| interpreter.as_ref())
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
    println!("no Python {} here: ostler-python is left out", SUPPORTED.join(", "));
    &["--workspace", "--exclude", "ostler-python"]
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

fn ask(program: &Path, version: &str) -> Option<Interpreter> {
    // A shim of pyenv's is there for versions that are not chosen, too, and then fails.
    let output = run::program(program).args(["-I", "-c", QUESTIONS]).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    parse(&text).filter(|interpreter| interpreter.version == version)
}

fn parse(answers: &str) -> Option<Interpreter> {
    let mut lines = answers.lines();
    Some(Interpreter {
        version: lines.next()?.to_owned(),
        program: PathBuf::from(lines.next()?),
        suffix: lines.next()?.to_owned(),
        has_tests: lines.next()? == "True",
    })
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{parse, patch};

    #[test]
    fn answers_are_understood() {
        let suffix = ".cpython-313-x86_64-linux-gnu.so";
        let python = parse(&format!("3.13\n/usr/bin/python3.13\n{suffix}\nTrue\n")).unwrap();
        assert_eq!((python.version.as_str(), python.suffix.as_str()), ("3.13", suffix));
        assert!(python.has_tests);
        assert_eq!(parse("3.13\n"), None);
    }

    #[test]
    fn patches_are_numbers() {
        assert_eq!(patch(Path::new("versions/3.11.10"), "3.11"), Some(10));
        assert_eq!(patch(Path::new("versions/3.1.1"), "3.11"), None);
        assert_eq!(patch(Path::new("versions/3.11-dev"), "3.11"), None);
    }
}
