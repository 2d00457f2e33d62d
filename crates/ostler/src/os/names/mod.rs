//! File names, arguments, environment.

mod environ;
mod fsencode;
mod hash;
mod path_like;
mod snapshot;

pub use environ::*;
pub use fsencode::*;
pub use path_like::*;
pub use snapshot::*;
