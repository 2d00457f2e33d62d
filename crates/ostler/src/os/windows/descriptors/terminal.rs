//! Consoles.

use ostler_sys as sys;

use crate::error::Result;
use crate::fd::{AsFd, AsRawFd as _};

/// Whether a descriptor is a device of characters, such as a console: `os.isatty(fd)`, `_isatty`.
///
/// `NUL` is one too, as in the reference.
pub fn isatty(fd: impl AsFd) -> bool {
    sys::descriptors::isatty(fd.as_fd().into())
}

/// The encoding of the console, by its code page: `os.device_encoding(fd)`. `None` if the descriptor is no console.
///
/// ```no_run
/// println!("{:?}", ostler::os::device_encoding(std::io::stdout()));    // Some("cp437")
/// ```
pub fn device_encoding(fd: impl AsFd) -> Option<String> {
    let fd = fd.as_fd();
    if !isatty(fd) {
        return None;
    }
    match sys::descriptors::code_page(fd.as_raw_fd() == 0) {
        0 => None,
        65001 => Some("UTF-8".to_owned()),
        page => Some(format!("cp{page}")),
    }
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

/// How large the window of standard output is: `os.get_terminal_size()`, `GetConsoleScreenBufferInfo`.
///
/// # Errors
///
/// Code 6 if standard output is no console.
pub fn get_terminal_size() -> Result<TerminalSize> {
    get_terminal_size_with(std::io::stdout())
}

/// How large a console's window is: `os.get_terminal_size(fd=STDOUT_FILENO)`, `GetConsoleScreenBufferInfo`.
///
/// # Errors
///
/// Code 6 if the descriptor is no console's output.
pub fn get_terminal_size_with(fd: impl AsFd) -> Result<TerminalSize> {
    let (columns, lines) = sys::descriptors::winsize(fd.as_fd().into())?;
    Ok(TerminalSize { columns, lines })
}
