//! Points in time, as files have them.

/// Whole seconds since 1970, and nanoseconds that are added to them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub struct Stamp {
    pub sec: i64,
    pub nsec: u32,
}

/// What one of a file's two times is set to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SetTime {
    /// The time of the call.
    Now,
    /// What it is.
    Omit,
    /// Seconds, and nanoseconds that are added to them.
    Stamp { sec: i64, nsec: u32 },
}
