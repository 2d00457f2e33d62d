//! Processes.

mod own;

pub use own::*;
