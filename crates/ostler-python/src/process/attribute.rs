//! The attributes of a process, by the names of the methods that return them.

use ostler::process::{Field, Value};
use ostler::{Error, ErrorKind};

/// What a method of `Process` without arguments tells.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Attribute {
    Pid,
    /// What a field says, with or without something added.
    Field(Field),
    CpuPercent,
    MemoryPercent,
    /// Only the method itself knows.
    Method,
}

/// All that `as_dict()` knows.
pub(super) const ATTRIBUTES: &[(&str, Attribute)] = &[
    ("pid", Attribute::Pid),
    ("ppid", Attribute::Field(Field::Ppid)),
    ("name", Attribute::Field(Field::Name)),
    ("exe", Attribute::Field(Field::Exe)),
    ("cmdline", Attribute::Field(Field::Cmdline)),
    ("cwd", Attribute::Field(Field::Cwd)),
    ("environ", Attribute::Field(Field::Environ)),
    ("status", Attribute::Field(Field::Status)),
    ("create_time", Attribute::Field(Field::CreateTime)),
    ("username", Attribute::Field(Field::Username)),
    #[cfg(unix)]
    ("uids", Attribute::Field(Field::Uids)),
    #[cfg(unix)]
    ("gids", Attribute::Field(Field::Gids)),
    #[cfg(unix)]
    ("terminal", Attribute::Field(Field::Terminal)),
    ("nice", Attribute::Field(Field::Nice)),
    ("ionice", Attribute::Field(Field::Ionice)),
    ("cpu_times", Attribute::Field(Field::CpuTimes)),
    ("cpu_percent", Attribute::CpuPercent),
    ("cpu_affinity", Attribute::Field(Field::CpuAffinity)),
    #[cfg(unix)]
    ("cpu_num", Attribute::Field(Field::CpuNum)),
    ("memory_info", Attribute::Field(Field::MemoryInfo)),
    ("memory_full_info", Attribute::Field(Field::MemoryFullInfo)),
    ("memory_percent", Attribute::MemoryPercent),
    ("memory_maps", Attribute::Method),
    ("num_threads", Attribute::Field(Field::NumThreads)),
    ("threads", Attribute::Field(Field::Threads)),
    #[cfg(unix)]
    ("num_fds", Attribute::Field(Field::NumFds)),
    #[cfg(windows)]
    ("num_handles", Attribute::Field(Field::NumHandles)),
    ("open_files", Attribute::Field(Field::OpenFiles)),
    ("net_connections", Attribute::Method),
    ("io_counters", Attribute::Field(Field::IoCounters)),
    ("num_ctx_switches", Attribute::Field(Field::NumCtxSwitches)),
];

impl Attribute {
    /// What is to be read for it.
    pub(super) const fn field(self) -> Option<Field> {
        match self {
            Self::Field(field) => Some(field),
            Self::CpuPercent => Some(Field::CpuTimes),
            Self::MemoryPercent => Some(Field::MemoryInfo),
            Self::Pid | Self::Method => None,
        }
    }
}

/// What a field says, or why it does not.
pub(super) type Answer = (Field, Result<Value, Error>);

/// Whether there is nothing to be had, not even of a living process.
pub(super) fn is_denied(error: &Error) -> bool {
    error.kind() == ErrorKind::PermissionDenied
}
