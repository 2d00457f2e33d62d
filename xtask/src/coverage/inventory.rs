//! The names the reference documents: one table a module.

use std::collections::HashSet;
use std::path::Path;

use crate::run::Result;
use crate::tsv::Table;

/// Tables of the folder that are not inventories.
const OTHERS: [&str; 3] = ["claims", "lacking", "usages"];

/// A module of the reference.
#[derive(Debug)]
pub(crate) struct Module {
    pub(crate) name: String,
    pub(crate) names: Vec<Documented>,
}

/// A documented name.
#[derive(Clone, Debug)]
pub(crate) struct Documented {
    /// With the module: `os.stat_result.st_mode`.
    pub(crate) name: String,
    pub(crate) kind: String,
    /// Whether the reference's own implementation has it on Linux.
    pub(crate) on_linux: bool,
    /// What the inventory itself declares to be none of this library's business, and why.
    pub(crate) out: Option<String>,
}

impl Documented {
    /// Whether it is something that people type elsewhere, and no name of a program's.
    pub(crate) fn is_usage(&self) -> bool {
        self.kind == "usage"
    }

    pub(crate) fn is_type(&self) -> bool {
        matches!(self.kind.as_str(), "class" | "exception")
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
        let out = row.get("scope").strip_prefix("out:").map(|reason| reason.trim().to_owned());
        let on_linux = row.get("on_linux") != "no";
        names.push(Documented { name: full, kind: row.get("kind").to_owned(), on_linux, out });
    }
    Ok(Module { name, names })
}
