//! `ostler tree`: children below their parents.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;
use std::io::IsTerminal as _;

use anstyle::{Effects, Style};
use clap::Args;
use ostler::os;
use ostler::process::{Field, Query, Snapshot};
use serde::Serialize;
use serde::ser::{SerializeMap as _, Serializer};

use crate::output::{self, Failure};
use crate::process::columns::{self, Column, Object};
use crate::process::select::{Care, Found, Selection, undecided};

const DIMMED: Style = Style::new().effects(Effects::DIMMED);

#[derive(Debug, Args)]
#[command(after_help = "\
Selected processes are shown with their ancestors and descendants.

Exit status:
  0    found
  1    a name, PID or port matched nothing
  2    usage error
  3    no permission to read processes that may match
  4    processes that may match could not be read for another reason")]
pub(crate) struct TreeArgs {
    /// Print one JSON object: each process with its `children`
    #[arg(long)]
    json: bool,
    /// Include kernel threads
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    selection: Selection,
}

pub(crate) fn run(args: &TreeArgs) -> Result<(), Failure> {
    let columns = [Field::Pid, Field::User, Field::Command].map(Column::from).to_vec();
    let fields = columns::fields(&columns) | Field::Ppid | Field::KernelThread | Field::Name;
    let meant = args.selection.meant()?;
    let everything = meant.is_empty();
    let searched = Query::all().search(fields)?;
    let (mut all, unread) = (searched.found, searched.undecided);
    if !args.all && everything {
        all.retain(|process| {
            process.get(Field::KernelThread).is_none_or(|value| *value == false.into())
        });
    }
    let mut chosen = if everything {
        Found::all(all.clone())
    } else {
        meant.find(Field::Pid.into(), Care::Listing, false)?
    };
    chosen.leave_out(unread);
    chosen.tell(false)?;
    let found: HashSet<i32> = chosen.processes.iter().map(Snapshot::pid).collect();
    let forest = Forest::new(all);
    let shown = forest.with_family(&found);
    if args.json {
        let roots: Vec<i32> = forest.roots().filter(|pid| shown.contains(pid)).collect();
        let within = Within { forest: &forest, columns: &columns, shown: &shown };
        output::json(&Listing {
            processes: Branches { within, pids: &roots, depth: 0 },
            undecided: undecided::json(&chosen.undecided),
        })?;
    } else {
        forest.print(&columns, true, &shown, &found)?;
    }
    chosen.status()
}

/// `ostler ps --tree`: these processes as a tree.
pub(crate) fn print(
    found: Vec<Snapshot>,
    columns: &[Column],
    heading: bool,
) -> Result<(), Failure> {
    let pids: HashSet<i32> = found.iter().map(Snapshot::pid).collect();
    Forest::new(found).print(columns, heading, &pids, &pids)
}

/// What `--json` prints.
#[derive(Serialize)]
struct Listing<'a> {
    processes: Branches<'a>,
    undecided: serde_json::Value,
}

/// What is printed of a forest.
#[derive(Clone, Copy)]
struct Within<'a> {
    forest: &'a Forest,
    columns: &'a [Column],
    shown: &'a HashSet<i32>,
}

/// Some of its processes, each with those below it.
struct Branches<'a> {
    within: Within<'a>,
    pids: &'a [i32],
    depth: usize,
}

impl Serialize for Branches<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let &Self { within, pids, depth } = self;
        let shown = pids.iter().filter(|pid| within.shown.contains(pid) && depth <= DEEPEST);
        let processes = shown.filter_map(|pid| within.forest.processes.get(pid));
        to.collect_seq(processes.map(|process| Branch { within, process, depth }))
    }
}

/// A process with those below it, as `children`.
struct Branch<'a> {
    within: Within<'a>,
    process: &'a Snapshot,
    depth: usize,
}

impl Serialize for Branch<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let &Self { within, process, depth } = self;
        let mut map = to.serialize_map(None)?;
        Object { process, columns: within.columns }.members(&mut map)?;
        let pids = within.forest.children(process.pid());
        map.serialize_entry("children", &Branches { within, pids, depth: depth + 1 })?;
        map.end()
    }
}

/// Deeper than this, lines are no help; nor is a chain that comes round to itself, which changing numbers can make.
const DEEPEST: usize = 200;

struct Forest {
    processes: HashMap<i32, Snapshot>,
    children: HashMap<i32, Vec<i32>>,
    order: Vec<i32>,
}

impl Forest {
    fn new(all: Vec<Snapshot>) -> Self {
        let order: Vec<i32> = all.iter().map(Snapshot::pid).collect();
        let mut children: HashMap<i32, Vec<i32>> = HashMap::new();
        for process in &all {
            if let Some(parent) = parent(process) {
                children.entry(parent).or_default().push(process.pid());
            }
        }
        let processes = all.into_iter().map(|process| (process.pid(), process)).collect();
        Self { processes, children, order }
    }

