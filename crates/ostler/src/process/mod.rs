//! Processes: find the right ones, look at them, wait for them, stop exactly those.
//!
//! ```
//! use std::time::Duration;
//! use ostler::process::{Field, Query, Stop, protected};
//!
//! // Every `make` that has been running for more than five minutes …
//! let query = Query::parse("name == make and age > 5m")?;
//! for process in query.find_with(Field::User | Field::Command)? {
//!     println!("{} {:?}", process.pid(), process.get(Field::Command));
//! }
//!
//! // … is asked to end, and after ten seconds made to: those that are one of these still when the signal is sent.
//! let careful = protected(query.find()?)?;
//! let meant: Vec<_> = careful.into_iter().filter(|(_, why)| why.is_none()).map(|(process, _)| process).collect();
//! let report = Stop::new()
//!     .grace(Duration::from_secs(10))
//!     .only_if(|process| query.selects(process))
//!     .all(&meant)?;
//! for (process, error) in report.refused() {
//!     println!("{}: {error}", process.pid());
//! }
//! # Ok::<(), ostler::Error>(())
//! ```
//!
//! **A number is not a process.** Numbers are given out again. A [`Process`] is told from every other that has had or will
//! have its number, and every question and every signal is for that one: once it is gone the answer is an error, whoever has
//! the number. [`Process::binding`] says how a signal is bound to it.
//!
//! **Find** with a [`Query`], an expression over every attribute there is; or look at all with [`iter`], [`pids`],
//! [`exists`].
//!
//! **Look** at one with the methods of [`Process`], or at several attributes in one pass with [`Process::snapshot`]. Attributes by
//! name are [`Field`]s, and what they say is a [`Value`]. Names are psutil's where it has the attribute.
//!
//! **Wait** with [`Process::wait`] and [`wait_all`], also for processes that are not children.
//!
//! **Stop** with [`Stop`]: a first signal, some time, a harder one; for one, for many, for a whole tree. [`Process::kill`] and its
//! like only send a signal. None of them asks whether that is wise: [`is_protected`] tells which processes to be careful with.
//!
//! **Start** one with [`Child`].
//!
//! Gone, denied, ended and not collected, timed out: these are different [kinds](crate::ErrorKind) of error, `ProcessLookup`,
//! `PermissionDenied`, `ZombieProcess`, `TimedOut`, and [`Error::pid`](crate::Error::pid) says which process it was.
//!
//! # Platforms
//!
//! Linux and Windows. On Linux, signals are bound to the process from Linux 5.3 on, and processes told apart for certain from 6.9 on; before, by the clock
//! tick in which they were started.
//!
//! On Windows a process is told by the time of its start and held by a handle. There is `Process::close` there, which asks,
//! and `users_of_file`; ids, limits, control groups and what else is Linux's is not there, and as a [`Field`] is
//! [`NotImplemented`](crate::ErrorKind::NotImplemented): [`Field::is_available`] tells.

mod attributes;
mod child;
mod control;
mod field;
mod find;
mod handle;
mod hold;
mod kept;
#[cfg(linux_kernel)]
mod linux;
mod look;
mod machine;
mod net;
mod query;
mod reading;
mod scan;
mod stop;
mod types;
mod value;
#[cfg(windows)]
mod windows;

/// What the system answers: a backend, which knows `types` and nothing else of this module.
#[cfg(linux_kernel)]
use linux as backend;
#[cfg(windows)]
use windows as backend;

use backend::{identity, reader};
use types::{code, error, family, this};

#[cfg(windows)]
pub use attributes::{
    ABOVE_NORMAL_PRIORITY_CLASS, BELOW_NORMAL_PRIORITY_CLASS, HIGH_PRIORITY_CLASS,
    IDLE_PRIORITY_CLASS, IOPRIO_HIGH, IOPRIO_LOW, IOPRIO_NORMAL, IOPRIO_VERYLOW,
    NORMAL_PRIORITY_CLASS, REALTIME_PRIORITY_CLASS, users_of_file,
};
pub use attributes::{
    CpuMeter, CtxSwitches, IoCounters, IoPriority, MemoryFullInfo, MemoryInfo, MemoryMap,
    MemoryRegion, OpenFile, ProcessCpuTimes, Status, Thread,
};
#[cfg(linux_kernel)]
pub use attributes::{
    IOPRIO_CLASS_BE, IOPRIO_CLASS_IDLE, IOPRIO_CLASS_NONE, IOPRIO_CLASS_RT, Ids, IoClass,
    RLIM_INFINITY, RLIMIT_AS, RLIMIT_CORE, RLIMIT_CPU, RLIMIT_DATA, RLIMIT_FSIZE, RLIMIT_LOCKS,
    RLIMIT_MEMLOCK, RLIMIT_MSGQUEUE, RLIMIT_NICE, RLIMIT_NOFILE, RLIMIT_NPROC, RLIMIT_RSS,
    RLIMIT_RTPRIO, RLIMIT_RTTIME, RLIMIT_SIGPENDING, RLIMIT_STACK, Resource,
};
pub use child::{Child, Spawn, Stdio, active_children, parent_process};
#[doc(hidden)]
pub use control::wait_until_gone;
pub use control::{Ended, KILL, Waited, is_protected, protected, wait_all, wait_all_unreaped};
pub use field::{Field, Fields, Kind};
pub use find::{Search, Undecided};
pub use handle::Handle;
pub use kept::Identity;
pub use look::Look;
#[cfg(all(linux_kernel, not(target_os = "android")))]
pub use machine::getloadavg;
pub use machine::{
    CpuTimes, SwapMemory, User, VirtualMemory, boot_time, cpu_count, cpu_percent, cpu_times,
    cpu_times_per_cpu, swap_memory, users, virtual_memory,
};
pub use net::{OwnedConnection, listeners, net_connections};
pub use query::{Literal, Query, nearest, parse_duration};
pub use scan::{Iter, Snapshot, exists, iter, pids};
pub use stop::{Doubt, Outcome, Report, Stop};
pub(crate) use types::error::Trouble;
pub use types::{
    Address, AddressFamily, Binding, Connection, ConnectionKinds, ConnectionStatus, Process,
    Protection, SocketKind,
};
pub use value::Value;
