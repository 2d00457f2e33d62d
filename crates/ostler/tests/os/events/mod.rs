//! Linux's event, memory and timer descriptors, and extended attributes.

mod eventfd;
mod memfd;
mod timerfd;
mod xattr;

use ostler::errno::Errno;

/// The error number a call failed with.
fn errno<T: std::fmt::Debug>(result: ostler::Result<T>) -> Option<Errno> {
    result.unwrap_err().errno()
}
