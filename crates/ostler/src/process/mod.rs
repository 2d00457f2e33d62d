//! Processes: find the right ones, look at them, wait for them, stop exactly those.

mod accounts;
mod attributes;
mod child;
mod control;
mod error;
mod field;
mod find;
mod identity;
mod net;
#[allow(clippy::module_inception)]
mod process;
mod query;
mod reader;
mod scan;
mod stop;
mod value;

pub use attributes::{
    CpuMeter, CtxSwitches, IOPRIO_CLASS_BE, IOPRIO_CLASS_IDLE, IOPRIO_CLASS_NONE, IOPRIO_CLASS_RT,
    Ids, IoClass, IoCounters, IoPriority, MemoryFullInfo, MemoryInfo, MemoryMap, MemoryRegion,
    OpenFile, ProcessCpuTimes, RLIM_INFINITY, RLIMIT_AS, RLIMIT_CORE, RLIMIT_CPU, RLIMIT_DATA,
    RLIMIT_FSIZE, RLIMIT_LOCKS, RLIMIT_MEMLOCK, RLIMIT_MSGQUEUE, RLIMIT_NICE, RLIMIT_NOFILE,
    RLIMIT_NPROC, RLIMIT_RSS, RLIMIT_RTPRIO, RLIMIT_RTTIME, RLIMIT_SIGPENDING, RLIMIT_STACK,
    Resource, Status, Thread,
};
pub use child::{Child, Spawn, Stdio, active_children, parent_process};
pub use control::{Ended, Protection, Waited, is_protected, protected, wait_all};
pub(crate) use error::Trouble;
pub use field::{Field, Fields, Kind};
pub use identity::Binding;
pub use net::{
    Address, AddressFamily, Connection, ConnectionKinds, ConnectionStatus, OwnedConnection,
    SocketKind, listeners, net_connections,
};
pub use process::Process;
pub use query::{Literal, Query, nearest, parse_duration};
pub use scan::{Iter, Snapshot, exists, iter, pids};
pub use stop::{Outcome, Report, Stop};
pub use value::Value;
