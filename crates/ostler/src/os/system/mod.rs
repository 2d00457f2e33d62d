//! Miscellaneous system information.

mod conf;
mod constants;
mod cpu;
mod dl;

pub use conf::*;
pub use constants::*;
pub use cpu::*;
pub use dl::*;
