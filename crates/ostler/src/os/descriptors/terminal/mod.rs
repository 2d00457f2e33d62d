//! Terminals.

#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

use ostler_sys as sys;

use crate::error::Result;
use crate::fd::{AsFd, Fd};
use crate::host::retry;
#[cfg(unix)]
use unix as system;
#[cfg(unix)]
pub use unix::{tcgetpgrp, tcsetpgrp, ttyname};
#[cfg(windows)]
use windows as system;

/// Whether a descriptor is a terminal: `os.isatty(fd)`, `isatty(3)`, `_isatty`.
///
/// On Windows every device of characters is one: a console, and `NUL` too, as in the reference.
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

/// The encoding of what a terminal shows and sends, by the name the system has for it: `os.device_encoding(fd)`,
/// `nl_langinfo(CODESET)`, `GetConsoleCP`, `GetConsoleOutputCP`. `None` if the descriptor is not a terminal.
///
/// On Windows it is the code page of the console (`cp437`). Elsewhere the terminal is taken to speak as the environment says
/// (`LC_ALL`, `LC_CTYPE`, `LANG`), which is what a program gets that calls `setlocale(LC_CTYPE, "")`. The locale of the
/// process is not changed.
///
/// ```
/// let (master, terminal) = ostler::os::openpty()?;
/// println!("{:?}", ostler::os::device_encoding(&terminal));    // Some("UTF-8")
/// assert_eq!(ostler::os::device_encoding(std::fs::File::open("/dev/null")?), None);
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn device_encoding(fd: impl AsFd) -> Option<String> {
    let fd = fd.as_fd();
    if isatty(fd) { system::encoding(fd) } else { None }
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

/// How large the window of standard output is: `os.get_terminal_size()`, `ioctl(TIOCGWINSZ)`, `GetConsoleScreenBufferInfo`.
///
/// # Errors
///
/// `ENOTTY` if standard output is not a terminal, on Windows code 6.
///
/// ```
/// let width = ostler::os::get_terminal_size().map_or(80, |size| size.columns);
/// println!("{}", "-".repeat(width.into()));
/// ```
pub fn get_terminal_size() -> Result<TerminalSize> {
    get_terminal_size_with(std::io::stdout())
}

/// How large a terminal's window is: `os.get_terminal_size(fd=STDOUT_FILENO)`, `ioctl(TIOCGWINSZ)`,
/// `GetConsoleScreenBufferInfo`.
///
/// Both numbers are 0 if no program has set them.
///
/// # Errors
///
/// `ENOTTY` if the descriptor is not a terminal; on Windows code 6 if it is no console's output.
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
