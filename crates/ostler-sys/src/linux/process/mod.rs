//! Processes, as `/proc` and process descriptors tell of them.

pub mod family;
pub mod guard;
pub mod helper;
pub mod limits;
pub mod maps;
pub mod namespace;
pub mod pidfd;
pub mod priority;
pub mod read;
pub mod stat;
pub mod status;
pub mod supervisor;
pub mod terminal;
pub mod unix_sockets;
pub mod utmp;

/// Clock ticks of a second, in which `/proc` counts times.
pub fn clock_ticks() -> u64 {
    rustix::param::clock_ticks_per_second()
}

/// Bytes of a page, in which `/proc` counts memory.
pub fn page_size() -> u64 {
    rustix::param::page_size() as u64
}

/// `sysinfo(2)`: the machine's memory, in bytes.
pub fn total_memory() -> u64 {
    let facts = rustix::system::sysinfo();
    (facts.totalram as u64).saturating_mul(u64::from(facts.mem_unit))
}
