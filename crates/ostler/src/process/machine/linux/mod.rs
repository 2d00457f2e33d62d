//! What `/proc` and its like tell of the machine.

mod cpu;
mod memory;
mod users;

pub(crate) use cpu::{cores, cpu_times, cpu_times_per_cpu};
pub(crate) use memory::{swap_memory, virtual_memory};
pub(crate) use users::users;

use std::time::SystemTime;

/// When the system was started.
pub(crate) fn boot_time() -> SystemTime {
    crate::process::reader::Context::new().boot_time
}
