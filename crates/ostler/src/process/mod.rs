//! Processes: find the right ones, look at them, wait for them, stop exactly those.

mod child;
mod control;
mod error;
mod field;
mod identity;
#[allow(clippy::module_inception)]
mod process;
mod reader;
mod scan;
mod stop;
mod value;

pub use child::{Child, Spawn, Stdio, active_children, parent_process};
pub use control::{Ended, Protection, Waited, is_protected, wait_all};
pub use field::{Field, Fields, Kind};
pub use identity::Binding;
pub use process::Process;
pub use scan::{Iter, Snapshot, exists, iter, pids};
pub use stop::{Outcome, Report, Stop};
pub use value::Value;
