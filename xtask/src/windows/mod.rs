//! `cargo xtask windows`: the library's tests and the command's, built for Windows and run under Wine.
//!
//! Everything it needs beyond system packages it makes under the target directory, once.

mod display;
mod wine;

use std::path::PathBuf;

use crate::run::{self, Result};
use crate::setup;
use crate::targets::Toolchain;
use crate::test::{Count, Folder, NOBODY, Report};
use wine::Wine;

const TARGET: &str = "x86_64-pc-windows-gnu";

/// Tests that need a console: the program, a part of their names, and what somebody types meanwhile.
const AT_A_CONSOLE: [(&str, &[&str], &str); 5] = [
    ("msvcrt", &["console::", "--skip", "typed", "--skip", "has_no_console"], ""),
    ("msvcrt", &["console::typed"], "aE\x1b[A"),
    ("console", &["windows::keys_at_a_console"], ""),
    ("console", &["windows::at_a_console"], "k\u{e9}\x1b[A"),
    ("process", &["at_a_console"], ""),
];

pub(crate) fn main() -> Result {
    setup::install_missing(&setup::WINDOWS)?;
    let toolchain = Toolchain::find(TARGET)?;
    let cross = Toolchain::target_dir()?;
    let wine = Wine::new(&cross.join("wineprefix"), None)?;
    let programs = build(&toolchain)?;
    let mut report = Report::default();
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
    drop(wine);
    let display = display::Display::start()?;
    let wine = Wine::new(&cross.join("wineprefix"), None)?.at_display(display.name());
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

/// A program of tests.
struct Program {
    name: String,
    path: PathBuf,
}

fn build(toolchain: &Toolchain) -> Result<Vec<Program>> {
    let mut messages = Vec::new();
    for wanted in [
        &["--package", "ostler", "--lib", "--tests"][..],
        &["--package", "ostler-cli", "--test", "windows_*"],
    ] {
        let mut cargo = toolchain.cargo(&["test", "--no-run"])?;
        messages.extend(run::messages(cargo.args(wanted))?);
    }
    let program = |message: &serde_json::Value| {
        // The command itself is there for its tests.
        message["profile"]["test"].as_bool().filter(|test| *test)?;
        Some(Program {
            name: message["target"]["name"].as_str()?.to_owned(),
            path: message["executable"].as_str()?.into(),
        })
    };
    Ok(messages.iter().filter_map(program).collect())
}

/// The tests of `os` without the superuser's permissions, which Wine heeds: with a prefix and in a folder of that user's.
fn as_ordinary_user(programs: &[Program]) -> Result<Count> {
    let folder = Folder::new()?;
    folder.give_to(NOBODY)?;
    let wine = Wine::new(&folder.path().join("wineprefix"), Some(NOBODY))?;
    let mut total = Count::default();
    for program in programs.iter().filter(|program| program.name == "os") {
        let copy = folder.path().join("os.exe");
        std::fs::copy(&program.path, &copy)?;
        total = total.plus(wine.run(&copy, &[])?);
    }
    Ok(total)
}
