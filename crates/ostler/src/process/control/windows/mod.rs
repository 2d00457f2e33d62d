//! Signals, such as there are, and waiting by handles.

mod ask;
mod signal;
mod status;
mod watch;

pub use signal::KILL;
pub(crate) use signal::step;
pub(super) use signal::{resume, suspend};
pub(super) use status::exit_code;
pub(crate) use status::how_it_ended;
pub(super) use watch::ends;
