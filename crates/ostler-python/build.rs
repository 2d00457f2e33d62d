//! Makes Rust of the table of modules.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

const TABLE: &str = "modules.tsv";

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={TABLE}");
    let table = fs::read_to_string(TABLE).expect(TABLE);
    let folder = env::var_os("OUT_DIR").expect("cargo says where to");
    let folder = Path::new(&folder);
    let rows = rows(&table);
    fs::write(folder.join("modules.rs"), modules(&rows)).expect("a folder to write to");
    fs::write(folder.join("guarded.rs"), guarded(&rows)).expect("a folder to write to");
}

/// The rows of the system that is built for: cells by the names of their columns.
fn rows(table: &str) -> Vec<HashMap<&str, &str>> {
    let system = if env::var_os("CARGO_CFG_WINDOWS").is_some() { "windows" } else { "unix" };
    let mut lines = table.lines().filter(|line| !line.starts_with('#'));
    let columns: Vec<&str> = lines.next().expect("names of columns").split('\t').collect();
    lines
        .map(|line| {
            let cells = line.split('\t').chain(std::iter::repeat(""));
            columns.iter().copied().zip(cells).collect::<HashMap<_, _>>()
        })
        .filter(|row| ["all", system].contains(&row["on"]))
        .collect()
}

/// An array of `crate::modules::Module`.
fn modules(rows: &[HashMap<&str, &str>]) -> String {
    let mut text = String::from("&[\n");
    for row in rows {
        let name = row["name"];
        let add = match row["part"] {
            "native" => format!("Some(crate::{name}::add)"),
            "python" => "None".to_owned(),
            other => panic!("{TABLE}: {name}: no such part: {other}"),
        };
        let beneath = Some(row["beneath"]).filter(|module| !module.is_empty());
        let install = row["install"];
        let homes: Vec<&str> = row["homes"].split_whitespace().collect();
        let _ = writeln!(
            text,
            "Module {{ name: {name:?}, add: {add}, beneath: {beneath:?}, install: {install:?}, homes: &{homes:?} }},"
        );
    }
    text + "]\n"
}

/// The names of those whose functions are called as the interpreter's own are.
fn guarded(rows: &[HashMap<&str, &str>]) -> String {
    let guarded = rows.iter().filter(|row| row["guarded"] == "yes").map(|row| row["name"]);
    format!("&{:?}\n", guarded.collect::<Vec<_>>())
}
