//! Signalling processes and waiting for them to end.

mod ending;
mod gone;
mod protection;
mod signal;
mod wait;
mod watch;

pub use ending::Ended;
pub use gone::wait_until_gone;
pub use protection::{Protection, is_protected, protected};
pub use wait::{Waited, wait_all};

pub(crate) use ending::{Collect, exit_code, how_it_ended, of_a_child};
pub(crate) use protection::parent;
pub(crate) use signal::{has_ended, send_now};
pub(crate) use watch::Watch;
