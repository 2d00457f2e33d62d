//! File object creation, file descriptor operations, the size of a terminal, inheritance of file descriptors and handles.

mod bytes;
mod close;
mod dup;
mod fdopen;
mod file;
mod flags;
#[cfg(windows)]
mod handle;
#[cfg(unix)]
mod lock;
mod open;
mod pipe;
#[cfg(unix)]
mod pty;
#[cfg(unix)]
mod sendfile;
mod terminal;
#[cfg(linux_kernel)]
mod transfer;
#[cfg(unix)]
mod vectors;

pub use bytes::*;
pub use close::*;
pub use dup::*;
pub use fdopen::*;
pub use file::*;
pub use flags::*;
#[cfg(windows)]
pub use handle::*;
#[cfg(unix)]
pub use lock::*;
pub use open::*;
pub use pipe::*;
#[cfg(unix)]
pub use pty::*;
#[cfg(unix)]
pub use sendfile::*;
pub use terminal::*;
#[cfg(linux_kernel)]
pub use transfer::*;
#[cfg(unix)]
pub use vectors::*;
