//! What there is to know of a process: a file per subject, each with the [`Reader`](super::reader::Reader)'s side and the methods
//! of [`Process`](super::Process).

mod change;
mod cpu;
mod family;
mod files;
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
mod snapshot;
mod state;
mod status;
mod terminal;
mod threads;
mod uses;

pub use cpu::{CpuMeter, ProcessCpuTimes};
pub(crate) use family::Family;
pub use files::OpenFile;
pub use ids::Ids;
pub(crate) use ids::ids;
pub use io::{CtxSwitches, IoCounters};
pub use limits::{
    RLIM_INFINITY, RLIMIT_AS, RLIMIT_CORE, RLIMIT_CPU, RLIMIT_DATA, RLIMIT_FSIZE, RLIMIT_LOCKS,
    RLIMIT_MEMLOCK, RLIMIT_MSGQUEUE, RLIMIT_NICE, RLIMIT_NOFILE, RLIMIT_NPROC, RLIMIT_RSS,
    RLIMIT_RTPRIO, RLIMIT_RTTIME, RLIMIT_SIGPENDING, RLIMIT_STACK, Resource,
};
pub use maps::{MemoryMap, MemoryRegion};
pub use memory::{MemoryFullInfo, MemoryInfo};
pub(crate) use names::{arguments, strings};
pub use priority::{
    IOPRIO_CLASS_BE, IOPRIO_CLASS_IDLE, IOPRIO_CLASS_NONE, IOPRIO_CLASS_RT, IoClass, IoPriority,
};
pub use status::Status;
pub use threads::Thread;

/// Declares methods of [`Process`](super::Process) that read one thing: what is said of it, name, type, what an error calls it,
/// how.
macro_rules! reads {
    ($($(#[$($meta:tt)*])* $name:ident: $type:ty = $what:literal, $read:expr;)*) => {
        impl $crate::process::Process {
            $(
                $(#[$($meta)*])*
                ///
                /// # Errors
                ///
                /// [`ProcessLookup`](crate::ErrorKind::ProcessLookup) if the process is gone,
                /// [`ZombieProcess`](crate::ErrorKind::ZombieProcess) if it has ended and has none any more,
                /// [`PermissionDenied`](crate::ErrorKind::PermissionDenied) if it is not for us to know.
                pub fn $name(&self) -> $crate::error::Result<$type> {
                    self.read($what, $read)
                }
            )*
        }
    };
}
use reads;

/// Declares a structure of numbers that is a [`Value::Map`](super::Value) too.
macro_rules! parts {
    ($(#[$($meta:tt)*])* pub struct $name:ident { $($(#[$($field_meta:tt)*])* $field:ident: $type:ty,)* }) => {
        $(#[$($meta)*])*
        #[derive(Clone, PartialEq, Eq, Debug)]
        #[non_exhaustive]
        pub struct $name {
            $($(#[$($field_meta)*])* pub $field: $type,)*
        }

        impl From<$name> for $crate::process::Value {
            fn from(parts: $name) -> Self {
                Self::Map(vec![$((stringify!($field), parts.$field.into()),)*])
            }
        }
    };
}
use parts;
