//! An importable package under the target directory.

use std::fs;
use std::path::{Path, PathBuf};

use super::Interpreter;
use crate::run::{self, Result};

/// Builds the extension module for an interpreter and puts the package together. Gives back the folder it is in, which is
/// what belongs on `PYTHONPATH`.
pub(super) fn stage(interpreter: &Interpreter, release: bool) -> Result<PathBuf> {
    let folder = run::target_dir()?.join("python").join(&interpreter.version);
    let library = build(interpreter, release)?;
    let package = folder.join("ostler");
    // A file of an earlier package may be mapped by a program that runs: it is left to that, not written over.
    match fs::remove_dir_all(&package) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
        _ => {}
    }
    copy(&run::root().join("python/ostler"), &package)?;
    fs::copy(library, package.join(format!("_native{}", interpreter.suffix)))?;
    println!("Python {}: {}", interpreter.version, package.display());
    Ok(folder)
}

/// Where builds for an interpreter go: PyO3 is another one for each.
pub(super) fn target_dir(interpreter: &Interpreter) -> Result<PathBuf> {
    Ok(run::target_dir()?.join("python").join(&interpreter.version).join("build"))
}

fn build(interpreter: &Interpreter, release: bool) -> Result<PathBuf> {
    let target = target_dir(interpreter)?;
    let mut cargo = run::cargo();
    cargo.env("PYO3_PYTHON", &interpreter.program);
    cargo.args(["build", "--package", "ostler-python", "--features", "use-libc"]);
    cargo.arg("--target-dir").arg(&target);
    if release {
        cargo.arg("--release");
    }
    run::run(&mut cargo)?;
    let name = format!("{}_native{}", std::env::consts::DLL_PREFIX, std::env::consts::DLL_SUFFIX);
    Ok(target.join(if release { "release" } else { "debug" }).join(name))
}

fn copy(from: &Path, to: &Path) -> Result {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let name = entry.file_name();
        if entry.file_type()?.is_dir() {
            if name != "__pycache__" {
                copy(&entry.path(), &to.join(name))?;
            }
        } else {
            fs::copy(entry.path(), to.join(name))?;
        }
    }
    Ok(())
}
