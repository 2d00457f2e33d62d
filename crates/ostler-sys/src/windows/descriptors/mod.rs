//! Descriptors of the C runtime, and the handles behind them.

mod bytes;
mod close;
mod dup;
mod file;
mod handle;
mod open;
mod pipe;
mod terminal;

pub use bytes::*;
pub use close::*;
pub use dup::*;
pub use file::*;
pub use handle::*;
pub use open::*;
pub use pipe::*;
pub use terminal::*;
