//! Process management.

#[cfg(target_os = "android")]
mod bionic;
mod exec;
mod fork;
mod signals;
mod spawn;
mod strings;
mod system;
mod times;
mod wait;

pub use exec::{execve, fexecve, is_there};
pub use fork::{abort, exit_now, exited_child, fork, forkpty};
pub use signals::{kill, killpg, nice};
pub use spawn::{SHELL, SignalSet, Spawn};
pub use strings::{Pointers, Strings};
pub use system::system;
pub use times::{Times, times};
pub use wait::{ChildInfo, wait4, waitid, waitpid};
