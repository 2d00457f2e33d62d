//! Reading directories.

use windows_sys::Win32::Foundation::{
    ERROR_FILE_NOT_FOUND, ERROR_NO_MORE_FILES, HANDLE, INVALID_HANDLE_VALUE,
};
use windows_sys::Win32::Storage::FileSystem::{
    FIND_FIRST_EX_LARGE_FETCH, FindClose, FindExInfoBasic, FindExSearchNameMatch, FindFirstFileExW,
    FindNextFileW, WIN32_FIND_DATAW,
};

use super::Stat;
use crate::errno::WinError;
use crate::last_error;
use crate::wide::WStr;

/// A directory that is being read.
pub struct Find {
    handle: HANDLE,
    data: Box<WIN32_FIND_DATAW>,
    /// Whether `data` is an entry nobody has had yet.
    is_new: bool,
}

// SAFETY: the handle may be used and closed on any thread, one at a time.
unsafe impl Send for Find {}
// SAFETY: nothing is done through a shared reference.
unsafe impl Sync for Find {}

impl std::fmt::Debug for Find {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Find").field("handle", &self.handle).finish_non_exhaustive()
    }
}

impl Find {
    /// `FindFirstFileEx`, with a pattern at the end of the path.
    pub fn first(pattern: &WStr) -> Result<Option<Self>, WinError> {
        // SAFETY: a structure of numbers, which is written to; the pattern is a wide string.
        unsafe {
            let mut data: Box<WIN32_FIND_DATAW> = Box::new(std::mem::zeroed());
            let handle = FindFirstFileExW(
                pattern.as_ptr(),
                FindExInfoBasic,
                (&raw mut *data).cast(),
                FindExSearchNameMatch,
                std::ptr::null(),
                FIND_FIRST_EX_LARGE_FETCH,
            );
            if handle != INVALID_HANDLE_VALUE {
                return Ok(Some(Self { handle, data, is_new: true }));
            }
        }
        match last_error() {
            // The root of an empty volume has no dots.
            error if error.raw() == ERROR_FILE_NOT_FOUND => Ok(None),
            error => Err(error),
        }
    }

    /// The entries of a directory: with a pattern that every name fits.
    pub fn directory(path: &WStr) -> Result<Option<Self>, WinError> {
        const ENDINGS: [u16; 3] = [b'\\' as u16, b'/' as u16, b':' as u16];
        let mut pattern = path.units().to_vec();
        match pattern.last() {
            // `ERROR_PATH_NOT_FOUND`: the pattern alone would be the current directory's.
            None => return Err(WinError::from_raw(3)),
            Some(last) if ENDINGS.contains(last) => {}
            Some(_) => pattern.push(b'\\'.into()),
        }
        pattern.extend(b"*\0".map(u16::from));
        // Neither part has a NUL in it.
        Self::first(WStr::from_units(&pattern).unwrap_or(WStr::EMPTY))
    }

    /// `FindNextFile`: the next entry, the two dots left out.
    pub fn advance(&mut self) -> Result<Option<Found<'_>>, WinError> {
        const DOT: u16 = b'.' as u16;
        loop {
            if !std::mem::take(&mut self.is_new) {
                // SAFETY: the handle is open, the structure is written to.
                if unsafe { FindNextFileW(self.handle, &raw mut *self.data) } == 0 {
                    let error = last_error();
                    return if error.raw() == ERROR_NO_MORE_FILES { Ok(None) } else { Err(error) };
                }
            }
            let name = &self.data.cFileName;
            if !matches!(name, [DOT, 0, ..] | [DOT, DOT, 0, ..]) {
                return Ok(Some(Found { data: &self.data }));
            }
        }
    }
}

impl Find {
    /// The name of the entry at hand.
    pub(super) fn name(&self) -> &[u16] {
        until_nul(&self.data.cFileName)
    }
}

fn until_nul(name: &[u16]) -> &[u16] {
    &name[..name.iter().position(|unit| *unit == 0).unwrap_or(name.len())]
}

impl std::fmt::Debug for Found<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Found").field("status", &self.status()).finish_non_exhaustive()
    }
}

impl Drop for Find {
    fn drop(&mut self) {
        // SAFETY: the handle is open, and this is its owner.
        unsafe { FindClose(self.handle) };
    }
}

/// An entry.
#[derive(Clone, Copy)]
pub struct Found<'a> {
    data: &'a WIN32_FIND_DATAW,
}

impl Found<'_> {
    /// The name, in units.
    pub fn name(&self) -> &[u16] {
        until_nul(&self.data.cFileName)
    }

    /// What the directory knows.
    pub fn status(self) -> Stat {
        Stat::from(self.data)
    }
}

/// What the directory of a file knows of it.
pub(super) fn one(path: &WStr) -> Result<Stat, WinError> {
    const NOT_FOUND: WinError = WinError::from_raw(ERROR_FILE_NOT_FOUND);
    let is_pattern = path.units().iter().any(|unit| [b'*', b'?'].map(u16::from).contains(unit));
    // `\\?\` has a question mark, and means no pattern.
    let has_prefix = path.units().starts_with(&[b'\\', b'\\', b'?', b'\\'].map(u16::from));
    if is_pattern && !has_prefix {
        return Err(NOT_FOUND);
    }
    let found = Find::first(path)?.ok_or(NOT_FOUND)?;
    Ok(Stat::from(&*found.data))
}
