//! Type-checking the library and the command for systems this machine is not.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::features;
use crate::run::{self, Result};

/// The target that stands for Windows.
pub(crate) const WINDOWS: &str = "x86_64-pc-windows-gnu";

/// The target that stands for macOS.
pub(crate) const MACOS: &str = "aarch64-apple-darwin";

/// What is checked when nothing is asked for: each of these passes. `docs/platforms.md` says what else is done for them.
const DEFAULT: [&str; 10] = [
    MACOS,
    "x86_64-apple-darwin",
    "x86_64-unknown-freebsd",
    "aarch64-unknown-linux-gnu",
    "x86_64-unknown-linux-musl",
    "aarch64-linux-android",
    "x86_64-pc-windows-msvc",
    "aarch64-pc-windows-msvc",
    "x86_64-pc-windows-gnu",
    "wasm32-wasip1",
];

pub(crate) fn main(triples: &[String]) -> Result {
    let asked: Vec<&str> = triples.iter().map(String::as_str).collect();
    let triples = if asked.is_empty() { &DEFAULT[..] } else { &asked };
    let mut failed = Vec::new();
    for triple in triples {
        if let Err(error) = check(triple) {
            println!("{triple}: {error}");
            failed.push(*triple);
        }
    }
    if failed.is_empty() {
        println!("{} targets type-check", triples.len());
        return Ok(());
    }
    Err(format!("failed: {}", failed.join(", ")).into())
}

/// Type-checks the library and the command. A warning is a failure too: on the machines that it is written on nobody sees it.
fn check(triple: &str) -> Result {
    let toolchain = Toolchain::find(triple)?;
    let mut cargo = toolchain.cargo(&["check", "--package", "ostler"])?;
    if !triple.starts_with("wasm32") {
        // What the command is made of does not build there.
        cargo.args(["--package", "ostler-cli"]);
    }
    features::quiet(&mut cargo)?;
    if triple == WINDOWS {
        // There are modules that other systems do not have, and others are written for it once more.
        features::check(&["ostler", "ostler-sys"], &|| toolchain.cargo(&["check"]))?;
    }
    Ok(())
}

/// How to check code for a target.
pub(crate) struct Toolchain {
    triple: String,
    /// A compiler that is to build its own standard library from source, where the target has none installed.
    builds_std: Option<PathBuf>,
}

impl Toolchain {
    /// Looks for a way to check code for `triple`; the error says what is missing.
    pub(crate) fn find(triple: &str) -> Result<Self> {
        let toolchain = |builds_std| Self { triple: triple.to_owned(), builds_std };
        if has_std(triple) {
            return Ok(toolchain(None));
        }
        match compiler_with_source() {
            Some(rustc) => Ok(toolchain(Some(rustc))),
            None => Err(format!(
                "no standard library for {triple}: install one with `rustup target add {triple}`, or the sources of \
                 Debian's compiler with `cargo xtask setup`"
            )
            .into()),
        }
    }

    /// Where what is built for other systems goes, apart from the host's.
    pub(crate) fn target_dir() -> Result<PathBuf> {
        Ok(run::target_dir()?.join("cross"))
    }

    /// A cargo command for the target, with a target directory apart from the host's.
    pub(crate) fn cargo(&self, command: &[&str]) -> Result<Command> {
        let mut cargo = run::cargo();
        self.prepare(&mut cargo)?;
        cargo.args(command).args(["--target", &self.triple]);
        Ok(cargo)
    }

    /// Has a program that runs cargo for the target build as [`Toolchain::cargo`] does.
    pub(crate) fn prepare(&self, command: &mut Command) -> Result {
        command.env("CARGO_TARGET_DIR", Self::target_dir()?);
        if let Some(rustc) = &self.builds_std {
            // The workspace's cargo with the other compiler: RUSTC_BOOTSTRAP lets a stable one build std.
            command.env("RUSTC", rustc).env("RUSTC_BOOTSTRAP", "1");
            command.env("RUSTDOC", rustc.with_file_name("rustdoc"));
            let unwinds = !self.triple.starts_with("wasm32");
            let panics = if unwinds { "panic_unwind" } else { "panic_abort" };
            command.env("CARGO_UNSTABLE_BUILD_STD", format!("std,{panics}"));
        }
        Ok(())
    }

    /// The compiler itself, for the target; `deps` is where a build of [`Toolchain::cargo`] left its libraries.
    pub(crate) fn rustc(&self, deps: &Path) -> Command {
        let mut rustc = match &self.builds_std {
            None => rustc(),
            Some(own) => {
                let mut rustc = run::program(own);
                rustc.env("RUSTC_BOOTSTRAP", "1").arg("-L").arg(deps);
                rustc
            }
        };
        rustc.args(["--target", &self.triple]);
        rustc
    }
}

/// The compiler cargo uses.
pub(crate) fn rustc() -> Command {
    run::program(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()))
}

fn has_std(triple: &str) -> bool {
    let dir = run::output(rustc().args(["--print", "target-libdir", "--target", triple]));
    dir.is_ok_and(|dir| Path::new(dir.trim()).exists())
}

/// Debian's compiler, if the sources of the standard library are there too. (rustup's have no vendored dependencies.)
fn compiler_with_source() -> Option<PathBuf> {
    let rustc = PathBuf::from("/usr/bin/rustc");
    let sysroot = run::output(run::program(&rustc).args(["--print", "sysroot"])).ok()?;
    let source = Path::new(sysroot.trim()).join("lib/rustlib/src/rust/library/std/Cargo.toml");
    source.exists().then_some(rustc)
}
