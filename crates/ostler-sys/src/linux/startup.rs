//! What has to be found out before the runtime of the language starts.

use std::sync::atomic::{AtomicU8, Ordering};

/// Of the descriptors 0 to 2, a bit for each that was closed.
static CLOSED: AtomicU8 = AtomicU8::new(0);

/// Looks at the standard descriptors: the runtime opens `/dev/null` in the place of those that are closed, and what is
/// written there is lost without an error.
extern "C" fn look() {
    for fd in 0..3_u8 {
        // SAFETY: fcntl takes numbers only, and changes nothing with this one.
        if unsafe { libc::fcntl(i32::from(fd), libc::F_GETFD) } == -1 {
            CLOSED.fetch_or(1 << fd, Ordering::Relaxed);
        }
    }
}

// SAFETY: the section is a table of functions of this type, which the loader calls once each, before `main`. This one wants
// nothing that is set up later.
#[used]
#[unsafe(link_section = ".init_array")]
static LOOK: extern "C" fn() = look;

/// Whether one of the standard descriptors, 0 to 2, was closed when this program, or the library with this in it, was loaded.
pub fn was_closed(fd: u8) -> bool {
    fd < 3 && CLOSED.load(Ordering::Relaxed) & (1 << fd) != 0
}
