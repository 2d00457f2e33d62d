//! The terminal's mode while keys are read, and its return to what it was, whatever ends the program.
//!
//! The mode goes back when the last reader is dropped, when the program exits, when a signal ends it, and while it is
//! stopped. A program that is killed outright, or ends by `_exit`, is not asked.

use std::cell::UnsafeCell;
use std::mem::MaybeUninit;
use std::os::fd::{AsRawFd as _, RawFd};
use std::ptr;
use std::sync::atomic::{AtomicI32, Ordering};
use std::sync::{Mutex, Once, PoisonError};

use crate::errno::Errno;
use crate::fd::{Fd, OwnedFd};
use crate::{check, descriptors};

/// What ends a program that does nothing about it, or stops it.
const SIGNALS: [i32; 17] = [
    libc::SIGHUP,
    libc::SIGINT,
    libc::SIGQUIT,
    libc::SIGTERM,
    libc::SIGTSTP,
    libc::SIGALRM,
    libc::SIGUSR1,
    libc::SIGUSR2,
    libc::SIGPIPE,
    libc::SIGXCPU,
    libc::SIGABRT,
    libc::SIGSEGV,
    libc::SIGBUS,
    libc::SIGILL,
    libc::SIGFPE,
    libc::SIGTRAP,
    libc::SIGSYS,
];

/// What a handler may look at: written before the number of the terminal is, which says that the rest holds.
struct Shared {
    terminal: AtomicI32,
    /// Whose mode it is: a child made by `fork` has no say in it.
    process: AtomicI32,
    before: UnsafeCell<MaybeUninit<libc::termios>>,
    reading: UnsafeCell<MaybeUninit<libc::termios>>,
    actions: UnsafeCell<[MaybeUninit<libc::sigaction>; SIGNALS.len()]>,
}

// SAFETY: the cells are written under the lock of `READERS` while `terminal` is -1, and only read otherwise.
unsafe impl Sync for Shared {}

static SHARED: Shared = Shared {
    terminal: AtomicI32::new(-1),
    process: AtomicI32::new(0),
    before: UnsafeCell::new(MaybeUninit::uninit()),
    reading: UnsafeCell::new(MaybeUninit::uninit()),
    actions: UnsafeCell::new([const { MaybeUninit::uninit() }; SIGNALS.len()]),
};

/// How many there are, and the terminal, open for the handlers.
static READERS: Mutex<(usize, Option<OwnedFd>)> = Mutex::new((0, None));

/// Keys come one by one and are not shown, as long as one of these is there.
#[derive(Debug)]
pub(super) struct Mode(());

impl Mode {
    /// Sets the mode of a terminal.
    pub(super) fn set(terminal: Fd<'_>) -> Result<Self, Errno> {
        let mut readers = READERS.lock().unwrap_or_else(PoisonError::into_inner);
        if readers.0 == 0 {
            let terminal = descriptors::dup(terminal)?;
            begin(terminal.as_raw_fd())?;
            readers.1 = Some(terminal);
        }
        readers.0 += 1;
        Ok(Self(()))
    }
}

impl Drop for Mode {
    fn drop(&mut self) {
        let mut readers = READERS.lock().unwrap_or_else(PoisonError::into_inner);
        readers.0 -= 1;
        if readers.0 == 0 {
            end();
            readers.1 = None;
        }
    }
}

fn begin(terminal: RawFd) -> Result<(), Errno> {
    static AT_EXIT: Once = Once::new();
    let mut mode = MaybeUninit::<libc::termios>::uninit();
    // SAFETY: tcgetattr fills the structure, or fails.
    let before = unsafe {
        check(libc::tcgetattr(terminal, mode.as_mut_ptr()))?;
        mode.assume_init()
    };
    let mut reading = before;
    // Signals from the keyboard go on being signals; Enter is CR, as it is on Windows.
    reading.c_lflag &= !(libc::ICANON | libc::ECHO | libc::IEXTEN);
    reading.c_iflag &= !(libc::ICRNL | libc::INLCR | libc::IGNCR);
    reading.c_cc[libc::VMIN] = 1;
    reading.c_cc[libc::VTIME] = 0;
    AT_EXIT.call_once(|| {
        // SAFETY: the function takes nothing and may run whenever the program exits.
        unsafe { libc::atexit(at_exit) };
    });
    // SAFETY: no handler reads the cells, as `terminal` is -1; the lock keeps other readers away.
    unsafe {
        (*SHARED.before.get()).write(before);
        (*SHARED.reading.get()).write(reading);
        for (place, signal) in (*SHARED.actions.get()).iter_mut().zip(SIGNALS) {
            libc::sigaction(signal, ptr::null(), place.as_mut_ptr());
        }
    }
    // SAFETY: it takes nothing.
    SHARED.process.store(unsafe { libc::getpid() }, Ordering::SeqCst);
    SHARED.terminal.store(terminal, Ordering::SeqCst);
    // The handlers first: there must be no moment in which a signal leaves the new mode behind.
    for (number, _) in SIGNALS.iter().enumerate().filter(|(number, _)| is_ours_to_take(*number)) {
        take(number);
    }
    // SAFETY: the structure is whole.
    let set = check(unsafe { libc::tcsetattr(terminal, libc::TCSANOW, &raw const reading) });
    if set.is_err() {
        end();
    }
    set.map(drop)
}

