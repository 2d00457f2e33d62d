//! What a function can be asked to work on.

use std::borrow::Cow;
use std::ffi::{OsStr, OsString};
use std::path::{Component, Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;

use crate::audit::Arg;
use crate::fd::{AsFd, AsRawFd as _, BorrowedFd, OwnedFd};

/// A path or an open descriptor: what functions take that can work on either ("specifying a file descriptor").
///
/// Implemented for everything a path can be written as, and for the descriptors of this crate and the standard library.
/// Give a descriptor by reference.
///
/// ```
/// use ostler::os;
///
/// let file = std::fs::File::open("/")?;
/// assert_eq!(os::stat("/")?.st_ino(), os::stat(&file)?.st_ino());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub trait Target: sealed::Sealed {}

impl<T: sealed::Sealed + ?Sized> Target for T {}

pub(crate) use sealed::{Sealed, Spot};

/// As an audit event has it.
impl<'a> From<Spot<'a>> for Arg<'a> {
    fn from(spot: Spot<'a>) -> Self {
        match spot {
            Spot::Path(path) => Arg::Path(path),
            Spot::Fd(fd) => Arg::Fd(fd.as_raw_fd()),
        }
    }
}

mod sealed {
    use super::{BorrowedFd, Path};

    /// What a target is.
    #[derive(Clone, Copy, Debug)]
    #[allow(unreachable_pub)]
    pub enum Spot<'a> {
        /// A path.
        Path(&'a Path),
        /// An open descriptor.
        Fd(BorrowedFd<'a>),
    }

    #[allow(unreachable_pub)]
    pub trait Sealed {
        fn spot(&self) -> Spot<'_>;
    }
}

macro_rules! pointers {
    ($($pointer:ty),*) => {
        $(impl<T: Sealed + ?Sized> Sealed for $pointer {
            #[inline]
            fn spot(&self) -> Spot<'_> {
                (**self).spot()
            }
        })*
    };
}

pointers!(&T, &mut T, Box<T>, Rc<T>, Arc<T>);

macro_rules! paths {
    ($($path:ty),* $(,)?) => {
        $(impl Sealed for $path {
            #[inline]
            fn spot(&self) -> Spot<'_> {
                Spot::Path(AsRef::<Path>::as_ref(self))
            }
        })*
    };
}

macro_rules! descriptors {
    ($($fd:ty),* $(,)?) => {
        $(impl Sealed for $fd {
            #[inline]
            fn spot(&self) -> Spot<'_> {
                Spot::Fd(AsFd::as_fd(self))
            }
        })*
    };
}

paths! {
    str, String, OsStr, OsString, Path, PathBuf, Cow<'_, OsStr>, Cow<'_, Path>, Component<'_>, crate::os::DirEntry
}

descriptors! {
    OwnedFd, BorrowedFd<'_>,
    std::io::Stdin, std::io::StdinLock<'_>, std::io::Stdout, std::io::StdoutLock<'_>, std::io::Stderr,
    std::io::StderrLock<'_>,
}

// What holds a descriptor on Unix, and a handle on Windows.
#[cfg(unix)]
descriptors! {
    std::fs::File, std::io::PipeReader, std::io::PipeWriter,
    std::process::ChildStdin, std::process::ChildStdout, std::process::ChildStderr,
    std::net::TcpListener, std::net::TcpStream, std::net::UdpSocket,
    std::os::unix::net::UnixDatagram, std::os::unix::net::UnixListener, std::os::unix::net::UnixStream,
}
