//! `cargo xtask windows`: the tests of the library and of the command, built for Windows and run under Wine.
//!
//! Everything it needs beyond system packages it makes under the target directory, once.

mod calls;
mod display;
mod python;
mod wine;

use std::path::Path;

use crate::run::{self, Result};
use crate::setup;
use crate::targets::{Toolchain, WINDOWS};
use crate::test::{self, Count, Folder, NOBODY, Program, Report};
use python::Profile;
use wine::Wine;

/// Tests that need a console: the program, a part of their names, and what somebody types meanwhile.
const AT_A_CONSOLE: [(&str, &[&str], &str); 5] = [
    ("msvcrt", &["console::", "--skip", "typed", "--skip", "has_no_console"], ""),
    ("msvcrt", &["console::typed"], "aE\x1b[A"),
    ("console", &["windows::keys_at_a_console"], ""),
    ("console", &["windows::at_a_console"], "k\u{e9}\x1b[A"),
    ("process", &["at_a_console"], ""),
];

/// `cargo xtask windows [bench|python|conformance|wheel [file…]]`: everything there is to test, or one of these.
pub(crate) fn main(versions: &[String], words: &[String]) -> Result {
    setup::install_missing(&setup::WINDOWS)?;
    let wine = prefix(None)?;
    let Some((word, rest)) = words.split_first() else { return everything(versions, wine) };
    match (word.as_str(), rest) {
        ("bench", []) => bench(versions, &wine),
        ("python", []) => {
            let mut report = Report::default();
            python_tests(versions, &wine, &mut report);
            report.finish(false)
        }
        ("conformance", files) => {
            let mut failed = false;
            let places = python::places(versions, Profile::Debug)?;
            for place in &places {
                failed |= place.conformance(&wine, files).is_err();
            }
            match &places[..] {
                [.., newest] if versions.is_empty() && files.is_empty() => newest.report()?,
                _ => println!("docs/conformance.md is not rewritten: this was not everything"),
            }
            if failed { Err(run::Reported.into()) } else { Ok(()) }
        }
        ("wheel", []) => python::wheels(versions, &wine),
        _ => Err(format!("not known: {}", words.join(" ")).into()),
    }
}

/// The superuser's prefix of Wine.
fn prefix(display: Option<&str>) -> Result<Wine> {
    Wine::new(&Toolchain::target_dir()?.join("wineprefix"), None, display)
}

/// The tests of the Python package's own.
fn python_tests(versions: &[String], wine: &Wine, report: &mut Report) {
    match python::places(versions, Profile::Debug) {
        Ok(places) => {
            for place in places {
                let what = format!("Python {} tests under Wine", place.version);
                report.tests(&what, &place.own_tests(wine));
            }
        }
        Err(error) => report.check("Python package for Windows", || Err(error)),
    }
}

fn everything(versions: &[String], wine: Wine) -> Result {
    let toolchain = Toolchain::find(WINDOWS)?;
    let programs = build(&toolchain)?;
    let mut report = Report::default();
    report.check("documentation for Windows", || {
        let mut cargo = toolchain.cargo(&["doc", "--quiet", "--no-deps"])?;
        run::run(cargo.args(test::LIBRARY).env("RUSTDOCFLAGS", "--deny=warnings"))
    });
    for program in &programs {
        let count = wine.run(&program.path, &[]);
        // Many are another system's, and empty here.
        if !matches!(count, Ok(Count { passed: 0, failed: 0 })) {
            report.tests(&format!("{} under Wine", program.name), &count);
        }
    }
    for (name, filter, typed) in AT_A_CONSOLE {
        let Some(program) = programs.iter().find(|program| program.name == name) else { continue };
        let what = format!("{name} at a console: {}", filter[0]);
        report.tests(&what, &wine.run_at_console(&program.path, filter, typed));
    }
    if let Some(program) = programs.iter().find(|program| program.name == "os") {
        report.tests("system calls of walk and scandir", &calls::main(&wine, &program.path));
    }
    python_tests(versions, &wine, &mut report);
    drop(wine);
    let display = display::Display::start()?;
    let wine = prefix(Some(display.name()))?;
    for program in programs.iter().filter(|program| program.name == "process") {
        let count = wine.run(&program.path, &["--ignored", "on_a_desktop"]);
        report.tests("process with windows, under Wine", &count);
    }
    drop(wine);
    drop(display);
    if setup::is_root() {
        report.tests("os as an ordinary user, under Wine", &as_ordinary_user(&programs));
    }
    report.finish(false)
}

/// Walking and listing beside peers, under the same Wine; then the Python package beside what interpreters have themselves.
fn bench(versions: &[String], wine: &Wine) -> Result {
    let mut cargo = Toolchain::find(WINDOWS)?.cargo(&["build", "--release"])?;
    cargo.args(["--package", "bench", "--bin", "bench-portable"]);
    let messages = run::messages(&mut cargo)?;
    let program = messages.iter().find_map(|message| message["executable"].as_str());
    wine.run_freely(Path::new(program.ok_or("no program")?))?;
    python::places(versions, Profile::Release)?.iter().try_for_each(|place| place.bench(wine))
}

fn build(toolchain: &Toolchain) -> Result<Vec<Program>> {
    let mut cargo = toolchain.cargo(&["test", "--no-run"])?;
    cargo.args(["--package", "ostler-cli", "--lib", "--bins", "--tests"]).args(test::LIBRARY);
    test::programs(&mut cargo)
}

/// The tests of `os` without the superuser's permissions, which Wine heeds: with a prefix and in a folder of that user's.
fn as_ordinary_user(programs: &[Program]) -> Result<Count> {
    let folder = Folder::new()?;
    folder.give_to(NOBODY)?;
    let wine = Wine::new(&folder.path().join("wineprefix"), Some(NOBODY), None)?;
    let mut total = Count::default();
    for program in programs.iter().filter(|program| program.name == "os") {
        let copy = folder.path().join("os.exe");
        std::fs::copy(&program.path, &copy)?;
        total = total.plus(wine.run(&copy, &[])?);
    }
    Ok(total)
}
