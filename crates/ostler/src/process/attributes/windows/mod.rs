//! What there is to know of a process, by subject.

mod files;
mod maps;
mod memory;
mod names;
mod numbers;
mod open;
mod place;
mod priority;
mod value;
mod work;

pub use files::users_of_file;
pub(super) use files::uses_file;
pub use maps::{MemoryMap, MemoryRegion};
pub use memory::{MemoryFullInfo, MemoryInfo};
pub use open::OpenFile;
pub(super) use priority::set_ionice;
pub use priority::{
    ABOVE_NORMAL_PRIORITY_CLASS, BELOW_NORMAL_PRIORITY_CLASS, HIGH_PRIORITY_CLASS,
    IDLE_PRIORITY_CLASS, IOPRIO_HIGH, IOPRIO_LOW, IOPRIO_NORMAL, IOPRIO_VERYLOW, IoPriority,
    NORMAL_PRIORITY_CLASS, REALTIME_PRIORITY_CLASS,
};
pub(crate) use value::has;
pub use work::IoCounters;
