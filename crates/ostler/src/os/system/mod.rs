//! Miscellaneous system information.

#[cfg(unix)]
mod conf;
mod constants;
mod cpu;
#[cfg(unix)]
mod dl;

#[cfg(unix)]
pub use conf::*;
pub use constants::*;
pub use cpu::*;
#[cfg(unix)]
pub use dl::*;
