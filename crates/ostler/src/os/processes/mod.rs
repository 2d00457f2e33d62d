//! Process management.

#[cfg(unix)]
mod exec;
mod exit;
#[cfg(unix)]
mod fork;
#[cfg(unix)]
mod image;
#[cfg(unix)]
mod kill;
#[cfg(unix)]
mod lists;
#[cfg(linux_kernel)]
mod pidfd;
#[cfg(unix)]
mod popen;
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

#[cfg(unix)]
pub use exec::*;
pub use exit::*;
#[cfg(unix)]
pub use fork::*;
#[cfg(unix)]
pub use image::*;
#[cfg(all(feature = "process", linux_kernel))]
pub(crate) use image::{check_name, pointers, with_event};
#[cfg(unix)]
pub use kill::*;
#[cfg(unix)]
pub use lists::*;
#[cfg(linux_kernel)]
pub use pidfd::*;
#[cfg(unix)]
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
