//! `cargo xtask …`: everything a contributor or CI runs.
//!
//! Plain Rust and one dependency: this is compiled in every CI run. Each command prints the commands it runs, so that they
//! can be repeated by hand.

mod arm64;
mod coverage;
mod debian;
mod features;
mod fresh;
mod kernels;
mod lexer;
mod lint;
mod modules;
mod python;
mod relaunch;
mod rounds;
mod run;
mod setup;
mod size;
mod table;
mod targets;
mod test;
mod tsv;
mod windows;

use std::process::ExitCode;

use run::Result;

const HELP: &str = "\
cargo xtask <command> [arguments]

  test [--no-skip]             every test there is; prints `N passed, N failed` last
                               --no-skip: what cannot run here is a failure
                               --quick: the daily part, in three minutes; says what it leaves out
  ci                           what CI runs, and the minutes of each step
  full                         everything, in some hours; writes docs/full-run.md
  lint                         formatting, clippy, rustdoc, licences, advisories, floors, modules, machine paths
  coverage [--check] [module…] the public names against the inventory; writes the generated tables
                               --check: writes nothing, fails if a generated file is out of date
                               module: only prints, and only these modules
                               --target linux|macos|windows: only prints, and only for this system
  check-targets [triple…]      type-checks the library and the command for other systems
  arm64                        the library's tests for Linux on ARM64, by an emulator of that machine
  fresh                        README's commands on three bare machines of Debian 12, without Python and with parts of it
                               --first: only on the one without
  kernels [series…]            the library's tests of processes on Debian's kernels of these series, 6.1 and 6.12 unless said
                               otherwise, each booted in an emulated machine
                               --os, --time: those tests too; --env NAME=VALUE: in the environment of the tests
                               -- word…: arguments of the test programs, as `-- stop::tree`
  python [--release]           builds the Python package for each interpreter found; prints where it is
                               as the superuser it makes a test bed with Python 3.14 and 3.15 where these are not there
                               --test: runs the package's own tests
                               --fuzz: makes random calls for ten minutes
                               --stubtest: holds its type stubs against what there is at run time
  wheel                        builds a wheel for each interpreter found
                               --test: installs each, runs a program with it, uninstalls it; --pgo: optimised by profile
  conformance [file…]          the interpreters' own tests with the package in place; writes docs/conformance.md
                               --sample: the oldest and the newest as the superuser, one between as an ordinary user
                               --jobs N: so many interpreters at a time
  conformance psutil [file…]   psutil's own tests of processes with `ostler.process` in its place; writes its part of that
                               --as-user: only as an ordinary user; --control: with copies of the interpreter's modules
  conformance packages [name…] the tests of other people's packages, stock and with the package in place; as an ordinary user
                               each of these four: --python X.Y, only for this version
  windows                      the library's tests for Windows, and the Python package's, under Wine
  windows bench                walking and listing there, beside walkdir and the standard library
  windows python               only the tests of the Python package, on interpreters for Windows that it downloads
  windows conformance [file…]  those interpreters' own tests, stock and with the package in place
  windows wheel                wheels for them, each installed and asked
                               each of the last three: --python X.Y, only for this version
  bench [arguments]            the benchmarks, in a release build
  bench size                   what a program with the library weighs and how long it compiles, beside one with other crates
  bench python [word…]         those of the Python package, beside the standard library, psutil and scandir-rs
                               --interpreter PROGRAM: the one that the program runs, such as a script that enters a test bed
                               --pgo: with the package optimised by profile
  docs                         the documentation; prints where it is
  setup [--bench]              installs the system packages that the commands above use
";

fn main() -> ExitCode {
    let mut args = std::env::args().skip(1);
    let command = args.next().unwrap_or_default();
    let args: Vec<String> = args.collect();
    match dispatch(&command, &args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            if !error.is::<run::Reported>() {
                eprintln!("xtask {command}: {error}");
            }
            ExitCode::FAILURE
        }
    }
}

