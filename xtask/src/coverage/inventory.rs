//! The names the reference documents: one table a module.

use std::collections::HashSet;
use std::path::Path;

use super::Platform;
use crate::run::Result;
use crate::tsv::Table;

/// Tables of the folder that are not inventories.
const OTHERS: [&str; 3] = ["claims", "lacking", "usages"];

/// Systems that the reference tells of, and this does not count for.
const OTHER_SYSTEMS: [&str; 8] =
    ["AIX", "Android", "FreeBSD", "NetBSD", "OpenBSD", "Solaris", "WASI", "iOS"];

/// A module of the reference.
#[derive(Debug)]
pub(crate) struct Module {
    pub(crate) name: String,
    pub(crate) names: Vec<Documented>,
}

/// A documented name.
#[derive(Clone, Debug)]
pub(crate) struct Documented {
    /// With the module: `os.stat_result.st_mode`. A usage with its program: `pgrep -d`.
    pub(crate) name: String,
    /// Whose name it is: the module itself, a package that is its model, a program.
    pub(crate) origin: String,
    pub(crate) kind: String,
    /// Whether the reference's own implementation has it on Linux.
    pub(crate) on_linux: bool,
    /// Which systems have it, in the reference's words: `Unix, not WASI`; empty where it says nothing.
    pub(crate) availability: String,
    /// What the inventory itself declares to be none of this library's business, and why.
    pub(crate) out: Option<String>,
}

impl Documented {
    pub(crate) fn is_type(&self) -> bool {
        matches!(self.kind.as_str(), "class" | "exception")
    }

    /// Whether it is a way of doing a thing, such as an option of a program, rather than a name.
    pub(crate) fn is_usage(&self) -> bool {
        self.kind == "usage"
    }

    /// Why a platform lacks it, if the reference itself says that it does.
    pub(crate) fn unavailable(&self, platform: Platform) -> Option<String> {
        // Sentences may follow, and versions have dots of their own.
        let systems = self.availability.split(". ").next().unwrap_or_default();
        let (mut there, mut named) = (false, Vec::new());
        for item in systems.split(", ") {
            let mut words = item.split([' ', '.']);
            let (word, is_excluded) = match words.next().unwrap_or_default() {
                "not" => (words.next().unwrap_or_default(), true),
                word => (word, false),
            };
            let is_meant = match word {
                "Unix" | "POSIX" => platform != Platform::Windows,
                "Linux" | "macOS" | "Windows" => platform.name() == word,
                _ if OTHER_SYSTEMS.contains(&word) => false,
                _ => return None,
            };
            if is_excluded && is_meant {
                return Some(format!("not on {word}"));
            }
            if !is_excluded {
                named.push(word);
                there |= is_meant;
            }
        }
        (!there && !named.is_empty()).then(|| format!("{} only", named.join(", ")))
    }

    /// Without whose name it is.
    pub(crate) fn short(&self) -> &str {
        let rest = self.name.strip_prefix(&self.origin).and_then(|rest| rest.strip_prefix('.'));
        rest.unwrap_or(&self.name)
    }
}

/// Every inventory of the folder, in the order of the modules' names.
pub(crate) fn load(folder: &Path) -> Result<Vec<Module>> {
    let mut modules = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))? {
        let path = entry?.path();
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if path.extension().is_some_and(|e| e == "tsv") && !OTHERS.contains(&stem.as_str()) {
            modules.push(module(stem, &Table::read(&path)?)?);
        }
    }
    modules.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(modules)
}

fn module(name: String, table: &Table) -> Result<Module> {
    let mut seen = HashSet::new();
    let mut names = Vec::new();
    for row in table.rows() {
        let full = row.get("name").to_owned();
        if !seen.insert(full.clone()) {
            return Err(format!("{name}.tsv lists {full} twice").into());
        }
        let origin = Some(row.get("origin")).filter(|origin| !origin.is_empty()).unwrap_or(&name);
        let scope = row.get("scope");
        let kind = row.get("kind").to_owned();
        names.push(Documented {
            origin: origin.to_owned(),
            on_linux: row.get("on_linux") != "no" && scope != "in (Windows)" && kind != "usage",
            availability: row.get("availability").to_owned(),
            out: out(scope).map(String::from),
            name: full,
            kind,
        });
    }
    Ok(Module { name, names })
}

/// Why a name with this scope is not to be had: `out: remote machines`.
fn out(scope: &str) -> Option<&str> {
    match scope.strip_prefix("out:") {
        Some(reason) => Some(reason.trim()),
        None => Some(scope).filter(|scope| *scope == "deprecated alias"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "name\torigin\tkind\tscope\n\
        psutil.Process.pid\tpsutil\tmethod\tin\n\
        psutil.IOPRIO_LOW\tpsutil\tname\tin (Windows)\n\
        psutil.Process.connections\tpsutil\tmethod\tdeprecated alias\n\
        taskkill /S\ttaskkill\tusage\tout: remote machines\n";

    #[test]
    fn scopes_and_origins() {
        let module = module("process".into(), &Table::parse(TABLE).unwrap()).unwrap();
        let [pid, windows, alias, usage] = &module.names[..] else { panic!("{module:?}") };
        assert_eq!((pid.short(), pid.on_linux, &pid.out), ("Process.pid", true, &None));
        assert!(!windows.on_linux && windows.out.is_none());
        assert_eq!(alias.out.as_deref(), Some("deprecated alias"));
        assert_eq!(usage.out.as_deref(), Some("remote machines"));
        assert!(usage.is_usage() && usage.short() == "taskkill /S");
    }

    #[test]
    fn the_reference_says_where_a_name_is() {
        let table = |availability: &str| {
            format!("name\tkind\tavailability\nos.a\tfunction\t{availability}\n")
        };
        let lacking = |availability: &str| -> Vec<Option<String>> {
            let module = module("os".into(), &Table::parse(&table(availability)).unwrap()).unwrap();
            Platform::ALL.map(|platform| module.names[0].unavailable(platform)).to_vec()
        };
        let on = |linux: &str, macos: &str, windows: &str| -> Vec<Option<String>> {
            let reason = |reason: &str| Some(reason.to_owned()).filter(|text| !text.is_empty());
            [linux, macos, windows].map(reason).to_vec()
        };
        assert_eq!(lacking(""), on("", "", ""));
        assert_eq!(lacking("not WASI, not iOS"), on("", "", ""));
        assert_eq!(lacking("Unix, Windows. On Windows, for pipes"), on("", "", ""));
        assert_eq!(lacking("Unix, not WASI, not macOS"), on("", "not on macOS", "Unix only"));
        let linux = "Linux >= 4.11 with glibc >= 2.28";
        assert_eq!(lacking(linux), on("", "Linux only", "Linux only"));
        assert_eq!(lacking("Solaris"), on("Solaris only", "Solaris only", "Solaris only"));
        assert_eq!(lacking("where the moon is full"), on("", "", ""));
    }

    #[test]
    fn a_name_stands_once() {
        let table = Table::parse("name\tkind\nos.open\tfunction\nos.open\tfunction\n").unwrap();
        assert!(module("os".into(), &table).is_err());
        let table = Table::parse("name\tkind\nos.open\tfunction\n").unwrap();
        let module = module("os".into(), &table).unwrap();
        assert_eq!((&*module.names[0].origin, module.names[0].short()), ("os", "open"));
    }
}
