//! The machine that processes run on: what their shares are shares of.

mod cpu;
#[cfg(linux_kernel)]
mod linux;
mod memory;
mod users;
#[cfg(windows)]
mod windows;

#[cfg(linux_kernel)]
use linux as system;
#[cfg(windows)]
use windows as system;

pub use cpu::{CpuTimes, cpu_count, cpu_percent, cpu_times, cpu_times_per_cpu};
pub use memory::{SwapMemory, VirtualMemory, swap_memory, virtual_memory};
pub use users::{User, users};

use std::time::SystemTime;

/// The system's load averages over one, five and fifteen minutes: `psutil.getloadavg()`.
#[cfg(all(linux_kernel, not(target_os = "android")))]
pub use crate::os::getloadavg;

/// When the system was started, by the clock on the wall: `psutil.boot_time()`.
///
/// ```
/// let up = ostler::process::boot_time().elapsed()?;
/// println!("up {} minutes", up.as_secs() / 60);
/// # Ok::<(), std::time::SystemTimeError>(())
/// ```
pub fn boot_time() -> SystemTime {
    system::boot_time()
}

/// Declares a structure of the machine's.
macro_rules! facts {
    ($(#[$($meta:tt)*])* pub struct $name:ident { $($(#[$($field_meta:tt)*])* $field:ident: $type:ty,)* }) => {
        $(#[$($meta)*])*
        #[derive(Clone, Debug, Default, PartialEq)]
        #[non_exhaustive]
        pub struct $name {
            $($(#[$($field_meta)*])* pub $field: $type,)*
        }
    };
}
use facts;
