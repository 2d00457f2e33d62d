//! Arguments as the reference takes them, in its own words when they are wrong.
//!
//! PyO3 would put the argument's name before a `TypeError`. So a converted argument is [`Given`]: what is wrong with it is
//! raised when the function asks for it, which is also the order in which the reference looks at them.

#[cfg(unix)]
mod conf;
mod dir_fd;
mod fd;
mod given;
#[cfg(unix)]
mod ids;
mod path;
mod sizes;

#[cfg(unix)]
pub(crate) use conf::{CONFSTR, PATHCONF, SYSCONF};
pub(crate) use dir_fd::{AnyDirFd, DirFd};
pub(crate) use fd::{Fildes, borrowed};
pub(crate) use given::{Convert, Given, Optional};
#[cfg(unix)]
pub(crate) use ids::{Gid, Pid, Uid, shown};
#[cfg(windows)]
pub(crate) use path::w_str;
pub(crate) use path::{PathArg, Spot, Takes, named, os_string, with_os_str};
#[cfg(windows)]
pub(crate) use sizes::Handle;
#[cfg(unix)]
pub(crate) use sizes::LongLong;
pub(crate) use sizes::{Masked, Size};

/// A C `int`.
pub(crate) type Int = Given<i32>;
/// A C `unsigned int`.
#[cfg(unix)]
pub(crate) type UInt = Given<u32>;
/// An offset or length: a C `long long`.
pub(crate) type Off = Given<i64>;
/// Whatever is true or false.
pub(crate) type Truth = Given<bool>;
