//! The only floor that talks to the kernel and the C library.
//!
//! One function is one service on one platform: C strings and [`Fd`](crate::fd::Fd)s in, [`Errno`](crate::errno::Errno)
//! out. No audit event, no retry, no path in the error: the modules above add those. This floor imports `errno` and `fd`
//! and nothing else of the crate.

#![allow(unsafe_code)]
// The contract of each function is its man page; what can fail is its errno.
#![allow(missing_docs, clippy::missing_errors_doc, clippy::missing_panics_doc)]

#[cfg(apple)]
pub mod apple;
#[cfg(linux_kernel)]
pub mod linux;
#[cfg(any(unix, windows))]
pub mod stamp;
#[cfg(any(unix, windows))]
pub mod ticks;
#[cfg(any(unix, windows))]
pub mod tm;
#[cfg(unix)]
mod unix;
#[cfg(target_os = "wasi")]
mod wasi;
#[cfg(windows)]
mod windows;

#[cfg(unix)]
pub use unix::*;
#[cfg(target_os = "wasi")]
pub use wasi::*;
#[cfg(windows)]
pub use windows::*;
