//! Signalling processes and waiting for them to end.

mod ending;
mod gone;
mod protection;
mod signal;
mod wait;

pub use ending::Ended;
pub use gone::wait_until_gone;
pub use protection::{Protection, is_protected, protected};
pub use wait::{Waited, wait_all, wait_all_unreaped};

pub(crate) use super::platform::{Watch, how_it_ended};
pub(crate) use ending::{Collect, exit_code};
pub(crate) use protection::parent;
#[cfg(linux_kernel)]
pub(crate) use signal::deliver;
pub(crate) use signal::{has_ended, send_now};
#[cfg(linux_kernel)]
pub(crate) use wait::LONGEST_NAP;
pub(crate) use wait::left;
