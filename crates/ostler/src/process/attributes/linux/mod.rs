//! What `/proc` tells of a process, by subject.

mod change;
mod cpu;
mod files;
#[cfg(feature = "query")]
mod here;
mod ids;
mod io;
mod kernel;
mod limits;
mod maps;
mod memory;
mod names;
mod place;
mod priority;
mod signals;
mod state;
mod terminal;
mod threads;
mod uses;
mod value;

pub use files::OpenFile;
pub use ids::Ids;
pub(crate) use ids::ids;
pub use io::IoCounters;
pub use limits::{
    RLIM_INFINITY, RLIMIT_AS, RLIMIT_CORE, RLIMIT_CPU, RLIMIT_DATA, RLIMIT_FSIZE, RLIMIT_LOCKS,
    RLIMIT_MEMLOCK, RLIMIT_MSGQUEUE, RLIMIT_NICE, RLIMIT_NOFILE, RLIMIT_NPROC, RLIMIT_RSS,
    RLIMIT_RTPRIO, RLIMIT_RTTIME, RLIMIT_SIGPENDING, RLIMIT_STACK, Resource,
};
pub use maps::{MemoryMap, MemoryRegion};
pub use memory::{MemoryFullInfo, MemoryInfo};
pub(crate) use names::{arguments, strings};
pub(super) use priority::set_ionice;
pub use priority::{
    IOPRIO_CLASS_BE, IOPRIO_CLASS_IDLE, IOPRIO_CLASS_NONE, IOPRIO_CLASS_RT, IoClass, IoPriority,
};
pub(super) use uses::uses_file;
pub(crate) use value::has;
