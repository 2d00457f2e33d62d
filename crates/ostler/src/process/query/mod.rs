//! [`Query`]: which processes are meant, as an expression.

mod build;
mod error;
mod eval;
mod lexer;
mod literal;
mod near;
mod node;
mod parse;
mod taskkill;
#[cfg(test)]
mod tests;
mod wmi;

use std::fmt;
use std::str::FromStr;

use super::Fields;
use super::code::Code;
use crate::error::Result;
use node::Node;

#[cfg(linux_kernel)]
pub(crate) use eval::Here;
pub(crate) use eval::{Attributes, Doubt, Truth, Unknown};
pub use literal::{Literal, parse_duration};
pub use near::nearest;

/// Which processes are meant. With the feature `query`, which is on by default.
///
/// One language, for programs and at the shell: `name == make and age > 5m and not user == root`.
///
/// | | |
/// |---|---|
/// | `all` | every process |
/// | `name == make`, `name != make` | equal, or not; `=` is `==` |
/// | `age > 5m`, `<`, `<=`, `>=` | more, less |
/// | `name in (make, ninja)`, `not in` | one of several |
/// | `command contains "-j 8"`, `startswith`, `endswith` | part of a text |
/// | `name glob "make*"` | the shell's pattern, for the whole text: `*`, `?`, `[a-z]`, `[!a-z]` |
/// | `name matches "^g?make$"`, `=~`, `!~` | a regular expression, for a part of the text |
/// | `name == MAKE nocase` | capitals or not |
/// | `kernel_thread` | a yes-or-no attribute by itself |
/// | `environ.HOME == /root`, `memory_info.rss > 1G` | a variable, a part of a composed attribute |
/// | `terminal == none` | the process has none |
/// | `inside.ports == 80` | the name as the process has it in its own namespaces |
/// | `not …`, `… and …`, `… or …`, `(…)` | in this order of strength; also `!`, `&&`, <code>&#124;&#124;</code> |
///
/// Attributes are the names of [`Field`](super::Field). One with several values (`ports`, `cmdline`) compares as any of them does.
/// Sizes are bytes or `500K`, `1.5G` (powers of 1024, as memory is counted; also `KB`, `KiB`); lengths of time are seconds or
/// `500ms`, `90s`, `5m`, `1h30m`, `2d`, `1w`; points in time are `2026-11-20`, `2026-11-20T10:30:00` (local, or UTC with `Z`
/// behind) or `@` and seconds. A text needs quotes, of either kind, where blanks or brackets are in it, and knows `\n`, `\t`, `\xff`.
/// A user or group is compared by name or by number.
///
/// On Windows names of programs are compared without regard to capitals and to `.exe`, paths and users without regard to
/// capitals.
///
/// **As WMI has it**, a query of `Win32_Process` is one too: the condition alone, or all of
/// `select * from Win32_Process where …`.
///
/// | | |
/// |---|---|
/// | `Name = "make.exe"` | WMI's properties, capitals or not; but `name` is our own, and so is `priority` |
/// | `Name <> 'make'` | `!=` |
/// | `CommandLine like '%make%'` | for the whole text: `%` anything, `_` a character, `[a-z]`, `[^a-z]` |
/// | `ExecutablePath is null`, `is not null` | `== none`, or not; behind our own names `IS NULL`, in capitals |
/// | `AND`, `OR`, `NOT`, `IN` | capitals or not |
/// | `CreationDate < '20261130120000.000000+060'` | with the minutes ahead of UTC; also the points in time from above |
///
/// What has such a property, has `like`, or stands in a statement is compared without regard to capitals, as WMI does. In a
/// statement WMI's names are first (`name` is `Name`), and ours can be used too. The columns can only be `*`: a query says
/// which processes, not what is shown of them.
///
/// | property | here |
/// |---|---|
/// | `Name`, `Caption`, `Description` | `name`; `= 'make.exe'` is true of `make` too, for only Windows' programs have the ending. `like` takes the name as it is |
/// | `ProcessId`, `Handle`, `ParentProcessId` | `pid`, `ppid` |
/// | `CommandLine`, `ExecutablePath` | `command` (with `is null`: `cmdline`), `exe` |
/// | `CreationDate` | `create_time` |
/// | `ThreadCount`, `HandleCount` | `num_threads`, `num_fds` (Windows: `num_handles`) |
/// | `Priority`, `SessionId` | `priority`, `session` |
/// | `UserModeTime`, `KernelModeTime` | `cpu_times.user`, `cpu_times.system`, in units of 100 nanoseconds; or `5s` |
/// | `WorkingSetSize`, `VirtualSize` | `rss`, `vms` (not on Windows: ours is another size) in bytes; or `1G` |
/// | `PageFileUsage` | `swap` (Windows: `memory_info.pagefile`) in units of 1024 bytes; or `1G` |
/// | `ReadOperationCount`, `WriteOperationCount` | `io_counters.read_count`, `io_counters.write_count` |
/// | `ReadTransferCount`, `WriteTransferCount` | `io_counters.read_chars`, `io_counters.write_chars` (Windows: `read_bytes`, `write_bytes`) |
/// | `PageFaults`, `PrivatePageCount`, `Peak…`, `Quota…`, `Other…` | parts of `memory_info` and `io_counters`, on Windows, but `PeakVirtualSize` |
///
/// The others, which are empty there or about the machine, are errors.
///
/// **Names are meant here.** A port is one of this program's network namespace, a path one of its mount namespace, also of a
/// process in a container: `files == /data/app.db` selects the processes that have this very file in use, and none that has one
/// of the same path elsewhere. [`Field`](super::Field) says of each attribute where it is read. What has no name here is not
/// known. `inside.` before an attribute takes its name as the process has it. Names of programs, arguments and variables belong
/// to no namespace: `name == nginx` selects those in containers too; `namespaces` and `container` tell them apart.
///
/// **What cannot be read is not known**, and neither a comparison with it nor the opposite selects the process:
/// `not exe == /bin/sh` leaves out those whose program is a secret to us. That a process has none of something (a
/// terminal, arguments) is known: every comparison with it is false, but `== none`. [`Query::search`] tells which processes were
/// left out for that.
///
/// ```
/// use ostler::process::Query;
///
/// let query: Query = "name == make and age > 5m and not user == root".parse()?;
/// for process in query.find()? {
///     println!("{}", process.pid());
/// }
///
/// let error = "nmae == make".parse::<Query>().unwrap_err();
/// assert!(error.to_string().starts_with("no such attribute: `nmae`; did you mean `name`? (column 1)"));
///
/// let query: Query = "select * from Win32_Process where Name like 'make%' and UserModeTime > 50000000".parse()?;
/// assert_eq!(query.to_string(), r#"name like "make%" nocase and cpu_times.user > 5s"#);
/// # Ok::<(), ostler::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Query {
    node: Node,
}

