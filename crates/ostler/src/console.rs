//! Single key presses at a terminal, without Enter and without echo.
//!
//! The module offers `msvcrt.kbhit` and `msvcrt.getwch` of Windows on every system. It reads from the controlling
//! terminal, even if standard input is a file.
//!
//! ```no_run
//! # fn main() -> ostler::Result<()> {
//! println!("Delete everything? (y/n)");
//! if ostler::console::getwch()? == 'y' {
//!     // …
//! }
//! # Ok(())
//! # }
//! ```
//!
//! While a [`Console`] exists, the terminal is not in line mode and does not echo. Its previous mode is restored
//!
//! - when the last `Console` is dropped, even by a panic,
//! - when the program exits, or an unhandled signal ends it,
//! - while the program is stopped by Ctrl-Z or `SIGTSTP`.
//!
//! After `SIGKILL`, `SIGSTOP` or `_exit` the terminal stays in the changed mode.
//!
//! ```no_run
//! # fn work() {}
//! # fn main() -> ostler::Result<()> {
//! let mut console = ostler::console::Console::open()?;
//! while !console.kbhit()? {
//!     work();                          // until a key is pressed
//! }
//! let key = console.getwch()?;
//! # let _ = key;
//! # Ok(())
//! # }
//! ```
//!
//! # Keys
//!
//! A key is reported as the character that it types. Enter is `'\r'`, Escape `'\x1b'`. A key without a character yields its escape
//! sequence, one character per call, on Windows too: the up arrow is `'\x1b'`, `'['`, `'A'`. Ctrl-C interrupts the
//! program as usual.
//!
//! # Platforms
//!
//! Unix and Windows. On Windows the console mode stays unchanged: the module reads key events directly.

use ostler_sys::console::Terminal;

use crate::error::Result;
use crate::host::retry;

/// The terminal of this process, whose keys can be read one by one as long as this is there.
///
/// There may be several, also in different threads; each key goes to one of them.
#[derive(Debug)]
pub struct Console {
    terminal: Terminal,
}

impl Console {
    /// Begins to take keys one by one.
    ///
    /// # Errors
    ///
    /// `ENXIO` if no terminal controls the process.
    ///
    /// ```
    /// match ostler::console::Console::open() {
    ///     Ok(mut console) => println!("a key was pressed: {}", console.kbhit()?),
    ///     Err(error) => println!("no terminal: {error}"),
    /// }
    /// # Ok::<(), ostler::Error>(())
    /// ```
    pub fn open() -> Result<Self> {
        Ok(Self { terminal: Terminal::open()? })
    }

    /// Whether a key has been pressed that nobody has read.
    ///
    /// # Errors
    ///
    /// `EIO` once the terminal has gone.
    pub fn kbhit(&mut self) -> Result<bool> {
        Ok(retry(|| self.terminal.ready())?)
    }

    /// Waits for a key and gives its character.
    ///
    /// Bytes that are not UTF-8, and on Windows half a character by itself, are U+FFFD.
    ///
    /// # Errors
    ///
    /// `EIO` once the terminal has gone, or if the program is in the background and may not read.
    pub fn getwch(&mut self) -> Result<char> {
        Ok(retry(|| self.terminal.read())?)
    }
}

/// Whether a key has been pressed that nobody has read: `msvcrt.kbhit()`, everywhere.
///
/// Between two calls the terminal is as it was, so it gathers lines and shows what is typed. A loop that waits for a key
/// is better off with a [`Console`].
///
/// # Errors
///
/// As [`Console::open`].
///
/// ```no_run
/// if ostler::console::kbhit()? {
///     println!("stopped at your wish");
/// }
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn kbhit() -> Result<bool> {
    Console::open()?.kbhit()
}

/// Waits for a key and gives its character, without Enter and without showing it: `msvcrt.getwch()`, everywhere.
///
/// # Errors
///
/// As [`Console::open`] and [`Console::getwch`].
///
/// ```no_run
/// print!("Press any key to continue");
/// ostler::console::getwch()?;
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn getwch() -> Result<char> {
    Console::open()?.getwch()
}
