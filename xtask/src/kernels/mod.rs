//! `cargo xtask kernels`: the library's tests on other kernels of Linux, in an emulated machine.
//!
//! The kernels are Debian's packages, unpacked and not installed. The machine has three disks: a root file system, which every
//! kernel uses; the kernel's modules; and the tests, which alone are written anew each time. It writes to none of them.

mod disks;
mod machine;
mod packages;

use std::path::{Path, PathBuf};

use crate::run::{self, Result};
use crate::setup;
use crate::test::{self, Count, Program, Report};
use packages::Kernel;

/// The series that are tried when none is asked for.
const SERIES: [&str; 2] = ["6.1", "6.12"];

/// The programs of tests that are run in any case: the units of the library, and what asks a kernel most.
const PROGRAMS: [&str; 3] = ["ostler", "ostler_sys", "process"];

/// `cargo xtask kernels [SERIES…] [--os] [--time] [--env NAME=VALUE]… [-- ARGUMENTS OF THE TESTS]`
pub(crate) fn main(arguments: &[String]) -> Result {
    let asked = Asked::parse(arguments)?;
    if std::env::consts::ARCH != "x86_64" {
        return Err("the kernels are those for x86-64, and so are the tests to be".into());
    }
    if !setup::is_root() {
        return Err("a root file system is made by the superuser".into());
    }
    setup::install_missing(&setup::KERNELS)?;
    let folder = run::target_dir()?.join("kernels");
    std::fs::create_dir_all(&folder)?;
    let programs = build(&asked.programs)?;
    let root = disks::root(&folder)?;
    let tests = disks::tests(&folder, &programs, &asked.script(&programs))?;
    let mut report = Report::default();
    for series in asked.series() {
        match Kernel::obtain(series, &folder) {
            Ok(kernel) => on(&kernel, &root, &tests, &programs, &mut report),
            // A series that was not asked for by name may not be available.
            Err(error) if asked.series.is_empty() => {
                report.skip(&format!("Linux {series}"), &error.to_string());
            }
            Err(error) => report.check(&format!("Linux {series}"), || Err(error)),
        }
    }
    report.finish(false)
}

/// Runs the tests on a kernel.
fn on(kernel: &Kernel, root: &Path, tests: &Path, programs: &[Program], report: &mut Report) {
    let what = |name: &str| format!("{name} on Linux {}", kernel.release);
    match machine::run(kernel, root, tests) {
        Err(error) => report.check(&what("tests"), || Err(error)),
        Ok(said) => {
            for Program { name, .. } in programs {
                let count = said.counts.iter().find(|(ran, _)| ran == name);
                let count: Result<Count> = match count {
                    Some((_, count)) => Ok(*count),
                    None => Err(format!("not run to its end: {}", said.end).into()),
                };
                report.tests(&what(name), &count);
            }
        }
    }
}

/// What was asked for.
struct Asked {
    series: Vec<String>,
    programs: Vec<&'static str>,
    environment: Vec<(String, String)>,
    arguments: Vec<String>,
}

impl Asked {
    fn parse(arguments: &[String]) -> Result<Self> {
        let (own, rest) = match arguments.iter().position(|argument| argument == "--") {
            Some(at) => (&arguments[..at], &arguments[at + 1..]),
            None => (arguments, &[][..]),
        };
        let options = crate::Options::parse(own, &["--os", "--time", "--env="], true)?;
        let mut environment = Vec::new();
        for (_, pair) in &options.values {
            let (name, value) = pair.split_once('=').ok_or("--env takes NAME=VALUE")?;
            environment.push((name.to_owned(), value.to_owned()));
        }
        let is_number = |word: &str| word.split('.').all(|part| part.parse::<u32>().is_ok());
        if let Some(word) = options.rest.iter().find(|word| !is_number(word)) {
            return Err(format!("{word} is no series of kernels, as 6.1 is").into());
        }
        let mut programs = PROGRAMS.to_vec();
        programs.extend(
            ["os", "time"].iter().filter(|name| {
                options.flags.iter().any(|flag| flag.strip_prefix("--") == Some(name))
            }),
        );
        Ok(Self { series: options.rest, programs, environment, arguments: rest.to_vec() })
    }

    fn series(&self) -> Vec<&str> {
        if self.series.is_empty() {
            return SERIES.to_vec();
        }
        self.series.iter().map(String::as_str).collect()
    }

    /// What the machine runs, in the shell's language.
    fn script(&self, programs: &[Program]) -> String {
        let mut lines = Vec::new();
        for (name, value) in &self.environment {
            lines.push(format!("export {name}={}", quoted(value)));
        }
        let arguments: Vec<String> = self.arguments.iter().map(|word| quoted(word)).collect();
        let arguments = arguments.join(" ");
        for Program { name, .. } in programs {
            lines.push(format!("echo '@@ run {name}'"));
            lines.push(format!("/tests/bin/{name} {arguments}; code=$?; echo"));
            lines.push(format!("echo \"@@ ran {name} $code\""));
        }
        lines.push(String::new());
        lines.join("\n")
    }
}

fn quoted(word: &str) -> String {
    format!("'{}'", word.replace('\'', r"'\''"))
}

/// Builds the programs of tests, in the order asked for.
fn build(names: &[&str]) -> Result<Vec<Program>> {
    let mut cargo = run::cargo();
    cargo.args(["test", "--no-run", "--lib"]).args(test::LIBRARY);
    for name in names.iter().filter(|name| !["ostler", "ostler_sys"].contains(name)) {
        cargo.args(["--test", name]);
    }
    let mut programs = test::programs(&mut cargo)?;
    programs.sort_by_key(|program| names.iter().position(|name| *name == program.name));
    Ok(programs)
}

/// A file that is put in its place when it is complete.
fn complete(path: &Path, make: impl FnOnce(&Path) -> Result) -> Result<PathBuf> {
    let mut partial = path.as_os_str().to_owned();
    partial.push(".part");
    let partial = PathBuf::from(partial);
    if partial.exists() {
        std::fs::remove_file(&partial)?;
    }
    make(&partial)?;
    std::fs::rename(&partial, path)?;
    Ok(path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::Asked;
    use crate::test::Program;

    fn asked(words: &[&str]) -> crate::run::Result<Asked> {
        Asked::parse(&words.iter().map(ToString::to_string).collect::<Vec<_>>())
    }

    #[test]
    fn what_is_asked_is_what_runs() {
        let asked = asked(&["6.1", "--time", "--env", "A=b c", "--", "it's", "--exact"]).unwrap();
        assert_eq!(asked.series(), ["6.1"]);
        assert_eq!(asked.programs, ["ostler", "ostler_sys", "process", "time"]);
        let program = Program { name: "time".into(), path: "".into() };
        let script = asked.script(&[program]);
        assert!(script.starts_with("export A='b c'\necho '@@ run time'\n"), "{script}");
        assert!(script.contains(r"/tests/bin/time 'it'\''s' '--exact'; code=$?"), "{script}");
    }

    #[test]
    fn what_is_no_series_is_refused() {
        assert!(asked(&["stop::tree"]).is_err() && asked(&["6.x"]).is_err());
        assert!(asked(&["--env", "A"]).is_err());
        assert_eq!(asked(&["--", "a"]).unwrap().series(), super::SERIES);
    }
}
