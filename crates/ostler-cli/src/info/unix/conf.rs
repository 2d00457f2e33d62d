//! `ostler info conf`: the configuration tables.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::Path;

use comfy_table::{CellAlignment, ContentArrangement, Table, presets};
use ostler::os;
use serde::Serialize;

use crate::output::Failure;
use crate::report::Report;

/// The three tables. A name the system knows and has no value for is there with `null`.
#[derive(Debug, Serialize)]
pub(crate) struct Tables {
    sysconf: BTreeMap<&'static str, Option<i64>>,
    confstr: BTreeMap<&'static str, Option<String>>,
    path: String,
    pathconf: BTreeMap<&'static str, Option<i64>>,
}

impl Tables {
    /// Asks for every name that contains `filter`.
    pub(crate) fn read(path: &Path, filter: Option<&str>) -> Result<Self, Failure> {
        // A path that is not there is worth an error, not a table of blanks.
        os::stat(path)?;
        let filter = filter.map(str::to_lowercase);
        let wanted = |name: &str| {
            filter.as_deref().is_none_or(|filter| name.to_lowercase().contains(filter))
        };
        Ok(Self {
            sysconf: os::sysconf_names()
                .iter()
                .filter(|(name, _)| wanted(name))
                .map(|&(name, _)| (name, os::sysconf(name).ok().flatten()))
                .collect(),
            confstr: os::confstr_names()
                .iter()
                .filter(|(name, _)| wanted(name))
                .map(|&(name, _)| {
                    let value = confstr(name);
                    (name, value.map(|value| value.to_string_lossy().into_owned()))
                })
                .collect(),
            path: path.to_string_lossy().into_owned(),
            pathconf: os::pathconf_names()
                .iter()
                .filter(|(name, _)| wanted(name))
                .map(|&(name, _)| (name, os::pathconf(path, name).ok().flatten()))
                .collect(),
        })
    }

    /// The report for people: values first, then in paragraphs the names whose value is empty and those that have none.
    pub(crate) fn render(&self) -> String {
        let mut report = Report::new();
        let number = |table: &BTreeMap<&'static str, Option<i64>>| {
            table
                .iter()
                .map(|(&name, value)| (name, value.map(|value| value.to_string())))
                .collect()
        };
        section(&mut report, "sysconf", &number(&self.sysconf), CellAlignment::Right);
        section(&mut report, "confstr", &self.confstr, CellAlignment::Left);
        section(
            &mut report,
            &format!("pathconf {}", self.path),
            &number(&self.pathconf),
            CellAlignment::Right,
        );
        report.finish()
    }
}

fn section(
    report: &mut Report,
    title: &str,
    values: &BTreeMap<&'static str, Option<String>>,
    alignment: CellAlignment,
) {
    report.section(title);
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic);
    let (mut empty, mut without) = (Vec::new(), Vec::new());
    for (name, value) in values {
        match value.as_deref().map(str::trim_end) {
            Some("") => empty.push(*name),
            Some(value) => {
                table.add_row([*name, value]);
            }
            None => without.push(*name),
        }
    }
    if let Some(column) = table.column_mut(1) {
        column.set_cell_alignment(alignment);
    }
    if !table.is_empty() {
        report.push(&format!("{table}\n"));
    }
    for (what, names) in [("Empty", empty), ("No value", without)] {
        if !names.is_empty() {
            report.paragraph(&format!("{what}: {}", names.join(" ")), 1);
        }
    }
    if values.is_empty() {
        report.paragraph("No such name.", 1);
    }
}

#[cfg(not(target_os = "android"))]
fn confstr(name: &str) -> Option<OsString> {
    os::confstr(name).ok().flatten()
}

/// That C library has no such function, and no names.
#[cfg(target_os = "android")]
fn confstr(_: &str) -> Option<OsString> {
    None
}
