//! Descriptors of the C runtime, and the handles behind them.

mod close;
mod dup;
mod file;
mod handle;

pub use close::*;
pub use dup::*;
pub use file::*;
pub use handle::*;
