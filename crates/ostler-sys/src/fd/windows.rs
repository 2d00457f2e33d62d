//! The types of `std::os::fd`, over the descriptors of the C runtime.

use std::fmt;
use std::fs::File;
use std::io;
use std::marker::PhantomData;
use std::mem::ManuallyDrop;
use std::os::windows::io::OwnedHandle;

use crate::fd::Fd;

/// The number of a descriptor in the C runtime's table.
pub type RawFd = i32;

/// A descriptor that is somebody else's and open for as long as it is borrowed.
#[derive(Clone, Copy)]
#[repr(transparent)]
pub struct BorrowedFd<'fd> {
    number: RawFd,
    owner: PhantomData<&'fd OwnedFd>,
}

/// A descriptor and the duty to close it.
#[repr(transparent)]
pub struct OwnedFd {
    number: RawFd,
}

/// What lends its descriptor.
pub trait AsFd {
    /// The descriptor.
    fn as_fd(&self) -> BorrowedFd<'_>;
}

/// What has a number for its descriptor.
pub trait AsRawFd {
    /// The number. Whoever uses it takes care that it is still open then.
    fn as_raw_fd(&self) -> RawFd;
}

/// What can be made of the number of a descriptor.
pub trait FromRawFd {
    /// Takes over a descriptor by its number.
    ///
    /// # Safety
    ///
    /// It is open, and nobody else relies on owning it.
    #[allow(unsafe_code)]
    unsafe fn from_raw_fd(number: RawFd) -> Self;
}

/// What gives up its descriptor for the number.
pub trait IntoRawFd {
    /// The number. Whoever takes it is to close it.
    fn into_raw_fd(self) -> RawFd;
}

impl BorrowedFd<'_> {
    /// Takes a number as it is.
    ///
    /// # Safety
    ///
    /// It stays open for as long as the lifetime says.
    #[allow(unsafe_code)]
    pub const unsafe fn borrow_raw(number: RawFd) -> Self {
        Self { number, owner: PhantomData }
    }

    /// Another descriptor for the same open file, not inheritable.
    ///
    /// # Errors
    ///
    /// `EBADF`, and `EMFILE` if the table is full.
    #[allow(clippy::trivially_copy_pass_by_ref)] // As the standard library has it.
    pub fn try_clone_to_owned(&self) -> io::Result<OwnedFd> {
        crate::descriptors::dup(Fd::from(*self)).map_err(io::Error::from)
    }
}

impl OwnedFd {
    /// Another descriptor for the same open file, not inheritable.
    ///
    /// # Errors
    ///
    /// `EMFILE` if the table is full.
    pub fn try_clone(&self) -> io::Result<Self> {
        self.as_fd().try_clone_to_owned()
    }
}

impl Drop for OwnedFd {
    fn drop(&mut self) {
        // Nobody is left to be told of an error.
        // SAFETY: this is the owner.
        #[allow(unsafe_code)]
        let _ = unsafe { crate::descriptors::close_raw(self.number) };
    }
}

impl fmt::Debug for BorrowedFd<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BorrowedFd").field("fd", &self.number).finish()
    }
}

impl fmt::Debug for OwnedFd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OwnedFd").field("fd", &self.number).finish()
    }
}

impl AsFd for OwnedFd {
    fn as_fd(&self) -> BorrowedFd<'_> {
        BorrowedFd { number: self.number, owner: PhantomData }
    }
}

impl AsFd for BorrowedFd<'_> {
    fn as_fd(&self) -> BorrowedFd<'_> {
        *self
    }
}

impl AsRawFd for OwnedFd {
    fn as_raw_fd(&self) -> RawFd {
        self.number
    }
}

impl AsRawFd for BorrowedFd<'_> {
    fn as_raw_fd(&self) -> RawFd {
        self.number
    }
}

impl FromRawFd for OwnedFd {
    #[allow(unsafe_code)]
    unsafe fn from_raw_fd(number: RawFd) -> Self {
        Self { number }
    }
}

impl IntoRawFd for OwnedFd {
    fn into_raw_fd(self) -> RawFd {
        ManuallyDrop::new(self).number
    }
}

macro_rules! pointers {
    ($($pointer:ty),*) => {
        $(impl<T: AsFd + ?Sized> AsFd for $pointer {
            fn as_fd(&self) -> BorrowedFd<'_> {
                (**self).as_fd()
            }
        })*
    };
}

pointers!(&T, &mut T, Box<T>, std::rc::Rc<T>, std::sync::Arc<T>);

/// The three streams that the runtime has before a program starts.
macro_rules! streams {
    ($($number:literal: $($stream:ty),*;)*) => {
        $($(
            impl AsFd for $stream {
                fn as_fd(&self) -> BorrowedFd<'_> {
                    BorrowedFd { number: $number, owner: PhantomData }
                }
            }

            impl AsRawFd for $stream {
                fn as_raw_fd(&self) -> RawFd {
                    $number
                }
            }
        )*)*
    };
}

streams! {
    0: io::Stdin, io::StdinLock<'_>;
    1: io::Stdout, io::StdoutLock<'_>;
    2: io::Stderr, io::StderrLock<'_>;
}

/// The handle goes over to a new descriptor, in binary mode and not inheritable.
impl TryFrom<OwnedHandle> for OwnedFd {
    type Error = io::Error;

    fn try_from(handle: OwnedHandle) -> io::Result<Self> {
        const FLAGS: i32 = crate::c::O_BINARY | crate::c::O_NOINHERIT;
        Ok(crate::descriptors::open_osfhandle(handle, FLAGS)?)
    }
}

/// The handle goes over to a new descriptor, in binary mode and not inheritable.
impl TryFrom<File> for OwnedFd {
    type Error = io::Error;

    fn try_from(file: File) -> io::Result<Self> {
        OwnedHandle::from(file).try_into()
    }
}

/// A second handle for the open file; the descriptor is closed.
impl TryFrom<OwnedFd> for OwnedHandle {
    type Error = io::Error;

    fn try_from(fd: OwnedFd) -> io::Result<Self> {
        let handle = crate::descriptors::get_osfhandle(Fd::from(&fd))?;
        handle.try_clone_to_owned()
    }
}

/// A second handle for the open file; the descriptor is closed.
impl TryFrom<OwnedFd> for File {
    type Error = io::Error;

    fn try_from(fd: OwnedFd) -> io::Result<Self> {
        OwnedHandle::try_from(fd).map(Self::from)
    }
}
