//! `cargo xtask arm64`: the library's tests built for Linux on ARM64, and run by an emulator of that machine.

use std::path::Path;
use std::process::Stdio;

use crate::run::{self, Result};
use crate::setup;
use crate::targets::Toolchain;
use crate::test::{self, Apart, Count, Program, Report};

const TARGET: &str = "aarch64-unknown-linux-gnu";
const EMULATOR: &str = "/usr/bin/qemu-aarch64";
/// Where the C library of that machine is.
const LIBRARIES: &str = "/usr/aarch64-linux-gnu";

/// The programs, and parts of the names of tests that need what the emulator has not got.
const PROGRAMS: [(&str, &[&str]); 8] = [
    ("ostler", &[]),
    ("ostler_sys", &[]),
    ("audit", &[]),
    ("errno", &[]),
    ("error", &[]),
    ("stat", &[]),
    // An interpreter beside would be asked about its own machine; the C library is where the emulator has it.
    ("platform", &["stock::", "libc_ver::", "uname::"]),
    ("os", &WITHOUT),
];

/// Of the tests of `os`.
const WITHOUT: [&str; 36] = [
    // It does not know the calls: openat2, which `beneath` is made of, utimensat's likes of it, preadv2 and pwritev2, clone3.
    "beneath",
    "append_for_one_write",
    "flags_reach_the_kernel",
    "closerange_without_close_range",
    "minus_one_is_the_descriptors_own_offset",
    "files::access::",
    "files::hostile::",
    "files::links::",
    "files::mode::",
    "files::times::",
    "makes_nodes_of_every_type",
    "gives_files_away",
    "moves_and_replaces",
    "statx::agrees_with_stat",
    "the_umask_is_taken_out_of_the_mode",
    "every_event_of_the_section",
    "all_threads_change",
    "descriptors_only_alone",
    // It looks into its own folder first for what begins at the root, `/etc` among them.
    "another_root",
    "a_directory_with_a_very_long_name",
    "every_field_is_what_std_says",
    "the_mount_is_the_one_of_mountinfo",
    "paths_with_dots_and_slashes",
    // `/proc` is the emulator's, and so are `uname`, `getconf` and the C library's own numbers.
    "params::sessions::",
    "params::uname::",
    "like_the_command",
    "an_odd_environment",
    // Programs of this machine cannot be started by themselves, and `vfork` is a `fork` to it: what starts others goes on too soon.
    "processes::",
    // Signals come late or not, and limits of memory are the emulator's own.
    "interrupted::",
    "read_without_memory",
    "no_clock_and_no_timer",
    "numbers_that_are_not_open",
    "what_is_opened_is_not_inheritable",
    // They take minutes.
    "files::race::",
    "system::random::",
    "walk::",
];

pub(crate) fn main() -> Result {
    setup::install_missing(&setup::ARM64)?;
    let programs = build()?;
    let mut report = Report::default();
    for (name, skipped) in PROGRAMS {
        let program = programs.iter().find(|program| program.name == name);
        let program = program.ok_or_else(|| format!("no tests named {name}"))?;
        report.tests(&format!("{name} on ARM64"), &run(&program.path, skipped));
    }
    report.finish(false)
}

fn build() -> Result<Vec<Program>> {
    let mut cargo = Toolchain::find(TARGET)?.cargo(&["test", "--no-run"])?;
    cargo.args(["--lib", "--tests"]).args(test::LIBRARY);
    cargo.env("CARGO_TARGET_AARCH64_UNKNOWN_LINUX_GNU_LINKER", "aarch64-linux-gnu-gcc");
    test::programs(&mut cargo)
}

fn run(program: &Path, skipped: &[&str]) -> Result<Count> {
    let mut emulator = run::program(EMULATOR);
    // One after the other: a fork while other threads are at work can hang in the emulator itself.
    emulator.arg(program).args(["--quiet", "--test-threads=1"]).stdin(Stdio::null());
    for part in skipped {
        emulator.args(["--skip", part]);
    }
    // The tests start themselves, too.
    emulator.env("QEMU_LD_PREFIX", LIBRARIES).env("OSTLER_TEST_RUNNER", EMULATOR);
    emulator.current_dir(run::root().join("crates/ostler"));
    let (status, text) = Apart::find().tee(&emulator)?;
    Ok(Count::of_harness(&text).checked(status))
}
