//! Operating system interfaces: files, directories, descriptors, processes. The reference module is `os`, with these
//! sections:
//!
//! | section | examples |
//! |---|---|
//! | File names, arguments, environment | [`environ`], [`getenv`], [`get_exec_path`], [`fsencode`], [`fsdecode`] |
#![cfg_attr(
    unix,
    doc = " | Process parameters | [`getpid`], [`getuid`], [`setresuid`], [`getgrouplist`], [`getpriority`], [`setsid`], [`umask`], [`uname`] |"
)]
#![cfg_attr(
    unix,
    doc = " | File descriptor operations | [`open`], [`read`], [`write()`], [`pread`], [`pipe`], [`dup2`], [`lockf`], [`sendfile`], [`openpty`], [`get_terminal_size`] |"
)]
#![cfg_attr(
    unix,
    doc = " | Files and directories | [`stat`](fn@stat), [`access`], [`chmod`], [`link`], [`makedirs`], [`rename`], [`scandir`], [`walk`], [`fwalk`], [`utime`] |"
)]
#![cfg_attr(
    unix,
    doc = " | Process management | [`execve`], [`fork`], [`posix_spawn`], [`popen`], [`system`](fn@system), [`kill`], [`waitpid`], [`waitid`] |"
)]
#![cfg_attr(
    unix,
    doc = " | Interface to the scheduler | [`sched_yield`], [`sched_get_priority_max`] |"
)]
#![cfg_attr(
    unix,
    doc = " | System information | [`sysconf`], [`confstr`], [`pathconf`], [`cpu_count`], [`getloadavg`], [`sep`], [`devnull`] |"
)]
#![cfg_attr(
    windows,
    doc = " | Process parameters | [`getpid`], [`getppid`], [`getlogin`], [`umask`] |"
)]
#![cfg_attr(
    windows,
    doc = " | File descriptor operations | [`open`], [`read`], [`write()`], [`pipe`], [`dup2`], [`isatty`], [`set_handle_inheritable`], [`get_terminal_size`] |"
)]
#![cfg_attr(
    windows,
    doc = " | Files and directories | [`stat`](fn@stat), [`access`], [`chmod`], [`link`], [`makedirs`], [`rename`], [`scandir`], [`walk`], [`utime`], [`listdrives`] |"
)]
#![cfg_attr(
    windows,
    doc = " | Process management | [`execv`], [`spawnv`], [`popen`], [`system`](fn@system), [`startfile`], [`kill`], [`waitpid`] |"
)]
#![cfg_attr(
    windows,
    doc = " | System information | [`cpu_count`], [`process_cpu_count`], [`sep`], [`devnull`] |"
)]
//! | Random numbers | [`urandom`] |
//!
//! All sections share two types: [`At`] says where a path starts and which links it follows; [`Target`] is a path or a
//! descriptor.

mod at;
mod descriptors;
mod files;
mod filetime;
mod names;
mod params;
mod processes;
mod random;
#[cfg(unix)]
mod scheduler;
mod support;
mod system;
mod trees;
mod walk;

#[cfg(all(feature = "process", linux_kernel))]
pub(crate) use at::with_path;
pub use at::{At, Target};
pub use descriptors::*;
pub use files::*;
pub use filetime::{FileTime, Times};
pub use names::*;
pub use params::*;
pub use processes::*;
pub use random::*;
#[cfg(unix)]
pub use scheduler::*;
pub use support::*;
pub use system::*;
pub use trees::*;
pub use walk::*;
