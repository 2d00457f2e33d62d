//! The modules of the Python package, by the table that the extension is built from.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use crate::run::{self, Result};
use crate::tsv::{Row, Table};

pub(crate) const TABLE: &str = "crates/ostler-python/modules.tsv";

/// A row of the table, whose head says what the columns are.
#[derive(Debug)]
pub(crate) struct Module {
    pub(crate) name: String,
    pub(crate) on: On,
    is_native: bool,
    beneath: Option<String>,
    has_feature: bool,
    is_installed: bool,
    has_tests: bool,
}

/// The systems that have one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum On {
    All,
    Unix,
    Windows,
}

impl Module {
    pub(crate) fn of(row: Row<'_>) -> Result<Self> {
        let name = row.get("name").to_owned();
        let wrong = |column| format!("{TABLE}: {name}: no such {column}: {}", row.get(column));
        Ok(Self {
            on: match row.get("on") {
                "all" => On::All,
                "unix" => On::Unix,
                "windows" => On::Windows,
                _ => return Err(wrong("on").into()),
            },
            is_native: match row.get("part") {
                "native" => true,
                "python" => false,
                _ => return Err(wrong("part").into()),
            },
            beneath: Some(row.get("beneath")).filter(|name| !name.is_empty()).map(String::from),
            has_feature: row.get("feature") == "yes",
            is_installed: match row.get("install") {
                "at once" | "late" => true,
                "never" => false,
                _ => return Err(wrong("install").into()),
            },
            has_tests: !row.get("tests").is_empty() || !row.get("windows_tests").is_empty(),
            name,
        })
    }

    /// Whether Python programs import it, and it does not only help another module.
    fn is_public(&self) -> bool {
        !self.name.starts_with('_')
    }

    /// Whether it stands for itself: documentation, inventory and tests are its own.
    pub(crate) fn is_documented(&self) -> bool {
        self.beneath.is_none()
    }

    /// The files that it has to have, each by its possible names.
    fn files(&self) -> Vec<Vec<PathBuf>> {
        let name = &self.name;
        let mut files = vec![vec![format!("python/ostler/{name}.py")]];
        let folder_or_file =
            |folder: &str| vec![format!("{folder}/{name}.rs"), format!("{folder}/{name}/mod.rs")];
        if self.is_public() {
            files.push(vec![format!("python/ostler/{name}.pyi")]);
        }
        if self.is_native {
            files.push(folder_or_file("crates/ostler-python/src"));
        }
        if self.is_documented() {
            files.push(vec![format!("inventory/{name}.tsv")]);
            files.push(folder_or_file("crates/ostler/src"));
            let tests = "crates/ostler/tests";
            files.push(vec![format!("{tests}/{name}.rs"), format!("{tests}/{name}/main.rs")]);
        }
        files.into_iter().map(|names| names.into_iter().map(PathBuf::from).collect()).collect()
    }
}

pub(crate) fn load() -> Result<Vec<Module>> {
    Table::read(&run::root().join(TABLE))?.rows().map(Module::of).collect()
}

/// What stubtest is to pass over on this system: modules of others, which cannot be imported here.
pub(crate) fn elsewhere(modules: &[Module]) -> String {
    let other = if cfg!(windows) { On::Unix } else { On::Windows };
    let mut text = String::new();
    for module in modules.iter().filter(|module| module.on == other && module.is_public()) {
        let _ = writeln!(text, "ostler.{}", module.name);
    }
    text
}

/// Whether every module has what is its own.
pub(crate) fn check() -> Result {
    let modules = load()?;
    println!("{} rows of {TABLE}", modules.len());
    let faults = lacking(&modules, run::root())?;
    if faults.is_empty() { Ok(()) } else { Err(faults.join("\n").into()) }
}

