//! What `ostler ps` can be told.

use clap::Args;
use ostler::process::Field;

use super::default_columns;
use crate::output::Failure;
use crate::process::columns::Column;
use crate::process::select::Selection;

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  ostler ps                          list processes; count programs with several instances
  ostler ps make                     list every make
  ostler ps -q make                  print only PIDs, for $(…)
  ostler ps :8080                    show what listens on a port
  ostler ps --where 'age > 5m and rss > 1G' --sort -rss
  ostler ps --json | jq '.processes[].pid'

Exit status:
  0    found
  1    a name, PID or port matched nothing
  2    usage error
  3    no permission to read processes that may match
  4    processes that may match could not be read for another reason")]
pub(crate) struct PsArgs {
    /// Print only PIDs
    #[arg(short, long, conflicts_with_all = ["json", "csv", "tree", "fields"])]
    pub(crate) quiet: bool,
    /// The separator between PIDs
    #[arg(short, long, default_value = "\n", requires = "quiet")]
    pub(crate) delimiter: String,
    /// Print only the number of processes
    #[arg(short, long)]
    pub(crate) count: bool,
    /// Print PID and name
    #[arg(short, long)]
    pub(crate) list_name: bool,
    /// Print PID and command line
    #[arg(short = 'a', long)]
    pub(crate) list_full: bool,
    /// Show children below their parents
    #[arg(long)]
    pub(crate) tree: bool,
    /// Print one line per thread
    #[arg(short = 'w', long)]
    pub(crate) threads: bool,
    /// Sort by these columns; `-` before a column sorts from the highest down
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',', allow_hyphen_values = true)]
    pub(crate) sort: Vec<String>,
    /// Show these columns; a leading `+` adds them to the default columns; `help` lists all
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',')]
    pub(crate) fields: Vec<String>,
    /// Repeat at this interval; %CPU is then measured since the previous update
    #[arg(long, value_name = "SECONDS", num_args = 0..=1, default_missing_value = "2")]
    pub(crate) watch: Option<f64>,
    /// Print one JSON object
    #[arg(long, conflicts_with = "csv")]
    pub(crate) json: bool,
    /// Print comma-separated values
    #[arg(long)]
    pub(crate) csv: bool,
    /// Leave out the header line
    #[arg(long)]
    pub(crate) no_header: bool,
    /// Include kernel threads; do not stop at one screen
    #[arg(long, visible_alias = "everything")]
    pub(crate) all: bool,
    #[command(flatten)]
    pub(crate) selection: Selection,
}

impl PsArgs {
    pub(super) fn columns(&self) -> Result<Vec<Column>, Failure> {
        if self.quiet || self.count {
            return Ok(Vec::new());
        }
        if self.list_name {
            return Ok(vec![Field::Name.into()]);
        }
        if self.list_full {
            return Ok(vec![Field::Command.into()]);
        }
        let mut columns = Vec::new();
        for (at, name) in self.fields.iter().enumerate() {
            let name = match name.strip_prefix('+') {
                Some(name) if at == 0 => {
                    columns = default_columns(self.json);
                    name
                }
                _ => name,
            };
            columns.push(Column::parse(name)?);
        }
        if columns.is_empty() {
            columns = default_columns(self.json);
        } else if self.fields[0].starts_with('+') && !self.json {
            // The command line stays last: it takes what room there is.
            let command = columns.iter().position(|column| column.field == Field::Command);
            if let Some(command) = command.map(|at| columns.remove(at)) {
                columns.push(command);
            }
        }
        Ok(columns)
    }

    /// The columns to sort by, and whether from the highest down.
    pub(super) fn sort_keys(&self) -> Result<Vec<(Column, bool)>, Failure> {
        let key = |name: &String| {
            let (name, descending) = match name.strip_prefix('-') {
                Some(name) => (name, true),
                None => (name.strip_prefix('+').unwrap_or(name), false),
            };
            Ok((Column::parse(name)?, descending))
        };
        self.sort.iter().map(key).collect()
    }

    /// Whether programs with several instances are counted first, and one screen is enough.
    pub(super) fn overview(&self, terminal: bool) -> bool {
        let plain =
            !(self.json || self.csv || self.quiet || self.count || self.tree || self.threads);
        terminal && plain && !self.list_name && !self.list_full
    }
}
