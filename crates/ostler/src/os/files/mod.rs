//! Files and directories.

mod access;
mod cwd;
mod dirs;
mod links;
#[cfg(linux_kernel)]
mod linux;
mod mode;
mod nodes;
mod owner;
mod rename;
pub(in crate::os) mod scandir;
mod size;
mod stat;
mod statvfs;
#[cfg(linux_kernel)]
mod statx;
mod times;

pub use access::*;
pub use cwd::*;
pub use dirs::*;
pub use links::*;
#[cfg(linux_kernel)]
pub use linux::*;
pub use mode::*;
pub use nodes::*;
pub use owner::*;
pub use rename::*;
pub use scandir::*;
pub use size::*;
pub use stat::*;
pub use statvfs::*;
#[cfg(linux_kernel)]
pub use statx::*;
pub use times::*;
