//! Reading directories: an open directory, and the records of its entries.

mod directory;
mod records;

pub use directory::{Dir, Identity};
pub use records::{Record, Records, kind};

/// How much is asked of the system at a time.
pub const ROOM: usize = 64 << 10;

/// How many directories one that walks keeps open at most. Handles are no scarce thing.
pub const OPEN_AT_MOST: usize = 1024;
