//! Reading.

use std::sync::{Mutex, PoisonError};

use rustix::event::{PollFd, PollFlags, Timespec, poll};

use super::mode::Mode;
use crate::descriptors;
use crate::errno::{self, Errno};
use crate::fd::{Fd, OwnedFd};

/// A byte that did not belong to the character before it.
static PENDING: Mutex<Option<u8>> = Mutex::new(None);

/// How long the rest of a character takes, at most.
const REST: Timespec = Timespec { tv_sec: 0, tv_nsec: 100_000_000 };

/// The terminal that controls the process, ready to be read key by key.
#[derive(Debug)]
pub struct Terminal {
    fd: OwnedFd,
    _mode: Mode,
}

impl Terminal {
    /// `ENXIO` if there is none.
    pub fn open() -> Result<Self, Errno> {
        let fd = descriptors::openat(Fd::CWD, c"/dev/tty", libc::O_RDWR | libc::O_NOCTTY, 0)?;
        let mode = Mode::set((&fd).into())?;
        Ok(Self { fd, _mode: mode })
    }

    /// Whether there is a key.
    pub fn ready(&self) -> Result<bool, Errno> {
        Ok(pending().is_some() || self.poll(Some(Timespec::default()))?)
    }

    /// Waits for a key. What is not UTF-8 is a replacement character.
    pub fn read(&self) -> Result<char, Errno> {
        let kept = pending().take();
        let first = kept.map_or_else(|| self.byte(), Ok)?;
        let length = match first {
            0xc2..=0xdf => 2,
            0xe0..=0xef => 3,
            0xf0..=0xf4 => 4,
            _ => 1,
        };
        let mut bytes = [first, 0, 0, 0];
        for place in &mut bytes[1..length] {
            if !self.poll(Some(REST))? {
                return Ok(char::REPLACEMENT_CHARACTER);
            }
            let byte = self.byte()?;
            if byte & 0xc0 != 0x80 {
                *pending() = Some(byte);
                return Ok(char::REPLACEMENT_CHARACTER);
            }
            *place = byte;
        }
        let text = std::str::from_utf8(&bytes[..length]).ok();
        Ok(text.and_then(|text| text.chars().next()).unwrap_or(char::REPLACEMENT_CHARACTER))
    }

    fn byte(&self) -> Result<u8, Errno> {
        let mut byte = [0];
        match descriptors::read((&self.fd).into(), &mut byte)? {
            // The terminal has hung up.
            0 => Err(errno::EIO),
            _ => Ok(byte[0]),
        }
    }

    fn poll(&self, timeout: Option<Timespec>) -> Result<bool, Errno> {
        let mut fds = [PollFd::new(&self.fd, PollFlags::IN)];
        Ok(poll(&mut fds, timeout.as_ref())? > 0)
    }
}

fn pending() -> std::sync::MutexGuard<'static, Option<u8>> {
    PENDING.lock().unwrap_or_else(PoisonError::into_inner)
}
