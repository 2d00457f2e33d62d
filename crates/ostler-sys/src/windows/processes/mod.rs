//! Processes.

mod exec;
mod library;
mod own;
mod signals;
mod start;
mod strings;
mod wait;

pub use exec::{execve, fexecve, spawnve, system};
pub use library::{AddedDirectory, add_dll_directory};
pub use own::*;
pub use signals::{kill, process_id};
pub use start::{Start, shell_execute};
pub use strings::{Pointers, Strings};
pub use wait::{as_errno, wait, waitpid};
