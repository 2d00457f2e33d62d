//! What the subcommands say in the manner of the system they run on.

#[cfg(target_os = "linux")]
mod linux;
#[cfg(windows)]
mod windows;

#[cfg(target_os = "linux")]
pub(crate) use linux::*;
#[cfg(windows)]
pub(crate) use windows::*;

/// The number of this command's own process.
pub(crate) fn this() -> i32 {
    std::process::id().cast_signed()
}
