//! Signals that are received as bytes of a pipe: a handler writes them. `sigaction(2)`
//!
//! A signalfd would need the signals blocked in every thread, and children would start with them blocked.

use std::cell::UnsafeCell;
use std::mem::MaybeUninit;
use std::os::fd::{AsFd, AsRawFd as _, BorrowedFd, OwnedFd};
use std::ptr;
use std::sync::atomic::{AtomicI32, Ordering::SeqCst};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::OFlags;

use super::{check, descriptors, errno_location};
use crate::errno::{self, Errno};

/// One more than the highest number of a signal on any system.
const SIGNALS: usize = 129;

/// What the handler of a signal needs.
struct Slot {
    /// The end of a pipe that the number is written to; -1 without a receiver.
    pipe: AtomicI32,
    /// The process that receives it: not a child made by `fork`.
    process: AtomicI32,
    /// What was to happen before.
    before: UnsafeCell<MaybeUninit<libc::sigaction>>,
}

// SAFETY: the cell is written and read under the lock of `PIPES` only; the handler reads the numbers.
unsafe impl Sync for Slot {}

static SLOTS: [Slot; SIGNALS] = [const {
    Slot {
        pipe: AtomicI32::new(-1),
        process: AtomicI32::new(0),
        before: UnsafeCell::new(MaybeUninit::uninit()),
    }
}; SIGNALS];

/// Pipes that no receiver has. They are never closed: a handler may be on its way to write.
static PIPES: Mutex<Vec<(OwnedFd, OwnedFd)>> = Mutex::new(Vec::new());

fn lock() -> MutexGuard<'static, Vec<(OwnedFd, OwnedFd)>> {
    PIPES.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Receives signals until it is dropped.
#[derive(Debug)]
pub struct Receiver {
    /// `None` only while it is dropped.
    pipe: Option<(OwnedFd, OwnedFd)>,
    signals: Vec<i32>,
}

impl Receiver {
    /// Receives these signals from now on. `EBUSY` if another receiver does, `EINVAL` of what cannot be received.
    pub fn new(signals: &[i32]) -> Result<Self, Errno> {
        let mut free = lock();
        let pipe = match free.pop() {
            Some(pipe) => pipe,
            None => new_pipe()?,
        };
        // Its drop gives back what was taken until then. It needs the lock.
        let mut receiver = Self { pipe: Some(pipe), signals: Vec::with_capacity(signals.len()) };
        let taken = signals.iter().try_for_each(|&signal| receiver.take(signal));
        drop(free);
        taken.map(|()| receiver)
    }

    /// Under the lock.
    fn take(&mut self, signal: i32) -> Result<(), Errno> {
        let is_fault = matches!(
            signal,
            libc::SIGSEGV | libc::SIGBUS | libc::SIGFPE | libc::SIGILL | libc::SIGTRAP
        );
        let slot = usize::try_from(signal).ok().and_then(|number| SLOTS.get(number));
        let slot = slot.filter(|_| signal != 0 && !is_fault).ok_or(errno::EINVAL)?;
        if self.signals.contains(&signal) {
            return Ok(());
        }
        if slot.pipe.load(SeqCst) >= 0 {
            return Err(errno::EBUSY);
        }
        let Some((_, to)) = &self.pipe else { return Err(errno::EINVAL) };
        slot.process.store(own_process(), SeqCst);
        slot.pipe.store(to.as_raw_fd(), SeqCst);
        // SAFETY: a structure of numbers and sets that is filled here; the cell is written under the lock.
        let installed = check(unsafe {
            let mut new: libc::sigaction = MaybeUninit::zeroed().assume_init();
            new.sa_sigaction = handler as *const () as usize;
            new.sa_flags = libc::SA_RESTART | libc::SA_ONSTACK;
            libc::sigemptyset(&raw mut new.sa_mask);
            libc::sigaction(signal, &raw const new, (*slot.before.get()).as_mut_ptr())
        });
        match installed {
            Ok(_) => self.signals.push(signal),
            Err(_) => slot.pipe.store(-1, SeqCst),
        }
        installed.map(drop)
    }

