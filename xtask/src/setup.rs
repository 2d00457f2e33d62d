//! `cargo xtask setup`: what the other commands need of the system.

use std::path::Path;
use std::process::Command;

use crate::Options;
use crate::run::{self, Result};

/// Packages for tests and checks, each with its reason.
const PACKAGES: [(&str, &str); 6] = [
    ("rustc-web", "a compiler that can build the standard library for other systems"),
    ("cargo-web", "goes with it"),
    ("rust-web-src", "the source of that standard library"),
    ("binutils-mingw-w64-x86-64", "the standard library for Windows is built with its dlltool"),
    ("tzdata", "the zones in which times are tried"),
    BOOTSTRAP,
];

pub(crate) const BOOTSTRAP: (&str, &str) =
    ("debootstrap", "makes the bed of Python's newest versions, and root file systems");

/// Packages for building for Windows and running what was built.
pub(crate) const WINDOWS: [(&str, &str); 7] = [
    PACKAGES[0],
    PACKAGES[1],
    PACKAGES[2],
    ("gcc-mingw-w64-x86-64-win32", "links programs for Windows"),
    ("wine", "runs them"),
    ("wine64", "goes with it"),
    ("xvfb", "a display, for programs with windows"),
];

/// Packages for building for Linux on ARM64 and running what was built.
pub(crate) const ARM64: [(&str, &str); 6] = [
    PACKAGES[0],
    PACKAGES[1],
    PACKAGES[2],
    ("gcc-aarch64-linux-gnu", "links programs for ARM64"),
    ("libc6-dev-arm64-cross", "the C library they are linked with"),
    ("qemu-user", "runs them"),
];

/// Packages for booting another kernel.
pub(crate) const KERNELS: [(&str, &str); 5] = [
    ("qemu-system-x86", "a machine to boot it in"),
    BOOTSTRAP,
    ("busybox-static", "the machine's first step"),
    ("cpio", "packs it"),
    ("e2fsprogs", "makes disks"),
];

/// Packages for the benchmarks only.
const BENCH: [(&str, &str); 2] =
    [("findutils", "find(1), a peer of walk"), ("fd-find", "fd, a peer of walk")];

pub(crate) fn main(options: &Options) -> Result {
    let mut wanted = PACKAGES.to_vec();
    if options.has("--bench") {
        wanted.extend(BENCH);
    }
    install_missing(&wanted)?;
    run::run(run::cargo().args(["fetch", "--locked"]))
}

/// Installs what is not there of these packages, each with its reason.
pub(crate) fn install_missing(packages: &[(&str, &str)]) -> Result {
    let mut wanted = packages.to_vec();
    wanted.retain(|(package, _)| !is_installed(package));
    for (package, reason) in &wanted {
        println!("{package}: {reason}");
    }
    if wanted.is_empty() {
        return Ok(());
    }
    install(&wanted.iter().map(|(package, _)| *package).collect::<Vec<_>>())
}

fn install(packages: &[&str]) -> Result {
    if !Path::new("/etc/debian_version").exists() {
        println!("not a Debian: install what corresponds to the packages above");
        return Ok(());
    }
    let mut command = apt();
    command.args(["install", "--no-install-recommends"]).args(packages);
    if !is_root() {
        println!("not the superuser, who would run:");
        run::announce(&command);
        return Ok(());
    }
    run::run(apt().arg("update"))?;
    run::run(&mut command)
}

pub(crate) fn apt() -> Command {
    let mut apt = run::program("apt-get");
    apt.env("DEBIAN_FRONTEND", "noninteractive");
    apt.args(["--quiet", "--yes", "--option", "Acquire::Retries=3"]);
    apt
}

fn is_installed(package: &str) -> bool {
    let query = ["--show", "--showformat=${db:Status-Status}", package];
    run::program("dpkg-query")
        .args(query)
        .output()
        .is_ok_and(|output| output.stdout == b"installed")
}

/// Whether this process is the superuser's.
pub(crate) fn is_root() -> bool {
    run::output(run::program("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}