impl Query {
    /// Reads an expression.
    ///
    /// # Errors
    ///
    /// [`Value`](crate::ErrorKind::Value), with the place, if it is none.
    pub fn parse(text: &str) -> Result<Self> {
        match parse::parse(text) {
            Ok(node) => Ok(Self { node }),
            Err(mistake) => Err(mistake.into_error(text)),
        }
    }

    /// The attributes it asks for.
    pub fn fields(&self) -> Fields {
        self.node.fields()
    }

    /// Whether it asks for a process of this number: as `pid == 12` does, and `not pid == 12` does not.
    pub fn names_pid(&self, pid: i32) -> bool {
        self.node.names_pid(pid)
    }

    /// The only numbers that it can select, if it is about certain ones: no others have to be looked at.
    pub fn only_pids(&self) -> Option<Vec<i32>> {
        self.node.only_pids()
    }

    /// Whether it is nested deeper than an expression may be, for a host language whose programs put queries together
    /// without end: what is nested deeper is looked at on a deeper stack.
    #[doc(hidden)]
    pub fn is_too_deep(&self) -> bool {
        self.node.depth() > parse::DEPTH
    }

    /// Whether it takes names as processes have them in their own namespaces.
    pub(crate) fn looks_inside(&self) -> bool {
        self.node.looks_inside()
    }

    /// True, false, or not known, and why not. `ESRCH` if the process is gone.
    pub(crate) fn matches(&self, attributes: &mut impl Attributes) -> Result<Truth, Code> {
        self.node.holds(attributes)
    }
}

impl FromStr for Query {
    type Err = crate::Error;

    fn from_str(text: &str) -> Result<Self> {
        Self::parse(text)
    }
}

/// An expression that is read back as the same query.
impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.node.fmt(f)
    }
}

impl Default for Query {
    fn default() -> Self {
        Self::all()
    }
}
