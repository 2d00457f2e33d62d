//! The console, key by key. The runtime holds its own lock in each call.

use crate::errno::{self, Errno};
use crate::quietly;
use crate::windows::{c, crt};

/// `_kbhit`
pub fn kbhit() -> bool {
    // SAFETY: it takes nothing.
    quietly(|| unsafe { crt::_kbhit() }) != 0
}

/// `_getch`. Without a console there is nothing to read: `ENXIO`.
pub fn getch() -> Result<u8, Errno> {
    // SAFETY: it takes nothing.
    byte(quietly(|| unsafe { crt::_getch() }))
}

/// `_getche`
pub fn getche() -> Result<u8, Errno> {
    // SAFETY: it takes nothing.
    byte(quietly(|| unsafe { crt::_getche() }))
}

/// `_getwch`
pub fn getwch() -> Result<u16, Errno> {
    // SAFETY: it takes nothing.
    unit(quietly(|| unsafe { crt::_getwch() }))
}

/// `_getwche`, of its two parts: Wine's own reads bytes of the code page.
pub fn getwche() -> Result<u16, Errno> {
    let read = getwch()?;
    // Of a special key only the prefix is known here. It is not echoed; U+00E0 might be a letter, and is.
    if read != 0 {
        putwch(read)?;
    }
    Ok(read)
}

/// `_putch`
pub fn putch(byte_out: u8) -> Result<(), Errno> {
    // SAFETY: it takes a number only.
    byte(quietly(|| unsafe { crt::_putch(byte_out.into()) })).map(drop)
}

/// `_putwch`
pub fn putwch(unit_out: u16) -> Result<(), Errno> {
    // SAFETY: it takes a number only.
    let written = quietly(|| unsafe { crt::_putwch(unit_out) });
    // U+FFFF itself is what failure looks like, too.
    if unit_out == c::WEOF { Ok(()) } else { unit(written).map(drop) }
}

/// `_ungetch`. There is room for one: `ENOSPC` where it is taken.
pub fn ungetch(byte_back: u8) -> Result<(), Errno> {
    // SAFETY: it takes a number only.
    match quietly(|| unsafe { crt::_ungetch(byte_back.into()) }) {
        c::EOF => Err(errno::ENOSPC),
        _ => Ok(()),
    }
}

/// `_ungetwch`. There is room for one: `ENOSPC` where it is taken.
pub fn ungetwch(unit_back: u16) -> Result<(), Errno> {
    // SAFETY: it takes a number only.
    match quietly(|| unsafe { crt::_ungetwch(unit_back) }) {
        c::WEOF => Err(errno::ENOSPC),
        _ => Ok(()),
    }
}

fn byte(answer: i32) -> Result<u8, Errno> {
    if answer == c::EOF { Err(errno::ENXIO) } else { Ok(answer as u8) }
}

fn unit(answer: u16) -> Result<u16, Errno> {
    if answer == c::WEOF { Err(errno::ENXIO) } else { Ok(answer) }
}
