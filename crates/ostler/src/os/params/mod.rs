//! Process parameters.

#[cfg(unix)]
mod groups;
#[cfg(unix)]
mod ids;
mod login;
#[cfg(linux_kernel)]
mod namespaces;
#[cfg(unix)]
mod priority;
mod process;
#[cfg(unix)]
mod sessions;
#[cfg(unix)]
mod uname;

#[cfg(unix)]
pub use groups::*;
#[cfg(unix)]
pub use ids::*;
pub use login::*;
#[cfg(linux_kernel)]
pub use namespaces::*;
#[cfg(unix)]
pub use priority::*;
pub use process::*;
#[cfg(unix)]
pub use sessions::*;
#[cfg(unix)]
pub use uname::*;

pub use crate::errno::strerror;
