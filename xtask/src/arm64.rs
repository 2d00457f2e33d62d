//! `cargo xtask arm64`: the library's tests built for Linux on ARM64, and run by an emulator of that machine.

use std::path::{Path, PathBuf};
use std::process::Stdio;

use crate::run::{self, Result};
use crate::setup;
use crate::targets::Toolchain;
use crate::test::{Count, Report};

const TARGET: &str = "aarch64-unknown-linux-gnu";
const EMULATOR: &str = "/usr/bin/qemu-aarch64";
/// Where the C library of that machine is.
const LIBRARIES: &str = "/usr/aarch64-linux-gnu";

/// The programs, and which of their tests need what the emulator has not got.
const PROGRAMS: [(&str, &[&str]); 7] = [
    ("ostler", &[]),
    ("audit", &[]),
    ("errno", &[]),
    ("error", &[]),
    ("stat", &[]),
    // An interpreter beside would be asked about its own machine; the C library is where the emulator has it.
    ("platform", &["stock::", "libc_ver::"]),
    ("os", &[]),
];

pub(crate) fn main() -> Result {
    setup::install_missing(&setup::ARM64)?;
    let programs = build()?;
    let mut report = Report::default();
    for (name, skipped) in PROGRAMS {
        let path = programs.iter().find(|(program, _)| program == name);
        let (_, path) = path.ok_or_else(|| format!("no tests named {name}"))?;
        report.tests(&format!("{name} on ARM64"), &run(path, skipped));
    }
    report.finish(false)
}

/// The tests' programs by name.
fn build() -> Result<Vec<(String, PathBuf)>> {
    let mut cargo = Toolchain::find(TARGET)?.cargo(&["test", "--no-run"])?;
    cargo.args(["--package", "ostler", "--lib", "--tests"]);
    cargo.env("CARGO_TARGET_AARCH64_UNKNOWN_LINUX_GNU_LINKER", "aarch64-linux-gnu-gcc");
    let messages = run::messages(&mut cargo)?;
    let program = |message: &serde_json::Value| {
        let name = message["target"]["name"].as_str()?.to_owned();
        Some((name, message["executable"].as_str()?.into()))
    };
    Ok(messages.iter().filter_map(program).collect())
}

fn run(program: &Path, skipped: &[&str]) -> Result<Count> {
    let mut emulator = run::program(EMULATOR);
    emulator.arg(program).arg("--quiet").stdin(Stdio::null());
    for part in skipped {
        emulator.args(["--skip", part]);
    }
    // The tests start themselves, too.
    emulator.env("QEMU_LD_PREFIX", LIBRARIES).env("OSTLER_TEST_RUNNER", EMULATOR);
    emulator.current_dir(run::root().join("crates/ostler"));
    let (status, text) = run::tee(&mut emulator)?;
    Ok(Count::of_harness(&text).checked(status))
}
