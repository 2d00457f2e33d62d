//! Processes: find the right ones, look at them, wait for them, stop exactly those.

mod error;
mod field;
mod find;
mod identity;
#[allow(clippy::module_inception)]
mod process;
mod query;
mod reader;
mod scan;
mod value;

pub use field::{Field, Fields, Kind};
pub use identity::Binding;
pub use process::Process;
pub use query::{Literal, Query, nearest, parse_duration};
pub use scan::{Iter, Snapshot, exists, iter, pids};
pub use value::Value;
