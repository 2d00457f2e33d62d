//! `cargo xtask lint`: everything that can be found without running the code.

mod advisories;
mod backends;
mod floors;
mod licences;
mod once;
mod places;
mod python;
mod twins;

use crate::features;
use crate::modules;
use crate::run::{self, Result};

pub(crate) fn main() -> Result {
    let mut failed = Vec::new();
    let mut check = |what: &str, check: &dyn Fn() -> Result| {
        println!("\n{what}");
        if let Err(error) = check() {
            println!("{error}");
            failed.push(what.to_owned());
        }
    };
    check("formatting", &|| run::run(run::cargo().args(["fmt", "--all", "--check"])));
    check("clippy", &|| {
        let clippy = ["clippy", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"];
        run::run(python::cargo()?.args(clippy))
    });
    check("documentation", &|| {
        // Only libraries: the command has the name of the library, and so would its pages.
        let doc = ["doc", "--workspace", "--lib", "--no-deps", "--quiet"];
        run::run(python::cargo()?.env("RUSTDOCFLAGS", "-D warnings").args(doc))
    });
    check("each feature alone", &|| {
        features::check(&features::packages()?, &|| {
            let mut cargo = python::cargo()?;
            cargo.arg("check");
            Ok(cargo)
        })
    });
    check("the package for the oldest Python, and without its lock", &python::check);
    check("Python style", &crate::python::style);
    check("licences", &licences::check);
    check("advisories", &advisories::check);
    check("floors", &floors::check);
    check("backends of processes", &backends::check);
    check("machine paths", &places::check);
    check("what a module has to have", &modules::check);
    check("types for Unix and for Windows", &twins::check);
    check("public items of os, each in one place", &once::check);
    println!();
    if failed.is_empty() { Ok(()) } else { Err(failed.join(", ").into()) }
}
