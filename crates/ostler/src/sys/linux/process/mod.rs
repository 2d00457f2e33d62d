//! Processes, as `/proc` and process descriptors tell of them.

pub mod pidfd;
pub mod read;
pub mod stat;
pub mod status;
