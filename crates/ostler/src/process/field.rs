//! The attributes of a process, by name: [`Field`], and sets of them: [`Fields`].

use std::fmt;
use std::str::FromStr;

use crate::error::{Error, Result, quoted};

/// What kind of value a field has: which comparisons make sense, and how it is shown.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[non_exhaustive]
pub enum Kind {
    /// Yes or no.
    Bool,
    /// A whole number.
    Int,
    /// A number of bytes.
    Size,
    /// A share of a hundred.
    Percent,
    /// A length of time.
    Duration,
    /// A point in time.
    Time,
    /// Text, or a path: bytes that are usually UTF-8.
    Text,
    /// Several whole numbers. A comparison holds if it holds for one of them.
    Ints,
    /// Several texts. A comparison holds if it holds for one of them.
    Texts,
    /// Parts with names of their own. `memory_info.rss` is one of them.
    Map,
    /// Several [`Kind::Map`]s.
    Maps,
}

/// Declares the fields: variant, name, other names, kind, meaning.
macro_rules! fields {
    ($($variant:ident, $name:literal $(| $alias:literal)*, $kind:ident, $meaning:literal;)*) => {
        /// An attribute of a process.
        ///
        /// Names are psutil's where it has the attribute; [`Field::from_str`] also reads the other names given here.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        #[non_exhaustive]
        #[repr(u8)]
        pub enum Field {
            $(
                #[doc = concat!("`", $name, "`", $(" or `", $alias, "`",)* ": ", $meaning, ".")]
                $variant,
            )*
        }

        impl Field {
            /// Every field, in the order of the documentation.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The name in queries, columns and JSON.
            ///
            /// ```
            /// use ostler::process::Field;
            /// assert_eq!(Field::MemoryInfo.name(), "memory_info");
            /// ```
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }

            /// The other names it goes by.
            pub const fn aliases(self) -> &'static [&'static str] {
                match self {
                    $(Self::$variant => &[$($alias,)*],)*
                }
            }

            /// What kind of value it has.
            pub const fn kind(self) -> Kind {
                match self {
                    $(Self::$variant => Kind::$kind,)*
                }
            }

            /// What it tells, in a few words.
            pub const fn meaning(self) -> &'static str {
                match self {
                    $(Self::$variant => $meaning,)*
                }
            }
        }
    };
}

