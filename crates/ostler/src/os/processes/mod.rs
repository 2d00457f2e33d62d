//! Process management.

mod exec;
mod exit;
#[cfg(unix)]
mod fork;
mod image;
mod kill;
#[cfg(windows)]
mod library;
mod lists;
#[cfg(linux_kernel)]
mod pidfd;
mod popen;
#[cfg(unix)]
mod posix_spawn;
#[cfg(unix)]
mod rusage;
mod spawn;
#[cfg(windows)]
mod start;
mod status;
mod system;
mod times;
mod wait;
#[cfg(unix)]
mod waitid;

pub use exec::*;
pub use exit::*;
#[cfg(unix)]
pub use fork::*;
pub use image::*;
#[cfg(all(feature = "process", linux_kernel))]
pub(crate) use image::{check_name, pointers, with_event};
pub use kill::*;
#[cfg(windows)]
pub use library::*;
pub use lists::*;
#[cfg(linux_kernel)]
pub use pidfd::*;
pub use popen::*;
#[cfg(unix)]
pub use posix_spawn::*;
#[cfg(unix)]
pub use rusage::*;
pub use spawn::*;
#[cfg(windows)]
pub use start::*;
pub use status::*;
pub use system::*;
pub use times::*;
pub use wait::*;
#[cfg(unix)]
pub use waitid::*;

/// The number of a process.
#[cfg(unix)]
type Pid = i32;
/// The number of a process.
#[cfg(windows)]
type Pid = u32;
