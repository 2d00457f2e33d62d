//! What POSIX systems share. A file per section of the reference.

pub use crate::errno::Errno as SysCode;
pub use libc as c;

pub mod accounts;
pub mod clock;
pub mod console;
pub mod cstr;
pub mod descriptors;
pub mod dirent;
pub mod environ;
pub mod files;
pub mod limits;
pub mod params;
pub mod processes;
pub mod random;
pub mod receiver;
pub mod scheduler;
pub mod signal;
pub mod system;
pub mod text;
pub mod time;
mod util;

pub(crate) use util::{
    borrow, borrow_dir, check, check_answer, check_number, check_size, errno_location,
};
pub use util::{last_errno, message, strerror};
