//! An importable package under the target directory.

use std::fs;
use std::path::{Path, PathBuf};

use super::Interpreter;
use crate::run::{self, Result};

/// Builds the extension module for an interpreter and puts the package together. Gives back the folder it is in, which is
/// what belongs on `PYTHONPATH`.
pub(super) fn stage(interpreter: &Interpreter, release: bool) -> Result<PathBuf> {
    let folder = folder(interpreter)?;
    let library = build(interpreter, release)?;
    put_together(&library, &folder, &interpreter.suffix)?;
    println!("Python {}: {}", interpreter.version, folder.join("ostler").display());
    Ok(folder)
}

/// Puts the package into a folder, with an extension module whose name is to end so.
pub(crate) fn put_together(library: &Path, folder: &Path, suffix: &str) -> Result {
    let package = folder.join("ostler");
    // A file of an earlier package may be mapped by a program that runs: it is left to that, not written over.
    match fs::remove_dir_all(&package) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
        _ => {}
    }
    copy(&run::root().join("python/ostler"), &package)?;
    fs::copy(library, package.join(format!("_native{suffix}")))?;
    Ok(())
}

/// The folder of what is built for an interpreter.
pub(super) fn folder(interpreter: &Interpreter) -> Result<PathBuf> {
    Ok(run::target_dir()?.join("python").join(&interpreter.version))
}

/// Of the builds for several interpreters only PyO3, and what is on top of it, is another one each time: the rest is shared,
/// also with everything else that is built here.
fn build(interpreter: &Interpreter, release: bool) -> Result<PathBuf> {
    let target = run::target_dir()?;
    let mut cargo = run::cargo();
    // An extension module is not linked with the library of the interpreter, which need not be there.
    cargo.env("PYO3_PYTHON", &interpreter.program).env("PYO3_BUILD_EXTENSION_MODULE", "1");
    cargo.args(["build", "--package", "ostler-python", "--features", "use-libc"]);
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
