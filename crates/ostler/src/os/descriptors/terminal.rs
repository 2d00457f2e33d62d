//! Terminals.

use std::ffi::{CString, OsString};
use std::os::unix::ffi::OsStringExt as _;
use std::path::PathBuf;

use ostler_sys::{self as sys, cstr};

use crate::error::Result;
use crate::fd::{AsFd, Fd};
use crate::host::retry;

/// Whether a descriptor is a terminal: `os.isatty(fd)`, `isatty(3)`.
///
/// ```
/// let (master, terminal) = ostler::os::openpty()?;
/// assert!(ostler::os::isatty(&terminal));
/// assert!(!ostler::os::isatty(std::fs::File::open("/dev/null")?));
/// # Ok::<(), std::io::Error>(())
/// ```
#[inline]
pub fn isatty(fd: impl AsFd) -> bool {
    sys::descriptors::isatty(fd.as_fd().into())
}

/// The path of a terminal: `os.ttyname(fd)`, `ttyname_r(3)`.
///
/// # Errors
///
/// `ENOTTY` if the descriptor is not a terminal, `ENODEV` if it has no name here.
///
/// ```
/// use ostler::os;
/// let (master, terminal) = os::openpty()?;
/// assert_eq!(os::ttyname(&terminal)?, os::ptsname(&master)?);
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn ttyname(fd: impl AsFd) -> Result<PathBuf> {
    let fd = Fd::from(fd.as_fd());
    let name = retry(|| sys::descriptors::ttyname(fd))?;
    Ok(OsString::from_vec(name.into_bytes()).into())
}

/// The encoding of what a terminal shows and sends, by the name the system has for it: `os.device_encoding(fd)`,
/// `nl_langinfo(CODESET)`. `None` if the descriptor is not a terminal.
///
/// The terminal is taken to speak as the environment says (`LC_ALL`, `LC_CTYPE`, `LANG`), which is what a program gets
/// that calls `setlocale(LC_CTYPE, "")`. The locale of the process is not changed.
///
/// ```
/// let (master, terminal) = ostler::os::openpty()?;
/// println!("{:?}", ostler::os::device_encoding(&terminal));    // Some("UTF-8")
/// assert_eq!(ostler::os::device_encoding(std::fs::File::open("/dev/null")?), None);
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn device_encoding(fd: impl AsFd) -> Option<String> {
    if !isatty(fd) {
        return None;
    }
    let named = ["LC_ALL", "LC_CTYPE", "LANG"]
        .into_iter()
        .filter_map(std::env::var_os)
        .find(|locale| !locale.is_empty())
        .and_then(|locale| cstr::owned(&locale).ok())
        .and_then(|locale| sys::descriptors::codeset_of(&locale).ok());
    // A locale that is not installed leaves the process in the one it has.
    let codeset = named.unwrap_or_else(sys::descriptors::codeset);
    text(codeset)
}

fn text(codeset: CString) -> Option<String> {
    codeset.into_string().ok().filter(|name| !name.is_empty())
}

/// The process group in the foreground of a terminal: `os.tcgetpgrp(fd)`, `tcgetpgrp(3)`.
///
/// # Errors
///
/// `ENOTTY` if the terminal is not the one that controls this process.
///
/// ```
/// // No terminal, no foreground.
/// let null = std::fs::File::open("/dev/null")?;
/// assert_eq!(ostler::os::tcgetpgrp(&null).unwrap_err().errno(), Some(ostler::errno::ENOTTY));
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn tcgetpgrp(fd: impl AsFd) -> Result<i32> {
    let fd = Fd::from(fd.as_fd());
    Ok(retry(|| sys::descriptors::tcgetpgrp(fd))?)
}

/// Puts a process group in the foreground of a terminal: `os.tcsetpgrp(fd, pg)`, `tcsetpgrp(3)`.
///
/// # Errors
///
/// `EINVAL` for a negative number, `PermissionDenied` for a group of another session, `ENOTTY` as for [`tcgetpgrp`];
/// `Interrupted` in a background group that catches `SIGTTOU`.
///
/// ```
/// # use ostler::os;
/// /// What a shell does for `fg`.
/// fn foreground(job: i32) -> ostler::Result<()> {
///     os::tcsetpgrp(std::io::stdin(), job)
/// }
/// ```
pub fn tcsetpgrp(fd: impl AsFd, pg: i32) -> Result<()> {
    // Not repeated: the system sends SIGTTOU to a background group at every attempt, so there would be no end.
    Ok(sys::descriptors::tcsetpgrp(fd.as_fd().into(), pg)?)
}

/// How large a terminal's window is: `os.terminal_size`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[doc(alias = "terminal_size")]
pub struct TerminalSize {
    /// Its width in characters.
    pub columns: u16,
    /// Its height in characters.
    pub lines: u16,
}

/// How large the window of standard output is: `os.get_terminal_size()`, `ioctl(TIOCGWINSZ)`.
///
/// # Errors
///
/// `ENOTTY` if standard output is not a terminal.
///
/// ```
/// let width = ostler::os::get_terminal_size().map_or(80, |size| size.columns);
/// println!("{}", "-".repeat(width.into()));
/// ```
pub fn get_terminal_size() -> Result<TerminalSize> {
    get_terminal_size_with(std::io::stdout())
}

/// How large a terminal's window is: `os.get_terminal_size(fd=STDOUT_FILENO)`, `ioctl(TIOCGWINSZ)`.
///
/// Both numbers are 0 if nobody has said.
///
/// # Errors
///
/// `ENOTTY` if the descriptor is not a terminal.
///
/// ```
/// use ostler::os::{self, TerminalSize};
/// let (master, terminal) = os::openpty()?;
/// assert_eq!(os::get_terminal_size_with(&terminal)?, TerminalSize { columns: 0, lines: 0 });
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn get_terminal_size_with(fd: impl AsFd) -> Result<TerminalSize> {
    let fd = Fd::from(fd.as_fd());
    let (columns, lines) = retry(|| sys::descriptors::winsize(fd))?;
    Ok(TerminalSize { columns, lines })
}
