//! The C interface of the Python interpreter, where PyO3 has no safe form of it or only a slow one.
//!
//! Nothing here calls the operating system: that is for the crates above.

#![allow(unsafe_code)]
#![allow(clippy::missing_errors_doc, reason = "an error is an exception, and each says what it is")]
#![allow(missing_debug_implementations, reason = "the interpreter shows its objects")]

pub mod audit;
pub mod buffer;
#[cfg(unix)]
pub mod buffers;
pub mod bytes;
pub mod class;
pub mod convention;
pub mod finalize;
#[cfg(unix)]
pub mod fork;
pub mod guarded;
pub mod inputhook;
#[cfg(windows)]
pub mod interrupt;
pub mod items;
pub mod kept;
mod link;
pub mod lock;
pub mod mapping;
pub mod module;
pub mod next;
pub mod number;
pub mod quick;
pub mod raised;
pub mod sched_param;
pub mod special;
pub mod stat_result;
mod struct_layout;
pub mod structseq;
pub mod text;
pub mod version;
#[cfg(windows)]
pub mod wide;