    fn children(&self, pid: i32) -> &[i32] {
        self.children.get(&pid).map_or(&[], Vec::as_slice)
    }

    /// Those whose parent is not among them.
    fn roots(&self) -> impl Iterator<Item = i32> {
        self.order.iter().copied().filter(|pid| {
            let parent = self.processes.get(pid).and_then(parent);
            parent.is_none_or(|parent| !self.processes.contains_key(&parent))
        })
    }

    /// These, all below them, and all above.
    fn with_family(&self, found: &HashSet<i32>) -> HashSet<i32> {
        let mut shown = HashSet::new();
        let mut ahead: Vec<i32> = found.iter().copied().collect();
        while let Some(pid) = ahead.pop() {
            if shown.insert(pid) {
                ahead.extend(self.children(pid));
            }
        }
        for pid in found {
            let mut above = self.processes.get(pid).and_then(parent);
            while let Some(pid) = above.filter(|pid| shown.insert(*pid)) {
                above = self.processes.get(&pid).and_then(parent);
            }
        }
        shown
    }

    fn print(
        &self,
        columns: &[Column],
        heading: bool,
        shown: &HashSet<i32>,
        found: &HashSet<i32>,
    ) -> Result<(), Failure> {
        let mut cells = Vec::new();
        let mut dim = Vec::new();
        if heading {
            cells.push(columns.iter().map(Column::heading).collect());
            dim.push(false);
        }
        let signs = Signs::of_locale();
        for pid in self.roots().filter(|pid| shown.contains(pid)) {
            self.rows(pid, columns, shown, &signs, &mut String::new(), None, &mut |pid, row| {
                cells.push(row);
                dim.push(!found.contains(&pid));
            });
        }
        let right = vec![false; columns.len()];
        let terminal = std::io::stdout().is_terminal();
        let width = terminal
            .then(|| os::get_terminal_size().ok())
            .flatten()
            .map(|size| usize::from(size.columns));
        let text = columns::lines(&cells, &right, width.filter(|width| *width > 10));
        let mut out = String::new();
        for (line, dim) in text.lines().zip(dim) {
            if dim {
                let _ = writeln!(out, "{DIMMED}{line}{DIMMED:#}");
            } else {
                out.push_str(line);
                out.push('\n');
            }
        }
        output::text(&out)
    }

    /// A row for a process and for each below it: the last column is the one that is set in.
    #[allow(clippy::too_many_arguments)]
    fn rows(
        &self,
        pid: i32,
        columns: &[Column],
        shown: &HashSet<i32>,
        signs: &Signs,
        before: &mut String,
        last: Option<bool>,
        row: &mut impl FnMut(i32, Vec<String>),
    ) {
        let Some(process) = self.processes.get(&pid) else { return };
        let mut cells: Vec<String> =
            columns.iter().map(|column| columns::shown(column.value(process))).collect();
        let sign = match last {
            None => "",
            Some(true) => signs.last,
            Some(false) => signs.fork,
        };
        if let Some(cell) = cells.last_mut() {
            *cell = format!("{before}{sign}{cell}");
        }
        row(pid, cells);
        let length = before.len();
        before.push_str(match last {
            None => "",
            Some(true) => signs.blank,
            Some(false) => signs.pass,
        });
        let below: Vec<i32> =
            self.children(pid).iter().copied().filter(|pid| shown.contains(pid)).collect();
        if before.chars().count() < DEEPEST * 3 {
            for (at, child) in below.iter().enumerate() {
                self.rows(*child, columns, shown, signs, before, Some(at + 1 == below.len()), row);
            }
        }
        before.truncate(length);
    }
}

fn parent(process: &Snapshot) -> Option<i32> {
    let parent = process.get(Field::Ppid)?.as_int()?;
    i32::try_from(parent).ok().filter(|parent| *parent > 0 && *parent != process.pid())
}

/// What the lines are drawn with.
struct Signs {
    fork: &'static str,
    last: &'static str,
    pass: &'static str,
    blank: &'static str,
}

impl Signs {
    /// Lines where the locale has them.
    fn of_locale() -> Self {
        let set = ["LC_ALL", "LC_CTYPE", "LANG"]
            .iter()
            .filter_map(std::env::var_os)
            .find(|value| !value.is_empty());
        let utf8 = set.is_some_and(|locale| {
            let locale = locale.to_string_lossy().to_ascii_lowercase();
            locale.contains("utf-8") || locale.contains("utf8")
        });
        if utf8 {
            Self { fork: "├─ ", last: "└─ ", pass: "│  ", blank: "   " }
        } else {
            Self { fork: "|- ", last: "`- ", pass: "|  ", blank: "   " }
        }
    }
}
