//! File descriptor operations, the size of a terminal, inheritance of descriptors and handles.

mod bytes;
mod close;
mod dup;
mod file;
mod flags;
mod open;
mod terminal;

pub use bytes::*;
pub use close::*;
pub use dup::*;
pub use file::*;
pub use flags::*;
pub use open::*;
pub use terminal::*;
