//! Processor time.

/// How long a process has worked, in ticks.
#[derive(Clone, Copy, Debug)]
pub struct Times {
    pub user: i64,
    pub system: i64,
    pub children_user: i64,
    pub children_system: i64,
    pub elapsed: i64,
    pub ticks_per_second: i64,
}
