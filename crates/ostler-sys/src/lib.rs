//! The system calls under [`ostler`](https://docs.rs/ostler): the only crate of the project that talks to the kernel and the C
//! library.
//!
//! One function is one service, under the same name on each platform that has it: C strings and [`Fd`](fd::Fd)s in,
//! [`Errno`](errno::Errno) out. No audit event, no retry, no path in the error: `ostler` adds those. Programs use `ostler`; the
//! promises of semantic versioning are made there.

// What a platform shares has no user where the platform lacks the service.
#![cfg_attr(target_os = "wasi", allow(dead_code))]
#![allow(unsafe_code)]
// The contract of each function is its man page; what can fail is its errno.
#![allow(missing_docs, clippy::missing_errors_doc, clippy::missing_panics_doc)]

#[cfg(apple)]
pub mod apple;
pub mod errno;
pub mod fd;
#[cfg(any(linux_kernel, windows))]
pub mod key;
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
