//! What depending on the library costs: the size of a program and the time to compile it, beside the same with other crates.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::run::{self, Result};
use crate::table;

/// The programs of `bench/size`, and what their packages depend on. The versions are those of the workspace.
const PROGRAMS: [Program; 4] = [
    Program {
        name: "ostler, process",
        source: "ostler.rs",
        dependencies: r#"ostler = { path = "ROOT/crates/ostler", default-features = false, features = ["process"] }"#,
    },
    Program {
        name: "rustix, walkdir, sysinfo",
        source: "peers.rs",
        dependencies: r#"rustix = { version = "1.1", features = ["fs"] }
walkdir = "2.5"
sysinfo = { version = "0.38", default-features = false, features = ["system"] }"#,
    },
    Program {
        name: "ostler, default",
        source: "ostler.rs",
        dependencies: r#"ostler = { path = "ROOT/crates/ostler" }"#,
    },
    Program {
        name: "ostler, with a query",
        source: "query.rs",
        dependencies: r#"ostler = { path = "ROOT/crates/ostler" }"#,
    },
];

/// Settings of the profile `release`, by the variables that cargo has for them: the first are cargo's own.
const PROFILES: [(&str, &[(&str, &str)]); 3] = [
    ("as it is", &[]),
    ("lto = true", &[("CARGO_PROFILE_RELEASE_LTO", "true")]),
    ("opt-level = \"s\"", &[("CARGO_PROFILE_RELEASE_OPT_LEVEL", "s")]),
];

/// How often each is compiled by cargo's own settings: the least time is the one with the least of other work in it.
const ROUNDS: usize = 3;

struct Program {
    name: &'static str,
    source: &'static str,
    dependencies: &'static str,
}

/// What was measured of a program, by one of the profiles.
struct Measured {
    bytes: u64,
    /// Of cargo and what it starts, in user mode.
    seconds: Vec<f64>,
}

/// Builds the programs by turns, sees that they do the same, and prints what they weigh.
pub(crate) fn main() -> Result {
    let folder = run::target_dir()?.join("size");
    let folders = PROGRAMS
        .iter()
        .map(|program| program.package(&folder))
        .collect::<Result<Vec<PathBuf>>>()?;
    let mut header = vec!["program".to_owned(), "crates".to_owned()];
    let mut rows: Vec<Vec<String>> = PROGRAMS
        .iter()
        .zip(&folders)
        .map(|(program, folder)| Ok(vec![program.name.to_owned(), crates(folder)?.to_string()]))
        .collect::<Result<_>>()?;
    for (profile, settings) in PROFILES {
        header.extend([format!("bytes, {profile}"), "seconds".to_owned()]);
        let mut all: Vec<Measured> =
            PROGRAMS.iter().map(|_| Measured { bytes: 0, seconds: Vec::new() }).collect();
        for _ in 0..if settings.is_empty() { ROUNDS } else { 1 } {
            for (folder, measured) in folders.iter().zip(&mut all) {
                measured.seconds.push(compile(folder, settings)?);
                measured.bytes = fs::metadata(program(folder))?.len();
                println!("{} bytes, {:?} s", measured.bytes, measured.seconds);
            }
        }
        do_the_same(&folders)?;
        for (row, measured) in rows.iter_mut().zip(&all) {
            let least = measured.seconds.iter().copied().fold(f64::INFINITY, f64::min);
            row.extend([measured.bytes.to_string(), format!("{least:.1}")]);
        }
    }
    rows.insert(0, header);
    println!();
    table::print(&rows);
    Ok(())
}

impl Program {
    /// A package of the program, outside of the workspace. Where it is.
    fn package(&self, folder: &Path) -> Result<PathBuf> {
        let root = run::root().display().to_string();
        let folder = folder.join(self.name.replace(", ", "-").replace(' ', "-"));
        fs::create_dir_all(&folder)?;
        let source = run::root().join("bench/size").join(self.source).display().to_string();
        let manifest = format!(
            "[package]\nname = \"size\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n\
             [[bin]]\nname = \"size\"\npath = {source:?}\n\n[dependencies]\n{}\n\n\
             [profile.release]\nstrip = true\n",
            self.dependencies.replace("ROOT", &root)
        );
        fs::write(folder.join("Cargo.toml"), manifest)?;
        fs::copy(run::root().join("Cargo.lock"), folder.join("Cargo.lock"))?;
        Ok(folder)
    }
}

/// How many crates the compiler is run for.
fn crates(folder: &Path) -> Result<usize> {
    let mut cargo = run::cargo();
    cargo.args(["tree", "--offline", "--edges", "normal,build", "--prefix", "none", "--format"]);
    let tree = run::output(cargo.arg("{p}").current_dir(folder))?;
    let names: BTreeSet<&str> = tree.lines().filter_map(|line| line.split(' ').next()).collect();
    Ok(names.len())
}

/// Compiles a package and all it depends on. The seconds of the processors' time, in user mode: on a machine with other work these say
/// more than those that pass.
fn compile(folder: &Path, settings: &[(&str, &str)]) -> Result<f64> {
    run::emptied(folder.join("target"))?;
    // The shell tells what its children took.
    let mut shell = run::program("sh");
    shell.args(["-c", "\"$0\" build --release --offline --quiet >&2 && times"]);
    shell.arg(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    shell.current_dir(folder).env("CARGO_TARGET_DIR", folder.join("target"));
    shell.envs(settings.iter().copied());
    run::announce(&shell);
    user_seconds(&run::output(&mut shell)?).ok_or_else(|| "sh: no times".into())
}

/// The time of children in user mode, from the answer of the shell's `times`.
fn user_seconds(times: &str) -> Option<f64> {
    let word = times.lines().nth(1)?.split_whitespace().next()?;
    let (minutes, seconds) = word.strip_suffix('s')?.split_once('m')?;
    Some(minutes.parse::<f64>().ok()? * 60.0 + seconds.parse::<f64>().ok()?)
}

fn program(folder: &Path) -> PathBuf {
    folder.join("target/release/size")
}

/// All have counted the same, and have seen this process.
fn do_the_same(folders: &[PathBuf]) -> Result {
    let mut counted = BTreeSet::new();
    for folder in folders {
        let said = run::output(run::program(program(folder)).arg("crates"))?;
        counted.insert(said.lines().next().unwrap_or_default().to_owned());
        let own = format!("{} xtask ", std::process::id());
        if !said.lines().any(|line| line.starts_with(&own)) {
            return Err(format!("{}: does not list {own}", folder.display()).into());
        }
    }
    if counted.len() == 1 { Ok(()) } else { Err(format!("not the same: {counted:?}").into()) }
}

#[cfg(test)]
mod tests {
    #[test]
    fn times_of_children_are_in_the_second_line() {
        let seconds = super::user_seconds("0m0.01s 0m0.02s\n1m2.50s 0m4.00s\n");
        assert_eq!(seconds, Some(62.5));
        assert_eq!(super::user_seconds(""), None);
    }
}
