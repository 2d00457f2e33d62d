//! Line ends, and the handles behind descriptors.

use std::os::windows::io::{AsHandle as _, AsRawHandle as _, BorrowedHandle, OwnedHandle};

use ostler_sys::{self as sys, c};

use crate::audit::{Arg, audit, events};
use crate::error::Result;
use crate::fd::{AsFd, AsRawFd as _, Fd, OwnedFd};

flags! {
    /// How a descriptor treats what goes through it, for [`setmode`] and [`open_osfhandle`].
    pub struct HandleFlags: i32 {
        /// Nothing in particular.
        O_RDONLY = c::O_RDONLY;
        /// Every write goes to the end of the file.
        O_APPEND = c::O_APPEND;
        /// A program that is run does not get the handle.
        O_NOINHERIT = c::O_NOINHERIT;
        /// Lines end in CR LF outside and in LF inside, and Ctrl-Z ends what is read.
        O_TEXT = c::O_TEXT;
        /// Bytes are bytes.
        O_BINARY = c::O_BINARY;
    }
}

/// Sets whether line ends are translated, and gives the mode there was: `msvcrt.setmode(fd, flags)`, `_setmode`.
///
/// The mode is [`O_TEXT`] or [`O_BINARY`].
///
/// # Errors
///
/// `EINVAL` for another mode, `EBADF` for a descriptor that is not open.
///
/// ```no_run
/// use ostler::msvcrt::{self, O_BINARY};
/// // What is printed from now on is not changed on its way.
/// msvcrt::setmode(std::io::stdout(), O_BINARY)?;
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn setmode(fd: impl AsFd, flags: HandleFlags) -> Result<HandleFlags> {
    let old = sys::runtime::setmode(fd.as_fd().into(), flags.bits())?;
    Ok(HandleFlags::from_bits_retain(old))
}

/// Makes a descriptor for a handle: `msvcrt.open_osfhandle(handle, flags)`, `_open_osfhandle`.
///
/// The handle is the descriptor's from now on and is closed with it. With [`O_NOINHERIT`] it is made not inheritable,
/// which the runtime leaves to the caller; without, it stays as it is.
///
/// # Errors
///
/// `EBADF` for a handle that is none, `EMFILE` if the table of descriptors is full. The handle is closed then.
///
/// # Audit
///
/// `msvcrt.open_osfhandle` with `handle`, `flags`.
///
/// ```no_run
/// use ostler::msvcrt;
/// let file = std::fs::File::open("notes.txt")?;
/// let fd = msvcrt::open_osfhandle(file, msvcrt::O_BINARY | msvcrt::O_NOINHERIT)?;
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn open_osfhandle(handle: impl Into<OwnedHandle>, flags: HandleFlags) -> Result<OwnedFd> {
    let handle = handle.into();
    let raw = handle.as_raw_handle();
    audit!(events::OpenOsfhandle { handle: Arg::Int(raw as isize as i128), flags });
    if flags.contains(O_NOINHERIT) {
        sys::descriptors::set_handle_inheritable(handle.as_handle(), false)?;
    }
    Ok(sys::descriptors::open_osfhandle(handle, flags.bits())?)
}

/// The handle behind a descriptor: `msvcrt.get_osfhandle(fd)`, `_get_osfhandle`.
///
/// It is the descriptor's, and open as long as that is.
///
/// # Errors
///
/// `EBADF` for a descriptor that is not open, or a standard stream that the process was started without.
///
/// # Audit
///
/// `msvcrt.get_osfhandle` with `fd`.
///
/// ```no_run
/// use std::os::windows::io::AsRawHandle;
/// let input = std::io::stdin();
/// let handle = ostler::msvcrt::get_osfhandle(&input)?;
/// assert_eq!(handle.as_raw_handle(), input.as_raw_handle());
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn get_osfhandle<F: AsFd + ?Sized>(fd: &F) -> Result<BorrowedHandle<'_>> {
    let fd = fd.as_fd();
    audit!(events::GetOsfhandle { fd: Arg::Int(fd.as_raw_fd().into()) });
    Ok(sys::descriptors::get_osfhandle(Fd::from(fd))?)
}
