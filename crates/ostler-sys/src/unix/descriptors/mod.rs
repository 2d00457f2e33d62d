//! File descriptor operations.

mod bytes;
mod close;
mod dup;
mod file;
mod flags;
mod lock;
mod open;
mod pipe;
mod pty;
mod ready;
mod sendfile;
mod terminal;
#[cfg(linux_kernel)]
mod transfer;

pub use bytes::*;
#[cfg(linux_kernel)]
pub(crate) use bytes::{collect, collect_any};
pub use close::*;
pub use dup::*;
pub use file::*;
pub use flags::*;
pub use lock::*;
pub use open::*;
pub use pipe::*;
pub use pty::*;
pub use ready::*;
pub use sendfile::*;
pub use terminal::*;
#[cfg(linux_kernel)]
pub use transfer::*;
