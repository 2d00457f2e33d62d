//! Waiting, by process descriptors.

mod ending;
mod watch;

pub(crate) use ending::{ends, exit_code, how_it_ended, of_a_child};
pub(crate) use watch::Watch;
