//! What only Linux has.

pub mod beneath;
pub mod eventfd;
pub mod getdents;
pub mod memfd;
pub mod namespaces;
pub mod pidfd;
pub mod statx;
pub mod timerfd;
pub mod xattr;
