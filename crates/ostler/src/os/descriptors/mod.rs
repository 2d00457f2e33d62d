//! File descriptor operations.

mod open;

pub use open::*;
