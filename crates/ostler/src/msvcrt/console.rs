//! The console, key by key.

use std::sync::{Mutex, PoisonError};

use ostler_sys as sys;

use crate::error::Result;

/// A unit of UTF-16 or a whole character, for [`putwch`] and [`ungetwch`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct WideChar {
    first: u16,
    second: Option<u16>,
}

/// A character, whose two units stay together where it has two.
impl From<char> for WideChar {
    fn from(character: char) -> Self {
        let mut units = [0; 2];
        match *character.encode_utf16(&mut units) {
            [first, second] => Self { first, second: Some(second) },
            _ => Self { first: units[0], second: None },
        }
    }
}

/// One unit, be it half a character.
impl From<u16> for WideChar {
    fn from(unit: u16) -> Self {
        Self { first: unit, second: None }
    }
}

/// What was pushed back by [`ungetwch`] and is not read yet. The runtime has room for one unit and does not tell of it.
static BACK: Mutex<Back> = Mutex::new(Back::Nothing);

#[derive(Clone, Copy, PartialEq, Eq)]
enum Back {
    Nothing,
    /// The runtime has a unit; this one comes after it.
    First(Option<u16>),
    /// This is next.
    Second(u16),
}

/// Whether a key has been pressed that nobody has read: `msvcrt.kbhit()`, `_kbhit`.
///
/// ```no_run
/// if ostler::msvcrt::kbhit() {
///     println!("{}", ostler::msvcrt::getch()?);
/// }
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn kbhit() -> bool {
    *back() != Back::Nothing || sys::runtime::kbhit()
}

/// Waits for a key and gives its byte, without Enter and without showing it: `msvcrt.getch()`, `_getch`.
///
/// 0 or 0xE0 says that it was a special key, whose number the next call gives. A character of several bytes in the
/// console's code page comes byte by byte; [`getwch`] is the better choice. Ctrl-C cannot be read.
///
/// # Errors
///
/// `ENXIO` without a console, where the reference returns `b'\xff'`.
pub fn getch() -> Result<u8> {
    Ok(sys::runtime::getch()?)
}

/// [`getch`], and a character that can be shown is: `msvcrt.getche()`, `_getche`.
///
/// # Errors
///
/// As [`getch`].
pub fn getche() -> Result<u8> {
    Ok(sys::runtime::getche()?)
}

/// Waits for a key and gives its unit of UTF-16, without Enter and without showing it: `msvcrt.getwch()`, `_getwch`.
///
/// 0 or 0xE0 says that it was a special key, whose number the next call gives. A character beyond U+FFFF comes as two
/// units, by two calls; [`char::decode_utf16`] joins them. Ctrl-C cannot be read.
///
/// # Errors
///
/// `ENXIO` without a console, where the reference returns `'\uffff'`.
///
/// ```no_run
/// let unit = ostler::msvcrt::getwch()?;
/// println!("{:?}", String::from_utf16_lossy(&[unit]));
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn getwch() -> Result<u16> {
    read(sys::runtime::getwch)
}

/// [`getwch`], and a character that can be shown is: `msvcrt.getwche()`, `_getwche`.
///
/// # Errors
///
/// As [`getwch`].
pub fn getwche() -> Result<u16> {
    read(sys::runtime::getwche)
}

fn read(read: fn() -> Result<u16, crate::errno::Errno>) -> Result<u16> {
    let mut known = back();
    if let Back::Second(unit) = *known {
        *known = Back::Nothing;
        return Ok(unit);
    }
    // Others may push back while this one waits.
    drop(known);
    let unit = read()?;
    let mut known = back();
    if let Back::First(second) = *known {
        *known = second.map_or(Back::Nothing, Back::Second);
    }
    Ok(unit)
}

/// Writes a byte to the console at once: `msvcrt.putch(char)`, `_putch`.
///
/// # Errors
///
/// `ENXIO` without a console, of which the reference says nothing.
pub fn putch(char: u8) -> Result<()> {
    Ok(sys::runtime::putch(char)?)
}

/// Writes a character, or a unit of UTF-16, to the console at once: `msvcrt.putwch(unicode_char)`, `_putwch`.
///
/// # Errors
///
/// `ENXIO` without a console, of which the reference says nothing.
///
/// ```no_run
/// ostler::msvcrt::putwch('é')?;
/// ostler::msvcrt::putwch('🐎')?;       // both halves
/// ostler::msvcrt::putwch(0xd83d)?;      // one half
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn putwch(unicode_char: impl Into<WideChar>) -> Result<()> {
    let WideChar { first, second } = unicode_char.into();
    sys::runtime::putwch(first)?;
    Ok(second.map_or(Ok(()), sys::runtime::putwch)?)
}

/// Pushes a byte back: [`getch`] and [`getche`] give it next. `msvcrt.ungetch(char)`, `_ungetch`.
///
/// # Errors
///
/// `ENOSPC` if there is one already: the runtime has room for one.
///
/// ```no_run
/// use ostler::msvcrt;
/// msvcrt::ungetch(b'y')?;
/// assert_eq!(msvcrt::getch()?, b'y');
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn ungetch(char: u8) -> Result<()> {
    Ok(sys::runtime::ungetch(char)?)
}

/// Pushes a character, or a unit of UTF-16, back: [`getwch`] and [`getwche`] give it next.
/// `msvcrt.ungetwch(unicode_char)`, `_ungetwch`.
///
/// A character of two units comes back by two calls. The second one is kept here, so a part of the program that asks the
/// runtime by itself does not see it.
///
/// # Errors
///
/// `ENOSPC` if there is one already: the runtime has room for one.
pub fn ungetwch(unicode_char: impl Into<WideChar>) -> Result<()> {
    let WideChar { first, second } = unicode_char.into();
    let mut back = back();
    if *back != Back::Nothing {
        return Err(crate::errno::ENOSPC.into());
    }
    sys::runtime::ungetwch(first)?;
    *back = Back::First(second);
    Ok(())
}

fn back() -> std::sync::MutexGuard<'static, Back> {
    BACK.lock().unwrap_or_else(PoisonError::into_inner)
}
