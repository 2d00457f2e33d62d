//! What process management is on Windows only, or is differently there.

mod kill;
mod library;
mod spawn;
mod start;
mod system;
mod wait;

pub use kill::*;
pub use library::*;
pub use spawn::*;
pub use start::*;
pub use system::*;
pub use wait::*;
