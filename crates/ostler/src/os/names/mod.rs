//! File names, arguments, environment.

#[cfg(unix)]
mod bytes;
mod environ;
mod fsencode;
mod hash;
mod key;
mod path_like;
mod snapshot;

#[cfg(unix)]
pub use bytes::*;
pub use environ::*;
pub use fsencode::*;
pub use path_like::*;
pub use snapshot::*;
