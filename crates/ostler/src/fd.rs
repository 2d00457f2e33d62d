//! Descriptors: what a program holds an open file, pipe, terminal or process by.
//!
//! Every signature of this crate that takes or returns a descriptor uses the types of this module. On Unix they are the
//! standard library's own, so files, sockets and pipes of `std` can be passed as they are:
//!
//! ```
//! # #[cfg(unix)] {
//! use ostler::fd::AsFd;
//!
//! let null = std::fs::File::open("/dev/null")?;
//! assert!(!ostler::os::isatty(null.as_fd()));
//! # }
//! # Ok::<(), std::io::Error>(())
//! ```
//!
//! On Windows a descriptor is a number in a table of the C runtime, behind which there is a *handle*. The types here have
//! the same names and rules as on Unix; a file of `std`, which owns a handle, becomes an [`OwnedFd`] by `try_from`, and
//! the other way round. The runtime is `ucrtbase.dll`, so the numbers are those of every other program part that uses it,
//! such as CPython.

#[cfg(not(target_os = "wasi"))]
pub(crate) use ostler_sys::fd::Fd;
#[doc(inline)]
pub use ostler_sys::fd::{AsFd, AsRawFd, BorrowedFd, FromRawFd, IntoRawFd, OwnedFd, RawFd};
