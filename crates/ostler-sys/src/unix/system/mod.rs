//! System information.

mod conf;
mod names;

pub use conf::*;
pub use names::{CONFSTR_NAMES, PATHCONF_NAMES, SYSCONF_NAMES};

/// The most supplementary groups a process can have, as the system's header says it.
pub const NGROUPS_MAX: u32 = if cfg!(linux_kernel) {
    65536
} else if cfg!(any(target_os = "freebsd", target_os = "dragonfly")) {
    1023
} else {
    16
};
