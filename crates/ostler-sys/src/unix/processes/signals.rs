//! Signalling processes, and how nice they are.

use crate::check;
use crate::errno::{self, Errno};

/// `kill(2)`
#[inline]
pub fn kill(pid: i32, signal: i32) -> Result<(), Errno> {
    // SAFETY: numbers only; the kernel judges them.
    check(unsafe { libc::kill(pid, signal) }).map(drop)
}

/// `killpg(3)`
#[inline]
pub fn killpg(pgid: i32, signal: i32) -> Result<(), Errno> {
    // SAFETY: numbers only; the kernel judges them.
    check(unsafe { libc::killpg(pgid, signal) }).map(drop)
}

/// `nice(2)`: the new niceness, of which -1 is a legitimate one.
pub fn nice(increment: i32) -> Result<i32, Errno> {
    /// From one end of the scale to the other. C libraries add without looking: more might come round to the other side.
    const MOST: i32 = 40;
    rustix::process::nice(increment.clamp(-MOST, MOST)).map_err(|error| match Errno::from(error) {
        // What `nice` is made of says EACCES where `nice` is documented to say EPERM.
        errno::EACCES => errno::EPERM,
        other => other,
    })
}
