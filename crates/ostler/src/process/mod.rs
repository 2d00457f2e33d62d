//! Find, inspect, wait for and stop processes.
//!
#![cfg_attr(feature = "query", doc = "```")]
#![cfg_attr(not(feature = "query"), doc = "```ignore")]
//! use std::time::Duration;
//! use ostler::process::{Field, Query, Stop, protected};
//!
//! // Every `make` that has been running for more than five minutes …
//! let query = Query::parse("name == make and age > 5m")?;
//! for process in query.find_with(Field::User | Field::Command)? {
//!     println!("{} {:?}", process.pid(), process.get(Field::Command));
//! }
//!
//! // … gets SIGTERM, and after ten seconds SIGKILL, if it still matches when the signal is sent.
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
//! **A PID is not a process.** The system reuses PIDs. A [`Process`] identifies one process, distinct from any earlier or
//! later holder of its PID. Every method and every signal refers to that process; once it has ended, the result is an
//! error, even if another process has its PID. [`Process::binding`] says how signals are bound to it.
//!
//! | to | use |
//! |---|---|
//! | find processes | a [`Query`], an expression over any attribute (feature `query`, on by default) |
//! | list all processes | [`iter`], [`pids`], [`exists`] |
//! | inspect one | the methods of [`Process`] |
//! | read several attributes in one pass | [`Process::snapshot`]; a [`Field`] names an attribute, a [`Value`] holds it |
//! | wait, also for processes that are not children | [`Process::wait`], [`wait_all`] |
//! | stop one, several or a tree | [`Stop`]: a first signal, a grace period, a harder signal |
//! | only send a signal | [`Process::kill`] and similar methods |
//! | start a child | [`Child`] |
//!
//! Attribute names are those of psutil where it has the attribute. No function here spares critical processes:
//! [`is_protected`] tells which need care.
//!
//! # Errors
//!
//! | the process | [`ErrorKind`](crate::ErrorKind) |
//! |---|---|
//! | has ended | `ProcessLookup` |
//! | is not accessible to this user | `PermissionDenied` |
//! | has ended but is not reaped | `ZombieProcess` |
//! | did not end within the timeout | `TimedOut` |
//!
//! [`Error::pid`](crate::Error::pid) says which process it was.
//!
//! # Platforms
//!
//! Linux: signals are bound to the process since Linux 5.3. Processes are distinguished with certainty since Linux 6.9;
//! before that, by the clock tick of their start.
//!
//! Windows: a process is identified by its start time and held by a handle. `Process::close`, which asks a process to
//! end, and `users_of_file` exist only here. User ids, limits, control groups and other features of Linux do not exist;
//! as a [`Field`] they are [`NotImplemented`](crate::ErrorKind::NotImplemented), and [`Field::is_available`] returns
//! `false`.

mod attributes;
mod child;
mod control;
mod field;
#[cfg(feature = "query")]
mod find;
mod handle;
mod hold;
mod kept;
#[cfg(linux_kernel)]
mod linux;
mod look;
mod machine;
mod net;
#[cfg(feature = "query")]
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
#[cfg(feature = "query")]
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
#[cfg(feature = "query")]
pub use query::{Literal, Query, nearest, parse_duration};
pub use scan::{Iter, Snapshot, exists, iter, pids};
pub use stop::{Doubt, Outcome, Report, Stop};
pub(crate) use types::error::Trouble;
pub use types::{
    Address, AddressFamily, Binding, Connection, ConnectionKinds, ConnectionStatus, Process,
    Protection, SocketKind,
};
pub use value::Value;
