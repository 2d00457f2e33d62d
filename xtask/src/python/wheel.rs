//! Wheels, by maturin.

use super::{Environment, Interpreter};
use crate::run::{self, Result};

/// What builds them; pyproject.toml asks for the same.
const MATURIN: &str = "maturin>=1.9,<2";

pub(super) fn main(interpreters: &[Interpreter]) -> Result {
    let Some(newest) = interpreters.last() else { return Ok(()) };
    let target = run::target_dir()?;
    let environment = Environment::with(newest, "maturin", MATURIN)?;
    let wheels = target.join("wheels");
    for interpreter in interpreters {
        let mut maturin = environment.python();
        maturin.args(["-m", "maturin", "build", "--release", "--locked", "--interpreter"]);
        maturin.arg(&interpreter.program).arg("--out").arg(&wheels);
        maturin.arg("--target-dir").arg(&target);
        run::run(&mut maturin)?;
    }
    println!("{}", wheels.display());
    Ok(())
}