/// What modules lack of what is theirs to have.
fn lacking(modules: &[Module], root: &Path) -> Result<Vec<String>> {
    let mut faults = Vec::new();
    let platforms = std::fs::read_to_string(root.join("docs/platforms.md"))?;
    let page = std::fs::read_to_string(root.join("docs/python.md"))?;
    let manifest = std::fs::read_to_string(root.join("crates/ostler/Cargo.toml"))?;
    let tests = python_tests(&root.join("python/tests"))?;
    for module in modules {
        let name = &module.name;
        let mut fault = |what: &str| faults.push(format!("{name}: {what}"));
        for names in module.files() {
            if !names.iter().any(|file| root.join(file).is_file()) {
                fault(&format!("no {}", names[0].display()));
            }
        }
        if let Some(above) = &module.beneath
            && !modules.iter().any(|module| module.name == *above && module.is_documented())
        {
            fault(&format!("beneath {above}, which is no module"));
        }
        if !module.is_documented() {
            continue;
        }
        let word = format!("`{name}`");
        let in_row = |line: &str| {
            line.strip_prefix("| ")
                .is_some_and(|row| row.split(" | ").next().is_some_and(|cell| cell.contains(&word)))
        };
        if !platforms.lines().any(in_row) {
            fault("no row of docs/platforms.md");
        }
        if !page.contains(&word) {
            fault("not on the page docs/python.md");
        }
        if !tests.iter().any(|test| imports(test, name)) {
            fault("no test in python/tests");
        }
        if module.has_feature && !manifest.contains(&format!("\n{name} = [")) {
            fault("no feature in crates/ostler/Cargo.toml");
        }
        if module.is_installed && !module.has_tests {
            fault("none of CPython's tests");
        }
    }
    Ok(faults)
}

/// The Python package's tests, by their text.
fn python_tests(folder: &Path) -> Result<Vec<String>> {
    let mut tests = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            tests.extend(python_tests(&path)?);
        } else if path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("test_")) {
            tests.push(std::fs::read_to_string(path)?);
        }
    }
    Ok(tests)
}

/// Whether a test asks for a module of the package by its name.
fn imports(test: &str, name: &str) -> bool {
    test.lines().any(|line| {
        let listed = line.trim_start().strip_prefix("from ostler import ");
        listed.is_some_and(|names| {
            names.split(',').any(|each| each.split_whitespace().next() == Some(name))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn modules(rows: &str) -> Vec<Module> {
        let table = format!("name\ton\tpart\tbeneath\tfeature\tinstall\ttests\n{rows}");
        Table::parse(&table).unwrap().rows().map(|row| Module::of(row).unwrap()).collect()
    }

    #[test]
    fn every_module_has_what_is_its_own() {
        check().unwrap();
    }

    #[test]
    fn what_a_module_lacks_is_found() {
        let modules = modules(
            "os\tall\tnative\t\tyes\tat once\ttest_os\nhorses\tall\tnative\tcarts\t\tlate\nhay\tunix\tpython\t\tyes\tlate\n",
        );
        let found = lacking(&modules, run::root()).unwrap();
        let expected = [
            "horses: no python/ostler/horses.py",
            "horses: no python/ostler/horses.pyi",
            "horses: no crates/ostler-python/src/horses.rs",
            "horses: beneath carts, which is no module",
            "hay: no python/ostler/hay.py",
            "hay: no python/ostler/hay.pyi",
            "hay: no inventory/hay.tsv",
            "hay: no crates/ostler/src/hay.rs",
            "hay: no crates/ostler/tests/hay.rs",
            "hay: no row of docs/platforms.md",
            "hay: not on the page docs/python.md",
            "hay: no test in python/tests",
            "hay: no feature in crates/ostler/Cargo.toml",
            "hay: none of CPython's tests",
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn a_cell_is_one_of_those_that_there_are() {
        for row in ["a\tmac\tnative\t\tlate", "a\tall\tC\t\tlate", "a\tall\tnative\t\tsoon"] {
            let table =
                Table::parse(&format!("name\ton\tpart\tbeneath\tinstall\n{row}\n")).unwrap();
            assert!(table.rows().map(Module::of).all(|module| module.is_err()), "{row}");
        }
    }

    #[test]
    fn what_is_elsewhere() {
        let modules = modules("os\tall\tnative\t\t\tlate\nmsvcrt\twindows\tnative\t\t\tlate\n");
        assert_eq!(elsewhere(&modules), if cfg!(windows) { "" } else { "ostler.msvcrt\n" });
    }

    #[test]
    fn an_import_is_of_the_name_itself() {
        assert!(imports("x\n    from ostler import os, time as ostler_time\n", "time"));
        assert!(!imports("from ostler import timer\nimport time\nostler.time\n", "time"));
    }
}
