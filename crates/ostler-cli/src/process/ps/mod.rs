//! `ostler ps`: processes in a table, as JSON, as CSV, as numbers.

mod args;
mod overview;
mod watch;

use std::fmt::Write as _;
use std::io::IsTerminal as _;

use ostler::process::{Field, Fields, Snapshot};
use ostler::{ErrorKind, os};
use serde::Serialize;

use crate::output::{self, Failure};
use crate::process::columns::{self, Column, Objects};
use crate::process::select::{Care, Found, undecided};
pub(crate) use args::PsArgs;
use watch::Meters;

/// What a table shows if nothing is said.
const DEFAULT: [Field; 8] = [
    Field::Pid,
    Field::User,
    Field::CpuPercent,
    Field::Rss,
    Field::Age,
    Field::Status,
    Field::Terminal,
    Field::Command,
];

/// What JSON has if nothing is said.
const OBJECT: [Field; 16] = [
    Field::Pid,
    Field::Ppid,
    Field::Name,
    Field::Exe,
    Field::Cmdline,
    Field::Username,
    Field::Uids,
    Field::Status,
    Field::CreateTime,
    Field::CpuTimes,
    Field::CpuPercent,
    Field::MemoryInfo,
    Field::MemoryPercent,
    Field::NumThreads,
    Field::Nice,
    Field::Terminal,
];

pub(crate) fn run(args: &PsArgs) -> Result<(), Failure> {
    if args.fields.iter().any(|name| name == "help") {
        return list_fields();
    }
    match args.watch {
        Some(interval) => watch::run(args, interval),
        None => once(args, None),
    }
}

/// What there is to be had as a column.
fn list_fields() -> Result<(), Failure> {
    let mut cells = Vec::new();
    for field in Field::ALL.iter().filter(|field| field.is_available()) {
        let others = field.aliases().join(", ");
        cells.push(vec![field.name().to_owned(), others, field.meaning().to_owned()]);
    }
    output::text(&columns::lines(&cells, &[false; 3], None))
}

/// One look. With meters, the share of a processor is that since the look before.
fn once(args: &PsArgs, meters: Option<&mut Meters>) -> Result<(), Failure> {
    let terminal = std::io::stdout().is_terminal();
    let columns = args.columns()?;
    let keys = args.sort_keys()?;
    let meant = args.selection.meant()?;
    let everything = meant.is_empty();
    let mut fields = columns::fields(&columns);
    for (column, _) in &keys {
        fields = fields | column.field;
    }
    let hide_kernel = everything && !args.all;
    if hide_kernel && !args.quiet {
        fields = fields | Field::KernelThread;
    }
    if args.overview(terminal) {
        fields = fields | Field::Name | Field::Rss;
    }
    if args.tree {
        fields = fields | Field::Ppid;
    }
    let mut found = meant.find(fields, Care::Listing, false)?;
    if hide_kernel {
        found.processes.retain(|process| process.get(Field::KernelThread) != Some(&true.into()));
    }
    if let Some(meters) = meters {
        meters.measure(&mut found.processes);
    }
    for (column, descending) in keys.iter().rev() {
        found.processes.sort_by(|a, b| {
            let ordering = columns::compare(column.value(a), column.value(b));
            if *descending { ordering.reverse() } else { ordering }
        });
    }
    let none = found.processes.is_empty();
    if !none || !args.count && !args.json {
        found.tell(false)?;
    }
    print(args, &columns, &found)?;
    match found.nothing() {
        // The answer says it.
        Failure::Nothing(_) if none => Err(Failure::Silent(1)),
        failure if none => Err(failure),
        _ => found.status(),
    }
}

/// What `--json` prints.
#[derive(Serialize)]
struct Listing<'a> {
    processes: Objects<'a>,
    undecided: serde_json::Value,
}

