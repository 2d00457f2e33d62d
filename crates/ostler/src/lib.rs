//! Operating system services, complete and portable: one crate for what a program asks of the system it runs on.
//!
//! (The tour is written last.)

#![cfg_attr(docsrs, feature(doc_auto_cfg))]

pub mod audit;
pub mod errno;
mod error;
pub mod fd;
mod host;
#[doc = include_str!("not_implemented.md")]
pub mod not_implemented {}
#[cfg(feature = "os")]
pub mod os;
#[doc(hidden)]
pub mod raw;
pub mod signal;
pub mod stat;
mod sys;

pub use error::{Error, ErrorKind, Result};
