//! What runs several times.

use std::collections::HashMap;
use std::fmt::Write as _;

use anstyle::{Effects, Style};
use ostler::process::{Field, Snapshot, Value};

use crate::output::printable;
use crate::process::columns::size;

const BOLD: Style = Style::new().effects(Effects::BOLD);

/// How many programs are worth a line.
const LINES: usize = 5;

/// `20 x make, 1.2 GiB`: programs with several instances, those with most first.
pub(super) fn text(found: &[Snapshot]) -> String {
    let mut programs: HashMap<&std::ffi::OsStr, (usize, u64)> = HashMap::new();
    for process in found {
        let Some(name) = process.get(Field::Name).and_then(Value::as_text) else { continue };
        let entry = programs.entry(name).or_default();
        entry.0 += 1;
        if let Some(Value::Size(rss)) = process.get(Field::Rss) {
            entry.1 += rss;
        }
    }
    let mut several: Vec<_> = programs.into_iter().filter(|(_, (count, _))| *count > 1).collect();
    several.sort_by(|(a, (count_a, _)), (b, (count_b, _))| count_b.cmp(count_a).then(a.cmp(b)));
    let mut text = String::new();
    for (name, (count, rss)) in several.into_iter().take(LINES) {
        let _ = writeln!(text, "{BOLD}{count} x {}{BOLD:#}, {}", printable(name), size(rss));
    }
    if !text.is_empty() {
        text.push('\n');
    }
    text
}
