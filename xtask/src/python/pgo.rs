//! Optimising by profile: a build that counts how often each piece of code runs, a program to count in, and the flags for the build
//! that makes use of it.

use std::fs;
use std::io::ErrorKind;
use std::path::PathBuf;

use super::{Interpreter, stage, wheel};
use crate::run::{self, Result};

/// What the compiler is told to make use of how often what was run.
pub(super) fn flags(interpreter: &Interpreter) -> Result<String> {
    let folder = run::target_dir()?.join("pgo").join(&interpreter.version);
    match fs::remove_dir_all(&folder) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(error.into()),
        _ => {}
    }
    let (counts, package) = (folder.join("counts"), folder.join("package"));
    fs::create_dir_all(&counts)?;
    let counting = format!("-Cprofile-generate={}", counts.display());
    let library = wheel::library(interpreter, Some(&counting))?;
    stage::put_together(&library, &package, &interpreter.suffix)?;
    let mut training = interpreter.python();
    training.arg("-B").arg(run::root().join("bench/python/train.py")).env("PYTHONPATH", package);
    run::run(&mut training)?;
    let merged = folder.join("merged.profdata");
    let mut merge = run::program(merger()?);
    run::run(merge.args(["merge", "--output"]).arg(&merged).arg(&counts))?;
    Ok(format!("-Cprofile-use={}", merged.display()))
}

/// LLVM's `llvm-profdata`, of the version of LLVM that the compiler is made of: `LLVM_PROFDATA` says where it is; otherwise the one of
/// rustup's component `llvm-tools`, or one on `PATH`.
fn merger() -> Result<PathBuf> {
    if let Some(program) = std::env::var_os("LLVM_PROFDATA") {
        return Ok(program.into());
    }
    let library = run::output(run::program("rustc").args(["--print", "target-libdir"]))?;
    let component = PathBuf::from(library.trim_end()).with_file_name("bin/llvm-profdata");
    Ok(if component.exists() { component } else { "llvm-profdata".into() })
}
