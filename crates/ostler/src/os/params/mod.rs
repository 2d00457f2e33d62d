//! Process parameters.

mod groups;
mod ids;
#[cfg(linux_kernel)]
mod namespaces;
mod priority;
mod sessions;
mod uname;

pub use groups::*;
pub use ids::*;
#[cfg(linux_kernel)]
pub use namespaces::*;
pub use priority::*;
pub use sessions::*;
pub use uname::*;

pub use crate::errno::strerror;
