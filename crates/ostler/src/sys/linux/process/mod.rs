//! Processes, as `/proc` and process descriptors tell of them.

pub mod family;
pub mod guard;
pub mod helper;
pub mod pidfd;
pub mod read;
pub mod stat;
pub mod status;
pub mod supervisor;
