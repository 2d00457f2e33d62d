//! Files and directories.

mod dirs;
#[cfg(linux_kernel)]
mod linux;
mod scandir;
mod stat;
mod walk;

pub use dirs::*;
#[cfg(linux_kernel)]
pub use linux::*;
pub use scandir::*;
pub use stat::*;
pub use walk::*;
