//! The console, key by key, by its own records: the C runtime cannot tell `à` from the prefix of a special key.

mod keys;

use std::collections::VecDeque;
use std::fs::File;
use std::io;
use std::os::windows::io::AsRawHandle as _;
use std::sync::{Mutex, MutexGuard, PoisonError};

use windows_sys::Win32::System::Console::{
    INPUT_RECORD, KEY_EVENT, PeekConsoleInputW, ReadConsoleInputW,
};

use crate::check_win;
use crate::errno::{self, Errno, WinError};

/// Characters of keys that were read already: the rest of a sequence, repetitions.
static PENDING: Mutex<VecDeque<char>> = Mutex::new(VecDeque::new());

/// The first half of a character.
static HALF: Mutex<Option<u16>> = Mutex::new(None);

/// The console of the process.
#[derive(Debug)]
pub struct Terminal {
    input: File,
}

impl Terminal {
    /// `ENXIO` if there is none.
    pub fn open() -> Result<Self, Errno> {
        // Both rights: the waiting needs one, the looking the other.
        let input = File::options().read(true).write(true).open("CONIN$");
        Ok(Self { input: input.map_err(|_: io::Error| errno::ENXIO)? })
    }

    /// Whether there is a key. What is no key and comes before one is taken away.
    pub fn ready(&self) -> Result<bool, Errno> {
        loop {
            if !lock(&PENDING).is_empty() {
                return Ok(true);
            }
            let mut record = [blank()];
            let mut count = 0;
            let handle = self.input.as_raw_handle();
            // SAFETY: the handle is open, and there is room for one record.
            check_win(unsafe { PeekConsoleInputW(handle, record.as_mut_ptr(), 1, &raw mut count) })
                .map_err(WinError::errno)?;
            if count == 0 {
                return Ok(false);
            }
            // It is there, so this does not wait.
            self.take()?;
        }
    }

    /// Waits for a key.
    pub fn read(&self) -> Result<char, Errno> {
        loop {
            if let Some(character) = lock(&PENDING).pop_front() {
                return Ok(character);
            }
            self.take()?;
        }
    }

    /// Waits for a record, and keeps the characters it stands for.
    fn take(&self) -> Result<(), Errno> {
        let mut record = [blank()];
        let mut count = 0;
        let handle = self.input.as_raw_handle();
        // SAFETY: the handle is open, and there is room for one record.
        check_win(unsafe { ReadConsoleInputW(handle, record.as_mut_ptr(), 1, &raw mut count) })
            .map_err(WinError::errno)?;
        if count == 1 && u32::from(record[0].EventType) == KEY_EVENT {
            // SAFETY: the type says which of the union's fields it is.
            let key = unsafe { record[0].Event.KeyEvent };
            let mut pending = lock(&PENDING);
            for _ in 0..key.wRepeatCount.max(1) {
                keys::characters(&key, &mut lock(&HALF), &mut pending);
            }
        }
        Ok(())
    }
}

fn blank() -> INPUT_RECORD {
    // SAFETY: it consists of numbers.
    unsafe { std::mem::zeroed() }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
