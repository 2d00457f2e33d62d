//! Process management.

mod exec;
mod exit;
#[cfg(unix)]
mod fork;
mod image;
mod lists;
mod popen;
#[cfg(windows)]
mod windows;

#[cfg(unix)]
mod kill;
#[cfg(linux_kernel)]
mod pidfd;
#[cfg(unix)]
mod posix_spawn;
#[cfg(unix)]
mod rusage;
#[cfg(unix)]
mod spawn;
#[cfg(unix)]
mod status;
#[cfg(unix)]
mod system;
mod times;
#[cfg(unix)]
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
#[cfg(unix)]
pub use kill::*;
pub use lists::*;
#[cfg(linux_kernel)]
pub use pidfd::*;
pub use popen::*;
#[cfg(unix)]
pub use posix_spawn::*;
#[cfg(unix)]
pub use rusage::*;
#[cfg(unix)]
pub use spawn::*;
#[cfg(unix)]
pub use status::*;
#[cfg(unix)]
pub use system::*;
pub use times::*;
#[cfg(unix)]
pub use wait::*;
#[cfg(unix)]
pub use waitid::*;
#[cfg(windows)]
pub use windows::*;
