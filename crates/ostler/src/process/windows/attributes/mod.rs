//! What there is to know of a process, by subject.

mod memory;
mod names;
mod numbers;
mod work;

pub use memory::MemoryInfo;
pub use work::IoCounters;
