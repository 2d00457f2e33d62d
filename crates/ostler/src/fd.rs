//! Descriptors of open files, pipes, terminals and processes.
//!
//! Every function of this crate that takes or returns a descriptor uses these types. On Unix they are those of the
//! standard library, so you can pass files, sockets and pipes of `std` directly:
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
//! On Windows a descriptor is an index in a table of the C runtime; each entry refers to a *handle*. The types have the
//! same names and rules as on Unix. `try_from` converts a file of `std`, which owns a handle, to an [`OwnedFd`] and back.
//! The runtime is `ucrtbase.dll`, so the numbers agree with those of any other code in the process that uses it, such as
//! CPython.

#[cfg(not(target_os = "wasi"))]
pub(crate) use ostler_sys::fd::Fd;
#[doc(inline)]
pub use ostler_sys::fd::{AsFd, AsRawFd, BorrowedFd, FromRawFd, IntoRawFd, OwnedFd, RawFd};
