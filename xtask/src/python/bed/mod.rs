//! The test bed: a system of Debian's unstable with the Python versions that this machine need not have, and their own tests.
//!
//! It is made once, under the target directory. A program runs in it as root of a file system, with devices of its own, and
//! finds the workspace, what is built and temporary files at the same paths.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use crate::run::{self, Result};
use crate::test::Apart;
use crate::{debian, setup};

/// The versions in it: Debian's unstable has these.
pub(super) const VERSIONS: [&str; 2] = ["3.14", "3.15"];

/// What is in it beside the versions: what tests use, and how packages are downloaded and built.
const PACKAGES: &str = "ca-certificates,file,gcc,libc6-dev,procps,tzdata";

/// The bed as it is made.
pub(super) struct Bed {
    /// The system, and programs that enter it.
    folder: PathBuf,
}

/// The bed, which is made when there is none. The error says why there is none.
pub(super) fn obtain() -> std::result::Result<&'static Bed, &'static str> {
    static BED: OnceLock<std::result::Result<Bed, String>> = OnceLock::new();
    let bed = BED.get_or_init(|| {
        possible()?;
        ready().map_err(|error| {
            let said = format!("THE TEST BED COULD NOT BE MADE: {error}");
            let line = "!".repeat(100);
            let without = VERSIONS.join(" and ");
            eprintln!("\n{line}\n{said}\nIt goes on WITHOUT Python {without}.\n{line}\n");
            said
        })
    });
    bed.as_ref().map_err(String::as_str)
}

/// Whether this machine can have one.
fn possible() -> std::result::Result<(), String> {
    if !cfg!(target_os = "linux") {
        Err("the test bed is for Linux".into())
    } else if !setup::is_root() {
        Err("the superuser alone can make and enter the test bed".into())
    } else if !run::succeeds(run::program("debootstrap").arg("--version")) {
        Err("no debootstrap to make the test bed: `cargo xtask setup` installs it".into())
    } else if Apart::find() != Apart::Namespaces {
        Err("nothing can be mounted here, which the test bed needs".into())
    } else {
        Ok(())
    }
}

fn ready() -> Result<Bed> {
    let folder = run::target_dir()?.join("bed");
    let root = folder.join("root");
    let inputs = format!("{}\n{}", packages(), include_str!("make.sh"));
    let note = root.join("made-of");
    if fs::read_to_string(&note).is_ok_and(|made_of| made_of == inputs) {
        debian::settings(&root)?;
        return Bed::with_starters(folder);
    }
    // One that is interrupted leaves this folder, which is emptied before the next try.
    let part = folder.join("part");
    let arguments: [&str; 2] = [&debian::mirror()?, &packages()];
    debian::root_file_system("xtask/src/python/bed/make.sh", &part, &arguments)?;
    fs::write(part.join("made-of"), inputs)?;
    if root.exists() {
        fs::remove_dir_all(&root)?;
    }
    fs::rename(part, &root)?;
    debian::settings(&root)?;
    Bed::with_starters(folder)
}

fn packages() -> String {
    let of =
        |version| format!(",python{version}-dev,python{version}-venv,libpython{version}-testsuite");
    PACKAGES.to_owned() + &VERSIONS.map(of).concat()
}

impl Bed {
    /// Writes the programs that are run from outside.
    fn with_starters(folder: PathBuf) -> Result<Self> {
        let bed = Self { folder };
        let target = run::target_dir()?;
        let script = run::root().join("xtask/src/python/bed/enter.sh");
        let paths = [&script, &bed.folder.join("root"), run::root(), &target];
        let words: Vec<String> = paths.iter().map(|path| quoted(path)).collect();
        let enter = format!("exec unshare --mount sh {} \"$@\"", words.join(" "));
        fs::create_dir_all(bed.folder.join("bin"))?;
        starter(&bed.enter(), &enter)?;
        for version in VERSIONS {
            let program = bed.builder(version);
            let [enter, own] = [&bed.enter(), &program].map(|path| quoted(path));
            let inside = quoted(&Self::python(version));
            starter(&program, &format!("exec {enter} env --argv0={own} {inside} \"$@\""))?;
        }
        Ok(bed)
    }

    /// Runs the program that its arguments name, inside.
    pub(super) fn enter(&self) -> PathBuf {
        self.folder.join("bin/enter")
    }

    /// What builds take for the interpreter of a version: it says that it is where they have found it.
    pub(super) fn builder(&self, version: &str) -> PathBuf {
        self.folder.join(format!("bin/python{version}"))
    }

    /// The interpreter of a version, inside.
    pub(super) fn python(version: &str) -> PathBuf {
        PathBuf::from(format!("/usr/bin/python{version}"))
    }
}

fn starter(path: &Path, command: &str) -> Result {
    let text = format!("#!/bin/sh\n{command}\n");
    // Another run may be starting it: it is left as it is where it is right.
    if fs::read_to_string(path).is_ok_and(|has| has == text) {
        return Ok(());
    }
    fs::write(path, text)?;
    Ok(fs::set_permissions(path, fs::Permissions::from_mode(0o755))?)
}

/// A path as the shell's language has it.
fn quoted(path: &Path) -> String {
    format!("'{}'", path.display().to_string().replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{VERSIONS, packages, quoted};

    #[test]
    fn each_version_has_its_packages() {
        let packages = packages();
        let packages: Vec<&str> = packages.split(',').collect();
        for version in VERSIONS {
            for name in ["-dev", "-venv"] {
                assert!(packages.contains(&format!("python{version}{name}").as_str()));
            }
            assert!(packages.contains(&format!("libpython{version}-testsuite").as_str()));
        }
        assert!(packages.iter().all(|package| !package.is_empty()));
    }

    #[test]
    fn paths_are_quoted() {
        assert_eq!(quoted(Path::new("/a b/it's")), r"'/a b/it'\''s'");
    }
}
