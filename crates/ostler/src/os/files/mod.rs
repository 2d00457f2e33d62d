//! Files and directories.

mod access;
mod cwd;
mod dirs;
mod links;
#[cfg(linux_kernel)]
mod linux;
mod mode;
#[cfg(unix)]
mod nodes;
#[cfg(unix)]
mod owner;
mod rename;
pub(in crate::os) mod scandir;
mod size;
mod stat;
#[cfg(unix)]
mod statvfs;
#[cfg(linux_kernel)]
mod statx;
mod times;
#[cfg(windows)]
mod volumes;

pub use access::*;
pub use cwd::*;
pub use dirs::*;
pub use links::*;
#[cfg(linux_kernel)]
pub use linux::*;
pub use mode::*;
#[cfg(unix)]
pub use nodes::*;
#[cfg(unix)]
pub use owner::*;
pub use rename::*;
pub use scandir::*;
pub use size::*;
pub use stat::*;
#[cfg(unix)]
pub use statvfs::*;
#[cfg(linux_kernel)]
pub use statx::*;
pub use times::*;
#[cfg(windows)]
pub use volumes::*;