fn end() {
    restore();
    for (number, signal) in
        SIGNALS.iter().enumerate().filter(|(number, _)| is_ours_to_take(*number))
    {
        let mut now = MaybeUninit::<libc::sigaction>::uninit();
        // SAFETY: sigaction fills the structure. What somebody has set since stays.
        unsafe {
            libc::sigaction(*signal, ptr::null(), now.as_mut_ptr());
            if now.assume_init().sa_sigaction == handler as *const () as usize {
                libc::sigaction(*signal, action(number), ptr::null_mut());
            }
        }
    }
    SHARED.terminal.store(-1, Ordering::SeqCst);
}

/// What was to happen at a signal before.
fn action(number: usize) -> *const libc::sigaction {
    // SAFETY: the cell was filled by `begin`, and is not written while this is called.
    unsafe { (*SHARED.actions.get())[number].as_ptr() }
}

/// Signals that the program does not handle. Faults in any case: std has a handler for them, which ends the program.
fn is_ours_to_take(number: usize) -> bool {
    // SAFETY: as in `action`.
    let before = unsafe { (*action(number)).sa_sigaction };
    let is_fault = matches!(SIGNALS[number], libc::SIGSEGV | libc::SIGBUS);
    before == libc::SIG_DFL || (is_fault && before != libc::SIG_IGN)
}

/// Installs the handler. Async-signal-safe.
fn take(number: usize) {
    // SAFETY: a structure of numbers and sets, which is filled here.
    unsafe {
        let mut new: libc::sigaction = MaybeUninit::zeroed().assume_init();
        new.sa_sigaction = handler as *const () as usize;
        // A fault may be that of a full stack.
        new.sa_flags = libc::SA_ONSTACK | libc::SA_RESTART;
        libc::sigfillset(&raw mut new.sa_mask);
        libc::sigaction(SIGNALS[number], &raw const new, ptr::null_mut());
    }
}

extern "C" fn at_exit() {
    restore();
}

/// Gives the terminal its mode back. Async-signal-safe.
fn restore() {
    set(&SHARED.before);
}

/// Sets a mode, unless the terminal is somebody else's now: a shell's that has put this program in the background.
fn set(mode: &UnsafeCell<MaybeUninit<libc::termios>>) {
    let terminal = SHARED.terminal.load(Ordering::SeqCst);
    if terminal < 0 {
        return;
    }
    // SAFETY: as the number says, the cells are filled, and the terminal is open.
    unsafe {
        let is_own = libc::getpid() == SHARED.process.load(Ordering::SeqCst);
        if is_own && libc::tcgetpgrp(terminal) == libc::getpgrp() {
            libc::tcsetattr(terminal, libc::TCSANOW, (*mode.get()).as_ptr());
        }
    }
}

/// Restores the mode, and then lets the signal do what it would have done.
extern "C" fn handler(signal: i32) {
    let Some(number) = SIGNALS.iter().position(|known| *known == signal) else { return };
    // SAFETY: all of these may be called in a handler. The number of the last error is put back.
    unsafe {
        let errno = crate::errno_location();
        let kept = *errno;
        restore();
        libc::sigaction(signal, action(number), ptr::null_mut());
        libc::raise(signal);
        if signal == libc::SIGTSTP {
            // Here it stops; the rest is after `fg`.
            let mut only: libc::sigset_t = MaybeUninit::zeroed().assume_init();
            libc::sigemptyset(&raw mut only);
            libc::sigaddset(&raw mut only, signal);
            let mut before = only;
            libc::pthread_sigmask(libc::SIG_UNBLOCK, &raw const only, &raw mut before);
            libc::pthread_sigmask(libc::SIG_SETMASK, &raw const before, ptr::null_mut());
            take(number);
            set(&SHARED.reading);
        }
        *errno = kept;
    }
}
