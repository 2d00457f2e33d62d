//! File object creation, file descriptor operations, the size of a terminal, inheritance of file descriptors.

mod bytes;
mod close;
mod dup;
mod file;
mod flags;
mod lock;
mod open;
mod pipe;
mod pty;
mod sendfile;
mod terminal;
#[cfg(linux_kernel)]
mod transfer;

pub use bytes::*;
pub use close::*;
pub use dup::*;
pub use file::*;
pub use flags::*;
pub use lock::*;
pub use open::*;
pub use pipe::*;
pub use pty::*;
pub use sendfile::*;
pub use terminal::*;
#[cfg(linux_kernel)]
pub use transfer::*;
