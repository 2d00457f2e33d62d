//! Process management.

mod exec;
mod exit;
mod fork;
mod image;
mod kill;
mod lists;
#[cfg(linux_kernel)]
mod pidfd;
mod popen;
mod posix_spawn;
mod rusage;
mod spawn;
mod status;
mod system;
mod times;
mod wait;
mod waitid;

pub use exec::*;
pub use exit::*;
pub use fork::*;
pub use image::*;
#[cfg(all(feature = "process", linux_kernel))]
pub(crate) use image::{check_name, pointers, with_event};
pub use kill::*;
pub use lists::*;
#[cfg(linux_kernel)]
pub use pidfd::*;
pub use popen::*;
pub use posix_spawn::*;
pub use rusage::*;
pub use spawn::*;
pub use status::*;
pub use system::*;
pub use times::*;
pub use wait::*;
pub use waitid::*;
