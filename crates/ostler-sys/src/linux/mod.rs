//! What only Linux has.

pub mod beneath;
pub mod chmod;
pub mod epoll;
pub mod eventfd;
pub mod getdents;
pub mod lock;
pub mod memfd;
pub mod namespaces;
pub mod pidfd;
pub mod process;
#[cfg(target_os = "android")]
pub mod property;
pub mod scheduler;
pub mod startup;
pub mod statx;
pub mod timerfd;
pub mod xattr;
