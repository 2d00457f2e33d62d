//! Descriptors: the standard library's types on Unix, their like on Windows, and [`Fd`].

use std::marker::PhantomData;

#[cfg(windows)]
mod windows;

#[cfg(windows)]
pub use windows::{AsFd, AsRawFd, BorrowedFd, FromRawFd, IntoRawFd, OwnedFd, RawFd};

#[cfg(not(windows))]
pub use std::os::fd::{AsFd, AsRawFd, BorrowedFd, FromRawFd, IntoRawFd, OwnedFd, RawFd};

/// A descriptor number as a caller gives it: it may be -1 or closed, and then the kernel says so.
///
/// [`BorrowedFd`] promises an open descriptor and cannot hold -1. A host language hands over whatever number its program
/// passed, so the functions of this crate take this type.
#[doc(hidden)]
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Fd<'fd> {
    number: RawFd,
    owner: PhantomData<BorrowedFd<'fd>>,
}

impl Fd<'_> {
    /// The current directory, where a call takes a directory descriptor (`AT_FDCWD`).
    #[cfg(unix)]
    pub const CWD: Fd<'static> = Fd { number: libc::AT_FDCWD, owner: PhantomData };

    /// Takes a number as it is.
    ///
    /// # Safety
    ///
    /// The caller answers for the use of the descriptor: no other part of the program may rely on owning it alone while
    /// the call runs.
    #[allow(unsafe_code)]
    pub const unsafe fn from_raw(number: RawFd) -> Self {
        Self { number, owner: PhantomData }
    }

    /// The number.
    pub const fn raw(self) -> RawFd {
        self.number
    }
}

impl<'fd> From<BorrowedFd<'fd>> for Fd<'fd> {
    fn from(fd: BorrowedFd<'fd>) -> Self {
        Self { number: fd.as_raw_fd(), owner: PhantomData }
    }
}

impl<'fd> From<&'fd OwnedFd> for Fd<'fd> {
    fn from(fd: &'fd OwnedFd) -> Self {
        Self { number: fd.as_raw_fd(), owner: PhantomData }
    }
}
