//! The error type of every fallible function: the error number and the paths.

mod quote;

use std::borrow::Cow;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use crate::errno::{self, Errno, WinError};

pub(crate) use quote::quoted;

/// The result of a fallible function of this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why an operation failed, and on which files.
///
/// The text is the one the reference's exceptions have:
///
/// ```
/// let error = ostler::os::rename("missing", "there").unwrap_err();
/// assert_eq!(error.to_string(), "[Errno 2] No such file or directory: 'missing' -> 'there'");
/// assert_eq!(error.errno(), Some(ostler::errno::ENOENT));
/// assert_eq!(error.kind(), ostler::ErrorKind::FileNotFound);
/// assert_eq!(error.filename(), Some("missing".as_ref()));
/// assert_eq!(error.filename2(), Some("there".as_ref()));
/// ```
///
/// It converts into [`std::io::Error`] with `?`. The standard type cannot hold a raw code and a path at once: the
/// conversion keeps the kind and the paths (and this error inside, to be had by downcast), [`Error::into_raw_os`] keeps the
/// raw code.
pub struct Error(Box<Inner>);

struct Inner {
    cause: Cause,
    filename: Option<PathBuf>,
    filename2: Option<PathBuf>,
}

enum Cause {
    /// An error number, and the Win32 code it stands for, if that is what the system gave.
    Os(Errno, Option<WinError>),
    Reason(Box<dyn Reason>),
}

/// A way to fail that is not an error number. Each module has its own small enum of them; this is what [`Error`] needs
/// to know.
pub(crate) trait Reason: std::error::Error + Send + Sync + 'static {
    /// The kind the error reports.
    fn kind(&self) -> ErrorKind;

    /// The error number that goes with it, where the reference documents one.
    fn errno(&self) -> Option<Errno> {
        None
    }

    /// The Win32 code that the number stands for, if that is what the system gave.
    fn winerror(&self) -> Option<WinError> {
        None
    }

    /// The process it is about.
    fn pid(&self) -> Option<i32> {
        None
    }
}

/// The kind of an error: the reference's exception classes.
///
/// `OSError`'s subclasses are told apart by error number; [`ErrorKind::Os`] is every other number.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[non_exhaustive]
pub enum ErrorKind {
    /// `BlockingIOError`: `EAGAIN`, `EALREADY`, `EINPROGRESS`, `EWOULDBLOCK`.
    BlockingIo,
    /// `ChildProcessError`: `ECHILD`.
    ChildProcess,
    /// `BrokenPipeError`: `EPIPE`, `ESHUTDOWN`.
    BrokenPipe,
    /// `ConnectionAbortedError`: `ECONNABORTED`.
    ConnectionAborted,
    /// `ConnectionRefusedError`: `ECONNREFUSED`.
    ConnectionRefused,
    /// `ConnectionResetError`: `ECONNRESET`.
    ConnectionReset,
    /// `FileExistsError`: `EEXIST`.
    FileExists,
    /// `FileNotFoundError`: `ENOENT`.
    FileNotFound,
    /// `InterruptedError`: `EINTR`.
    Interrupted,
    /// `IsADirectoryError`: `EISDIR`.
    IsADirectory,
    /// `NotADirectoryError`: `ENOTDIR`.
    NotADirectory,
    /// `PermissionError`: `EACCES`, `EPERM`, on FreeBSD `ENOTCAPABLE`.
    PermissionDenied,
    /// `ProcessLookupError`: `ESRCH`. A process that is gone.
    ProcessLookup,
    /// A process that has ended and still waits for its parent to ask how: there is nothing left to read or to stop.
    ZombieProcess,
    /// `TimeoutError`: `ETIMEDOUT`.
    TimedOut,
    /// `OSError`: any other error number.
    Os,
    /// `ValueError`: an argument that no call was made for, such as a path with a NUL byte in it.
    Value,
    /// `OverflowError`: a number that the system's type cannot hold.
    Overflow,
    /// `NotImplementedError`: an option this platform or this kernel does not have.
    NotImplemented,
    /// An audit hook refused the operation.
    Vetoed,
}

impl Error {
    /// An error number about no file in particular.
    #[inline]
    pub fn from_errno(errno: Errno) -> Self {
        Self::new(Cause::Os(errno, None))
    }

    #[cold]
    fn new(cause: Cause) -> Self {
        Self(Box::new(Inner { cause, filename: None, filename2: None }))
    }

    #[cold]
    pub(crate) fn from_reason(reason: impl Reason) -> Self {
        Self::new(Cause::Reason(Box::new(reason)))
    }

