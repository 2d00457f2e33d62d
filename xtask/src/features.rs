//! Each feature of a package alone, and none: what builds with all of them may lack something without the others.

use std::process::Command;

use serde_json::Value;

use crate::run::{self, Result};

/// Pairs whose modules know of each other.
const PAIRS: [&str; 5] =
    ["console,os", "jiff,query", "msvcrt,os", "platform,process", "process,use-libc"];

/// Type-checks the packages of these names with one feature after the other; a warning is a failure. `cargo` makes the command: with
/// what the packages and the target need, up to `check`.
pub(crate) fn check(packages: &[&str], cargo: &dyn Fn() -> Result<Command>) -> Result {
    let mut failed = Vec::new();
    for package in packages {
        for features in builds(&features(package)?) {
            let mut cargo = cargo()?;
            cargo.args(["--package", package, "--no-default-features", "--features", &features]);
            if let Err(error) = quiet(&mut cargo) {
                println!("{error}");
                failed.push(format!("{package} with {features:?}"));
            }
        }
    }
    if failed.is_empty() { Ok(()) } else { Err(failed.join(", ").into()) }
}

/// Runs a check that must not have a warning about our own packages.
pub(crate) fn quiet(cargo: &mut Command) -> Result {
    let messages = run::messages(cargo)?;
    let warnings: Vec<&str> = messages
        .iter()
        .filter(|message| {
            message["target"]["name"].as_str().is_some_and(|name| OURS.contains(&name))
                && message["message"]["level"] == "warning"
        })
        .filter_map(|message| message["message"]["rendered"].as_str())
        .collect();
    if warnings.is_empty() { Ok(()) } else { Err(warnings.concat().into()) }
}

/// The libraries by the names that the compiler has for them.
const OURS: [&str; 4] = ["ostler", "ostler_sys", "ostler_capi", "_native"];

/// What is to be built of a package with these features, as `--features` takes it: with none, each, and the pairs.
fn builds(features: &[String]) -> Vec<String> {
    let has = |pair: &&str| pair.split(',').all(|one| features.iter().any(|name| name == one));
    let pairs = PAIRS.into_iter().filter(has).map(str::to_owned);
    std::iter::once(String::new()).chain(features.iter().cloned()).chain(pairs).collect()
}

/// The names of a package's features, without the set of those that are on by default.
fn features(package: &str) -> Result<Vec<String>> {
    let packages = run::metadata()?["packages"].as_array().ok_or("cargo metadata: no packages")?;
    let is = |one: &&Value| one["name"] == package && one["source"].is_null();
    let found = packages.iter().find(is).and_then(|one| one["features"].as_object());
    let found = found.ok_or_else(|| format!("cargo metadata: no package {package}"))?;
    Ok(found.keys().filter(|name| *name != "default").cloned().collect())
}

/// The packages of the workspace that have features.
pub(crate) fn packages() -> Result<Vec<&'static str>> {
    let packages = run::metadata()?["packages"].as_array().ok_or("cargo metadata: no packages")?;
    let has = |one: &&Value| {
        one["source"].is_null() && one["features"].as_object().is_some_and(|all| !all.is_empty())
    };
    Ok(packages.iter().filter(has).filter_map(|one| one["name"].as_str()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_feature_is_built_alone() {
        let features = ["jiff", "os", "query"].map(String::from);
        assert_eq!(builds(&features), ["", "jiff", "os", "query", "jiff,query"]);
        assert_eq!(builds(&[]), [""]);
    }

    #[test]
    fn pairs_are_of_features() {
        let known = features("ostler").unwrap();
        for name in PAIRS.iter().flat_map(|pair| pair.split(',')) {
            assert!(known.iter().any(|one| one == name), "{name}");
        }
        assert!(!known.contains(&"default".to_owned()));
        let packages = packages().unwrap();
        assert!(
            ["ostler", "ostler-sys"].iter().all(|name| packages.contains(name)),
            "{packages:?}"
        );
    }
}
