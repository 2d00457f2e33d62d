//! [`Key`]: which of the processes that have had a number is meant.

/// What tells a process from the others that have its number.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Key {
    /// The inode number of its process descriptors (Linux). The kernel gives each out once.
    Pidfd(u64),
    /// When it was started, in clock ticks since the boot (Linux): two holders of a number may share a tick.
    Ticks(u64),
    /// When it was started, in units of 100 ns since 1601 (Windows). While a handle of a process is open its number is not given
    /// out again, so that no two that have had one were started at the same time.
    Created(u64),
}
