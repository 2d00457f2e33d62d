//! What the subcommands say in the manner of the system they run on.

#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

#[cfg(unix)]
pub(crate) use unix::*;
#[cfg(windows)]
pub(crate) use windows::*;

/// The number of this command's own process.
pub(crate) fn this() -> i32 {
    std::process::id().cast_signed()
}
