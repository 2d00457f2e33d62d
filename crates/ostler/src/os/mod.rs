//! Miscellaneous operating system interfaces: the reference's `os`, section by section.

mod at;
#[macro_use]
mod constants;
mod descriptors;
mod files;
mod names;
mod params;
mod processes;
mod random;
mod scheduler;
mod system;

pub use at::{At, Target};
pub use descriptors::*;
pub use files::*;
pub use names::*;
pub use params::*;
pub use processes::*;
pub use random::*;
pub use scheduler::*;
pub use system::*;
