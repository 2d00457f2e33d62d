//! What the C library knows of signals.

use std::ffi::CStr;
use std::mem::MaybeUninit;
use std::sync::Mutex;

#[cfg(linux_kernel)]
pub use libc::{SIGRTMAX, SIGRTMIN};

/// Whether a program can use the signal: the C library keeps some for itself. `sigfillset(3)`, `sigismember(3)`
pub fn is_valid(number: i32) -> bool {
    let mut set = MaybeUninit::<libc::sigset_t>::uninit();
    // SAFETY: `sigfillset` fills the set before it is read. A number out of range is refused, not looked up.
    unsafe {
        libc::sigfillset(set.as_mut_ptr()) == 0 && libc::sigismember(set.as_ptr(), number) == 1
    }
}

/// `strsignal(3)`, for a valid signal.
pub fn strsignal(number: i32) -> Option<String> {
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    if !is_valid(number) {
        return None;
    }
    let _guard = ONE_AT_A_TIME.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    // SAFETY: the text is the C library's. Today's write what they must make up into memory of the thread's own; where an
    // older one shares it, the lock keeps the calls of this crate apart.
    unsafe {
        let text = libc::strsignal(number);
        (!text.is_null()).then(|| CStr::from_ptr(text).to_string_lossy().into_owned())
    }
}
