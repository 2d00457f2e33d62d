//! Windows: the C runtime for descriptors and the console, the Win32 interface for everything else.

pub mod c;
pub mod console;
mod crt;
pub mod descriptors;
pub mod dirent;
pub mod environ;
pub mod files;
mod filetime;
pub mod identity;
pub mod params;
pub mod process;
pub mod processes;
pub mod random;
pub mod receiver;
pub mod runtime;
pub mod signal;
pub mod system;
pub mod text;
pub mod time;
mod util;
pub mod wide;

pub use crate::errno::WinError as SysCode;

pub(crate) use util::{check, check_win, quietly};
pub use util::{last_errno, last_error, message, strerror};
