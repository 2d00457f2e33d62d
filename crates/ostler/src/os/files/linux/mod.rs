//! What only Linux has: files in memory, event and timer descriptors, extended attributes.

mod eventfd;
mod memfd;
mod timerfd;
mod xattr;

pub use eventfd::*;
pub use memfd::*;
pub use timerfd::*;
pub use xattr::*;
