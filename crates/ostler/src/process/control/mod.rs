//! Signalling processes and waiting for them to end.

mod ending;
mod gone;
#[cfg(linux_kernel)]
mod linux;
mod protection;
mod signal;
mod wait;
mod watch;
#[cfg(windows)]
mod windows;

#[cfg(linux_kernel)]
use linux as system;
#[cfg(windows)]
use windows as system;

pub use ending::Ended;
pub use gone::wait_until_gone;
pub use protection::{is_protected, protected};
pub use system::KILL;
pub use wait::{Waited, wait_all, wait_all_unreaped};

pub(crate) use ending::{Collect, exit_code};
pub(crate) use protection::parent;
pub(crate) use signal::{has_ended, no_way, send_now};
#[cfg(linux_kernel)]
pub(crate) use system::{go_on, of_a_child};
pub(crate) use system::{how_it_ended, step};
pub(crate) use wait::left;
pub(crate) use watch::Watch;

#[cfg(linux_kernel)]
use signal::deliver;
#[cfg(linux_kernel)]
use wait::LONGEST_NAP;