fn dispatch(command: &str, args: &[String]) -> Result {
    relaunch::properly()?;
    match command {
        "test" => test::main(&Options::parse(args, &["--no-skip", "--quick"], false)?),
        "lint" => {
            Options::parse(args, &[], false)?;
            lint::main()
        }
        "coverage" => coverage::main(&Options::parse(args, &["--check", "--target="], true)?),
        "arm64" => {
            Options::parse(args, &[], false)?;
            arm64::main()
        }
        "ci" => {
            Options::parse(args, &[], false)?;
            rounds::ci()
        }
        "full" => {
            Options::parse(args, &[], false)?;
            rounds::full()
        }
        "fresh" => fresh::main(&Options::parse(args, &["--first"], false)?),
        "kernels" => kernels::main(args),
        "check-targets" => targets::main(&Options::parse(args, &[], true)?.rest),
        "python" => python::main(args),
        "wheel" => python::wheel(args),
        "conformance" => python::conformance(args),
        "bench" if args.first().is_some_and(|arg| arg == "python") => python::bench(&args[1..]),
        "windows" => {
            let (versions, words) = python::versions(args)?;
            windows::main(&versions, &Options::parse(&words, &[], true)?.rest)
        }
        "bench" if args == ["size"] => size::main(),
        "bench" => {
            let bench = ["run", "--profile", "bench", "--package", "bench", "--"];
            run::run(run::cargo().args(bench).args(args))
        }
        "docs" => {
            Options::parse(args, &[], false)?;
            docs()
        }
        "setup" => setup::main(&Options::parse(args, &["--bench"], false)?),
        "help" | "--help" | "-h" | "" => {
            print!("{HELP}");
            Ok(())
        }
        other => Err(format!("no such command: {other}\n\n{HELP}").into()),
    }
}

fn docs() -> Result {
    run::run(run::cargo().args(["doc", "--no-deps", "--package", "ostler"]))?;
    println!("{}", run::target_dir()?.join("doc/ostler/index.html").display());
    Ok(())
}

/// What follows the name of a command.
#[derive(Default)]
struct Options {
    flags: Vec<&'static str>,
    values: Vec<(&'static str, String)>,
    rest: Vec<String>,
}

impl Options {
    /// A known flag that ends in `=` takes a value, which is the next argument.
    fn parse(args: &[String], known: &[&'static str], takes_rest: bool) -> Result<Self> {
        let mut options = Self::default();
        let mut args = args.iter();
        while let Some(arg) = args.next() {
            let named = |flag: &&&str| flag.strip_suffix('=').unwrap_or(flag) == arg;
            match known.iter().find(named).map(|flag| (*flag, flag.strip_suffix('='))) {
                Some((_, Some(flag))) => {
                    let value = args.next().ok_or_else(|| format!("{arg}: which?"))?;
                    options.values.push((flag, value.clone()));
                }
                Some((flag, None)) => options.flags.push(flag),
                None if takes_rest && !arg.starts_with('-') => options.rest.push(arg.clone()),
                None => return Err(format!("unknown argument {arg}\n\n{HELP}").into()),
            }
        }
        Ok(options)
    }

    fn value(&self, flag: &str) -> Option<&str> {
        self.values.iter().find(|(name, _)| *name == flag).map(|(_, value)| value.as_str())
    }

    fn has(&self, flag: &str) -> bool {
        self.flags.contains(&flag)
    }
}

#[cfg(test)]
mod tests {
    use super::Options;

    #[test]
    fn options_know_their_flags() {
        let args = |text: &str| text.split_whitespace().map(String::from).collect::<Vec<_>>();
        let options = Options::parse(&args("os --check"), &["--check"], true).unwrap();
        assert!(options.has("--check"));
        assert_eq!(options.rest, ["os"]);
        assert!(Options::parse(&args("--chek"), &["--check"], true).is_err());
        assert!(Options::parse(&args("os"), &["--check"], false).is_err());
        let options = Options::parse(&args("os --target windows"), &["--target="], true).unwrap();
        assert_eq!(
            (options.value("--target"), &*options.rest),
            (Some("windows"), &["os".into()][..])
        );
        assert!(Options::parse(&args("--target"), &["--target="], true).is_err());
    }
}