/// Prints these in the shape that was asked for.
fn print(args: &PsArgs, columns: &[Column], all: &Found) -> Result<(), Failure> {
    let found = &all.processes[..];
    if args.count {
        return output::text(&format!("{}\n", found.len()));
    }
    if args.json {
        return output::json(&Listing {
            processes: Objects { processes: found, columns },
            undecided: undecided::json(&all.undecided),
        });
    }
    if args.quiet {
        return output::bytes(numbers(found, &args.delimiter).as_bytes());
    }
    if args.list_name || args.list_full {
        let field = if args.list_full { Field::Command } else { Field::Name };
        let line = |process: &Snapshot| {
            format!("{} {}\n", process.pid(), columns::shown(process.get(field)))
        };
        return output::text(&found.iter().map(line).collect::<String>());
    }
    if args.csv {
        return output::bytes(csv(columns, found, !args.no_header).as_bytes());
    }
    if args.tree {
        return crate::process::tree::print(found.to_vec(), columns, !args.no_header);
    }
    if args.threads {
        return threads(found);
    }
    let terminal = std::io::stdout().is_terminal();
    let (width, height) = screen(terminal);
    let mut text = String::new();
    let mut shown = found.len();
    if args.overview(terminal) {
        text = overview::text(found);
        if let Some(height) = height.filter(|_| !args.all) {
            // Room for what is above, the heading, the last line and the prompt.
            let taken = text.lines().count() + 3;
            shown = shown.min(height.saturating_sub(taken).max(3));
        }
    }
    text.push_str(&columns::table(columns, &found[..shown], !args.no_header, width));
    if shown < found.len() {
        let _ = writeln!(text, "… {} more, --all", found.len() - shown);
    }
    output::text(&text)
}

/// The size of the terminal, if it is one.
fn screen(terminal: bool) -> (Option<usize>, Option<usize>) {
    let size = if terminal { os::get_terminal_size().ok() } else { None };
    let plausible = |number: u16| Some(usize::from(number)).filter(|number| *number > 10);
    size.map_or((None, None), |size| (plausible(size.columns), plausible(size.lines)))
}

fn numbers(found: &[Snapshot], delimiter: &str) -> String {
    let numbers: Vec<String> = found.iter().map(|process| process.pid().to_string()).collect();
    numbers.join(delimiter) + "\n"
}

/// Comma-separated values, RFC 4180: quotes where there is a comma, a quote or the end of a line.
fn csv(columns: &[Column], found: &[Snapshot], heading: bool) -> String {
    let terminal = std::io::stdout().is_terminal();
    let cell = |cell: String| if terminal { output::printable(cell.as_ref()) } else { cell };
    let quoted = |cell: String| {
        if cell.contains([',', '"', '\n', '\r']) {
            format!("\"{}\"", cell.replace('"', "\"\""))
        } else {
            cell
        }
    };
    let mut text = String::new();
    let mut line = |cells: Vec<String>| {
        text.push_str(&cells.into_iter().map(quoted).collect::<Vec<_>>().join(","));
        text.push_str("\r\n");
    };
    if heading {
        line(columns.iter().map(|column| column.name.clone()).collect());
    }
    for process in found {
        line(columns.iter().map(|column| cell(columns::plain(column.value(process)))).collect());
    }
    text
}

/// A line for each thread.
fn threads(found: &[Snapshot]) -> Result<(), Failure> {
    let heading = ["PID", "TID", "USER_TIME", "SYSTEM_TIME", "NAME"].map(str::to_owned).to_vec();
    let mut cells = vec![heading];
    for process in found {
        let threads = match process.process().threads() {
            Err(error) if error.kind() == ErrorKind::ProcessLookup => continue,
            threads => threads?,
        };
        for thread in threads {
            cells.push(vec![
                process.pid().to_string(),
                thread.id.to_string(),
                columns::duration(thread.user_time),
                columns::duration(thread.system_time),
                output::printable(&thread.name),
            ]);
        }
    }
    output::text(&columns::lines(&cells, &[true, true, true, true, false], None))
}

/// The fields that make up a table by itself.
pub(super) fn default_columns(json: bool) -> Vec<Column> {
    let fields: &[Field] = if json { &OBJECT } else { &DEFAULT };
    let available = fields.iter().copied().filter(|field| field.is_available());
    available.map(Column::from).collect()
}

/// What a listing before an act shows.
pub(crate) fn brief() -> Vec<Column> {
    [Field::Pid, Field::User, Field::Age, Field::Command].map(Column::from).to_vec()
}

/// The fields of [`brief`].
pub(crate) fn brief_fields() -> Fields {
    columns::fields(&brief())
}