fields! {
    Pid, "pid", Int, "the number of the process, in our PID namespace, as all PIDs are";
    Ppid, "ppid", Int, "the number of its parent";
    Name, "name" | "comm", Text, "the name of its program, complete beyond the 15 bytes that the kernel keeps";
    Exe, "exe" | "path", Text, "the path of its program's file; in queries one of our mount namespace";
    ExeDeleted, "exe_deleted", Bool, "whether that file was removed or replaced since it was started";
    Cmdline, "cmdline" | "args", Texts, "the arguments it was started with, the program's name among them";
    Command, "command", Text, "the arguments, joined by spaces; the bracketed name where there are none";
    Cwd, "cwd", Text, "its current directory; in queries a path of our mount namespace";
    Root, "root", Text, "its root directory; in queries a path of our mount namespace";
    Environ, "environ" | "env", Texts, "its environment when it was started, as `KEY=value`";
    Status, "status" | "state", Text, "what it is doing: `running`, `sleeping`, `stopped`, `zombie`, …";
    Uids, "uids", Map, "its user ids: real, effective, saved";
    Gids, "gids", Map, "its group ids: real, effective, saved";
    Uid, "uid" | "ruid", Int, "its real user id, in our user namespace, as all ids are";
    Euid, "euid", Int, "its effective user id";
    Gid, "gid" | "rgid", Int, "its real group id";
    Egid, "egid", Int, "its effective group id";
    Groups, "groups", Ints, "its supplementary group ids";
    Username, "username" | "ruser", Text, "the name of its real user";
    User, "user" | "euser", Text, "the name of its effective user";
    Group, "group" | "egroup", Text, "the name of its effective group";
    RealGroup, "rgroup", Text, "the name of its real group";
    CreateTime, "create_time" | "started", Time, "when it was started, for display";
    Age, "age" | "etime" | "elapsed", Duration, "how long ago it was started";
    CpuTimes, "cpu_times", Map, "the processor time it has used, by kind";
    CpuTime, "cpu_time" | "time", Duration, "the processor time it has used, in user and in kernel mode";
    CpuPercent, "cpu_percent" | "pcpu", Percent, "the share of one processor it has used since its start";
    Nice, "nice" | "ni", Int, "its nice value, -20 to 19; the number of its priority class on Windows";
    Priority, "priority" | "pri", Int, "its priority as the kernel schedules it";
    Policy, "policy" | "sched", Text, "its scheduling policy: `other`, `fifo`, `rr`, `batch`, `idle`, `deadline`";
    Ionice, "ionice", Map, "its I/O scheduling class and its level in it";
    CpuAffinity, "cpu_affinity", Ints, "the processors it may run on";
    CpuNum, "cpu_num" | "psr", Int, "the processor it ran on last";
    MemoryInfo, "memory_info", Map, "its memory, by kind";
    MemoryFullInfo, "memory_full_info", Map, "its memory by kind, with what only a look at every page can tell";
    MemoryPercent, "memory_percent" | "pmem", Percent, "the share of the machine's memory that it has resident";
    Rss, "rss" | "memory", Size, "its memory that is resident";
    Vms, "vms" | "vsz", Size, "its memory that is addressable";
    Shared, "shared", Size, "its resident memory that may be shared";
    Uss, "uss", Size, "its memory that would be freed if it ended";
    Pss, "pss", Size, "its memory with its part of what it shares";
    Swap, "swap", Size, "its memory that is swapped out";
    MemoryMaps, "memory_maps", Maps, "its mappings, by file; in queries paths of our mount namespace";
    NumThreads, "num_threads" | "nlwp", Int, "how many threads it has";
    Threads, "threads", Maps, "its threads, and the processor time of each";
    NumFds, "num_fds", Int, "how many descriptors it has open";
    OpenFiles, "open_files", Maps, "its regular files that are open; in queries paths of our mount namespace";
    Files, "files" | "file", Texts, "the paths of everything it has open, mapped, or as a directory; in queries a path stands for the file that has it in our mount namespace";
    NetConnections, "net_connections" | "connections", Maps, "its sockets: TCP, UDP and Unix; in queries those of our network namespace";
    Ports, "ports" | "port", Ints, "the TCP and UDP ports it listens on; in queries those of our network namespace";
    IoCounters, "io_counters", Map, "how often and how much it has read and written";
    ReadBytes, "read_bytes", Size, "what it has had fetched from storage";
    WriteBytes, "write_bytes", Size, "what it has had sent to storage";
    NumCtxSwitches, "num_ctx_switches", Map, "how often it was taken off a processor";
    Rlimits, "rlimits", Map, "its resource limits, soft and hard; bytes, seconds or a number";
    Terminal, "terminal" | "tty", Text, "its controlling terminal; in queries one of our `/dev/pts`; the name of its session on Windows";
    Session, "session" | "sid", Int, "the number of its session";
    ProcessGroup, "pgid" | "pgrp", Int, "the number of its process group";
    ForegroundGroup, "tpgid", Int, "the number of its terminal's foreground process group";
    Parents, "parents", Ints, "the numbers of its parent, the parent's parent, and so on";
    Children, "children", Ints, "the numbers of its children";
    Descendants, "descendants", Ints, "the numbers of its children, their children, and so on";
    Cgroup, "cgroup", Text, "its control group, a path in our cgroup namespace";
    Container, "container", Text, "the id of the container it runs in, as its control group tells";
    Unit, "unit" | "service", Text, "the unit it belongs to, of our service manager or a user's, as its control group tells; the services that run in it on Windows";
    Namespaces, "namespaces" | "ns", Map, "its namespaces: the inode number of each";
    NsPid, "nspid", Ints, "its number in each PID namespace, from ours to its own";
    KernelThread, "kernel_thread" | "kthread", Bool, "whether it is a part of the kernel";
    Wchan, "wchan", Text, "the kernel function it sleeps in";
    OomScore, "oom_score", Int, "how likely it is to be ended when memory runs out";
    OomScoreAdj, "oom_score_adj", Int, "what is added to that";
    Label, "label" | "context", Text, "its security context";
    Capabilities, "capabilities", Texts, "the capabilities in effect for it";
    SignalsBlocked, "signals_blocked", Texts, "the signals it has blocked";
    SignalsIgnored, "signals_ignored", Texts, "the signals it ignores";
    SignalsCaught, "signals_caught" | "handles", Texts, "the signals it has handlers for";
    Description, "description", Text, "what its program's file says that it is (Windows)";
    NumHandles, "num_handles", Int, "how many handles it has open (Windows)";
    WindowTitles, "window_titles" | "title", Texts, "what stands in the bars of its windows (Windows)";
    Hung, "hung", Bool, "whether one of its windows does not react (Windows)";
}