    /// A bad argument (`ValueError`).
    pub(crate) fn value(message: impl Into<Cow<'static, str>>) -> Self {
        Self::from_reason(Plain { kind: ErrorKind::Value, message: message.into() })
    }

    /// A number out of the range of the system's type (`OverflowError`).
    pub(crate) fn overflow(message: impl Into<Cow<'static, str>>) -> Self {
        Self::from_reason(Plain { kind: ErrorKind::Overflow, message: message.into() })
    }

    /// An option that is not to be had here (`NotImplementedError`).
    pub(crate) fn not_implemented(message: impl Into<Cow<'static, str>>) -> Self {
        Self::from_reason(Plain { kind: ErrorKind::NotImplemented, message: message.into() })
    }

    /// A refusal by an audit hook, with the hook's reason.
    ///
    /// ```
    /// let error = ostler::Error::vetoed("no writing outside the spool");
    /// assert_eq!(error.kind(), ostler::ErrorKind::Vetoed);
    /// ```
    pub fn vetoed(message: impl Into<Cow<'static, str>>) -> Self {
        Self::from_reason(Plain { kind: ErrorKind::Vetoed, message: message.into() })
    }

    /// Says which file the operation was about.
    #[must_use]
    pub fn with_filename(mut self, path: impl Into<PathBuf>) -> Self {
        self.0.filename = Some(path.into());
        self
    }

    /// Says which second file the operation was about.
    #[must_use]
    pub fn with_filename2(mut self, path: impl Into<PathBuf>) -> Self {
        self.0.filename2 = Some(path.into());
        self
    }

    /// The system's error number, if the system was asked at all.
    pub fn errno(&self) -> Option<Errno> {
        match &self.0.cause {
            Cause::Os(errno, _) => Some(*errno),
            Cause::Reason(reason) => reason.errno(),
        }
    }

    /// The Win32 error code behind the error: `None` on other systems, and on Windows where it was the C runtime that
    /// failed.
    pub fn winerror(&self) -> Option<u32> {
        match &self.0.cause {
            Cause::Os(_, code) => code.map(WinError::raw),
            Cause::Reason(reason) => reason.winerror().map(WinError::raw),
        }
    }

    /// The file the operation was about.
    pub fn filename(&self) -> Option<&Path> {
        self.0.filename.as_deref()
    }

    /// The second file, where an operation has two: `rename`, `link`, `symlink`.
    pub fn filename2(&self) -> Option<&Path> {
        self.0.filename2.as_deref()
    }

    /// The process the operation was about, where [`process`](crate::process) says so.
    pub fn pid(&self) -> Option<i32> {
        match &self.0.cause {
            Cause::Os(..) => None,
            Cause::Reason(reason) => reason.pid(),
        }
    }

    /// The kind: which of the reference's exceptions this is.
    pub fn kind(&self) -> ErrorKind {
        match &self.0.cause {
            Cause::Os(errno, _) => kind_of(*errno),
            Cause::Reason(reason) => reason.kind(),
        }
    }

    /// Converts into the standard error that answers [`raw_os_error`](io::Error::raw_os_error). The paths are lost.
    ///
    /// ```
    /// let error = ostler::os::stat("missing").unwrap_err().into_raw_os();
    /// assert_eq!(error.raw_os_error(), Some(ostler::errno::ENOENT.raw()));
    /// ```
    pub fn into_raw_os(self) -> io::Error {
        match (self.winerror(), self.errno()) {
            (Some(code), _) => io::Error::from_raw_os_error(code as i32),
            (None, Some(errno)) => errno.into(),
            (None, None) => self.into(),
        }
    }
}

