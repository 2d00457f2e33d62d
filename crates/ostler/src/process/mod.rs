//! Processes: find the right ones, look at them, wait for them, stop exactly those.

mod error;
mod field;
mod value;

pub use field::{Field, Fields, Kind};
pub use value::Value;