impl Field {
    /// Whether this platform has it. What it lacks is [`NotImplemented`](crate::ErrorKind::NotImplemented) where it is asked for.
    ///
    /// ```
    /// use ostler::process::Field;
    /// assert!(Field::Name.is_available());
    /// ```
    pub const fn is_available(self) -> bool {
        super::attributes::has(self)
    }

    /// Whether what it says depends on the namespaces a process is in: paths, ports, terminals, units. A
    /// [`Query`](super::Query) takes these names for names in our own namespaces, and with `inside.` before the attribute for
    /// names in the process's.
    ///
    /// ```
    /// use ostler::process::Field;
    /// assert!(Field::Ports.is_namespaced() && !Field::Name.is_namespaced());
    /// ```
    pub const fn is_namespaced(self) -> bool {
        matches!(
            self,
            Self::Exe
                | Self::Cwd
                | Self::Root
                | Self::Files
                | Self::OpenFiles
                | Self::MemoryMaps
                | Self::NetConnections
                | Self::Ports
                | Self::Terminal
                | Self::Unit
        )
    }

    /// Whether capitals and small letters are the same in what it says: names and paths on Windows.
    #[cfg(feature = "query")]
    pub(crate) const fn ignores_case(self) -> bool {
        cfg!(windows)
            && matches!(
                self,
                Self::Name | Self::Exe | Self::Cwd | Self::Files | Self::User | Self::Username
            )
    }

    /// Looks a field up by its name or one of its others.
    fn find(name: &str) -> Option<Self> {
        let is = |field: &Self| field.name() == name || field.aliases().contains(&name);
        Self::ALL.iter().copied().find(is)
    }
}

/// Reads a name, or one of the other names.
impl FromStr for Field {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        Self::find(name).ok_or_else(|| {
            Error::value(format!("no such attribute of a process: {}", quoted(name.as_ref())))
        })
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// A set of fields: what to read of each process.
///
/// ```
/// use ostler::process::{Field, Fields};
///
/// let fields = Fields::of(&[Field::Pid, Field::Name]) | Field::Rss;
/// assert!(fields.contains(Field::Rss));
/// assert_eq!(fields.iter().count(), 3);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Fields(u128);

impl Fields {
    /// None.
    pub const NONE: Self = Self(0);

    /// These.
    pub const fn of(fields: &[Field]) -> Self {
        let mut set = 0;
        let mut at = 0;
        while at < fields.len() {
            set |= 1 << fields[at] as u8;
            at += 1;
        }
        Self(set)
    }

    /// Every field that this platform has. Some are slow: the memory maps, the sockets.
    pub const fn all() -> Self {
        let mut set = 0;
        let mut at = 0;
        while at < Field::ALL.len() {
            if Field::ALL[at].is_available() {
                set |= 1 << Field::ALL[at] as u8;
            }
            at += 1;
        }
        Self(set)
    }

    /// Whether the field is in the set.
    pub const fn contains(self, field: Field) -> bool {
        self.0 & 1 << field as u8 != 0
    }

    /// Whether there is none.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Those in both sets.
    #[must_use]
    pub const fn intersection(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// The fields of the set, in the order of [`Field::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Field> {
        Field::ALL.iter().copied().filter(move |&field| self.contains(field))
    }
}

const _: () = assert!(Field::ALL.len() <= 128, "a field is a bit of a set");

impl From<Field> for Fields {
    fn from(field: Field) -> Self {
        Self::of(&[field])
    }
}

impl FromIterator<Field> for Fields {
    fn from_iter<I: IntoIterator<Item = Field>>(fields: I) -> Self {
        fields.into_iter().fold(Self::NONE, |set, field| set | field)
    }
}

impl<T: Into<Self>> std::ops::BitOr<T> for Fields {
    type Output = Self;

    fn bitor(self, other: T) -> Self {
        Self(self.0 | other.into().0)
    }
}

impl std::ops::BitOr<Field> for Field {
    type Output = Fields;

    fn bitor(self, other: Self) -> Fields {
        Fields::of(&[self, other])
    }
}

impl fmt::Debug for Fields {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}
