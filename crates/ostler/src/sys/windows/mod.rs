//! Windows: the C runtime for descriptors and the console, the Win32 interface for everything else.

pub mod c;
pub mod console;
mod crt;
pub mod descriptors;
pub mod files;
#[cfg(feature = "process")]
pub mod process;
pub mod runtime;
pub mod signal;
mod util;
pub mod wide;

pub(crate) use util::{check, check_win, quietly};
pub use util::{last_errno, last_error, message, strerror};