pub(crate) fn kind_of(errno: Errno) -> ErrorKind {
    match errno {
        errno::EAGAIN | errno::EALREADY | errno::EINPROGRESS => ErrorKind::BlockingIo,
        errno::ECHILD => ErrorKind::ChildProcess,
        errno::EPIPE => ErrorKind::BrokenPipe,
        #[cfg(any(unix, windows))]
        errno::ESHUTDOWN => ErrorKind::BrokenPipe,
        errno::ECONNABORTED => ErrorKind::ConnectionAborted,
        errno::ECONNREFUSED => ErrorKind::ConnectionRefused,
        errno::ECONNRESET => ErrorKind::ConnectionReset,
        errno::EEXIST => ErrorKind::FileExists,
        errno::ENOENT => ErrorKind::FileNotFound,
        errno::EINTR => ErrorKind::Interrupted,
        errno::EISDIR => ErrorKind::IsADirectory,
        errno::ENOTDIR => ErrorKind::NotADirectory,
        errno::EACCES | errno::EPERM => ErrorKind::PermissionDenied,
        #[cfg(target_os = "freebsd")]
        errno::ENOTCAPABLE => ErrorKind::PermissionDenied,
        errno::ESRCH => ErrorKind::ProcessLookup,
        errno::ETIMEDOUT => ErrorKind::TimedOut,
        // A number of its own on Windows only.
        _ if errno == errno::EWOULDBLOCK => ErrorKind::BlockingIo,
        _ => ErrorKind::Os,
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0.cause {
            Cause::Os(_, Some(code)) => write!(f, "[WinError {}] {code}", code.raw())?,
            Cause::Os(errno, None) => write!(f, "[Errno {}] {errno}", errno.raw())?,
            Cause::Reason(reason) => match (reason.winerror(), reason.errno()) {
                (Some(code), _) => write!(f, "[WinError {}] {reason}", code.raw())?,
                (None, Some(errno)) => write!(f, "[Errno {}] {reason}", errno.raw())?,
                (None, None) => write!(f, "{reason}")?,
            },
        }
        if let Some(path) = &self.0.filename {
            write!(f, ": {}", quoted(path))?;
        }
        if let Some(path) = &self.0.filename2 {
            write!(f, " -> {}", quoted(path))?;
        }
        Ok(())
    }
}

/// The text of [`Display`](fmt::Display), which is what a program prints whose `main` returns the error. With `{:#?}` the parts
/// by their names.
impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !f.alternate() {
            return fmt::Display::fmt(self, f);
        }
        let mut out = f.debug_struct("Error");
        out.field("kind", &self.kind());
        match &self.0.cause {
            Cause::Os(errno, None) => out.field("errno", errno),
            Cause::Os(errno, Some(code)) => out.field("errno", errno).field("winerror", code),
            Cause::Reason(reason) => out.field("reason", &format_args!("{reason}")),
        };
        if let Some(path) = &self.0.filename {
            out.field("filename", path);
        }
        if let Some(path) = &self.0.filename2 {
            out.field("filename2", path);
        }
        out.finish()
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.0.cause {
            Cause::Os(_, Some(code)) => Some(code),
            Cause::Os(errno, None) => Some(errno),
            Cause::Reason(reason) => reason.source(),
        }
    }
}

impl From<Errno> for Error {
    fn from(errno: Errno) -> Self {
        Self::from_errno(errno)
    }
}

/// A code of the Win32 interface, and the error number it stands for.
#[cfg(windows)]
impl From<WinError> for Error {
    fn from(code: WinError) -> Self {
        Self::new(Cause::Os(code.errno(), Some(code)))
    }
}

/// Keeps the kind and, in the text and by downcast, everything else.
impl From<Error> for io::Error {
    fn from(error: Error) -> Self {
        let kind = match (error.winerror(), error.errno()) {
            (Some(code), _) => io::Error::from_raw_os_error(code as i32).kind(),
            (None, Some(errno)) => io::Error::from(errno).kind(),
            (None, None) => match error.kind() {
                ErrorKind::Value | ErrorKind::Overflow => io::ErrorKind::InvalidInput,
                ErrorKind::NotImplemented => io::ErrorKind::Unsupported,
                ErrorKind::Vetoed => io::ErrorKind::PermissionDenied,
                _ => io::ErrorKind::Other,
            },
        };
        io::Error::new(kind, error)
    }
}

/// A reason that is a sentence and nothing more.
#[derive(Debug)]
struct Plain {
    kind: ErrorKind,
    message: Cow<'static, str>,
}

impl fmt::Display for Plain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Plain {}

impl Reason for Plain {
    fn kind(&self) -> ErrorKind {
        self.kind
    }
}

/// Adds the files to a bare error number.
pub(crate) trait OrPath<T> {
    /// The file the call was about.
    fn or_path(self, path: &Path) -> Result<T>;

    /// Both files of a call that has two.
    fn or_paths(self, path: &Path, path2: &Path) -> Result<T>;
}

impl<T, E: Into<Error>> OrPath<T> for Result<T, E> {
    #[inline]
    fn or_path(self, path: &Path) -> Result<T> {
        self.map_err(|error| error.into().with_filename(path))
    }

    #[inline]
    fn or_paths(self, path: &Path, path2: &Path) -> Result<T> {
        self.map_err(|error| error.into().with_filename(path).with_filename2(path2))
    }
}