    /// The next signal, if one comes in that time; without a time, whenever it comes.
    pub fn next(&self, timeout: Option<Duration>) -> Result<Option<i32>, Errno> {
        let deadline = timeout.and_then(|timeout| Instant::now().checked_add(timeout));
        loop {
            let mut byte = [0];
            match rustix::io::read(self.as_fd(), &mut byte) {
                // A pipe that another receiver had may bring a late one of the other's.
                Ok(1) if self.signals.contains(&i32::from(byte[0])) => {
                    return Ok(Some(i32::from(byte[0])));
                }
                Ok(_) | Err(rustix::io::Errno::INTR) => continue,
                Err(rustix::io::Errno::AGAIN) => {}
                Err(errno) => return Err(errno.into()),
            }
            let left = deadline.map(|deadline| deadline.saturating_duration_since(Instant::now()));
            if left.is_some_and(|left| left.is_zero()) || timeout.is_some_and(|t| t.is_zero()) {
                return Ok(None);
            }
            let left = left.map(|left| Timespec {
                tv_sec: i64::try_from(left.as_secs()).unwrap_or(i64::MAX),
                tv_nsec: left.subsec_nanos().into(),
            });
            match poll(&mut [PollFd::new(self, PollFlags::IN)], left.as_ref()) {
                Ok(_) | Err(rustix::io::Errno::INTR) => {}
                Err(errno) => return Err(errno.into()),
            }
        }
    }
}

impl AsFd for Receiver {
    fn as_fd(&self) -> BorrowedFd<'_> {
        match &self.pipe {
            Some((from, _)) => from.as_fd(),
            None => unreachable!("a receiver has a pipe until it is dropped"),
        }
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        let mut free = lock();
        for &signal in &self.signals {
            let slot = &SLOTS[signal as usize];
            let mut now = MaybeUninit::<libc::sigaction>::uninit();
            // SAFETY: sigaction fills the structure; the cell was filled when the signal was taken.
            unsafe {
                libc::sigaction(signal, ptr::null(), now.as_mut_ptr());
                // What the program has set since stays.
                if now.assume_init().sa_sigaction == handler as *const () as usize {
                    libc::sigaction(signal, (*slot.before.get()).as_ptr(), ptr::null_mut());
                }
            }
            slot.pipe.store(-1, SeqCst);
        }
        free.extend(self.pipe.take());
    }
}

fn new_pipe() -> Result<(OwnedFd, OwnedFd), Errno> {
    let (from, to) = descriptors::pipe()?;
    for end in [&from, &to] {
        let flags = rustix::fs::fcntl_getfl(end)?;
        rustix::fs::fcntl_setfl(end, flags | OFlags::NONBLOCK)?;
    }
    Ok((from, to))
}

fn own_process() -> i32 {
    // SAFETY: always succeeds, and may be called in a handler.
    unsafe { libc::getpid() }
}

/// Writes the number. In the child of a `fork` the signal does what it does by default: its pipe is the parent's.
extern "C" fn handler(signal: i32) {
    let slot = &SLOTS[signal as usize];
    let pipe = slot.pipe.load(SeqCst);
    // SAFETY: all of these may be called in a handler. The pipe is never closed. The number of the last error is put back.
    unsafe {
        let errno = errno_location();
        let kept = *errno;
        if slot.process.load(SeqCst) != own_process() {
            libc::signal(signal, libc::SIG_DFL);
            libc::raise(signal);
        } else if pipe >= 0 {
            let byte = signal as u8;
            // A full pipe has enough signals to wake a receiver.
            libc::write(pipe, (&raw const byte).cast(), 1);
        }
        *errno = kept;
    }
}
