//! The interpreter's C interface, where PyO3 has no safe form of it or only a slow one.

#![allow(unsafe_code)]

pub(crate) mod audit;
pub(crate) mod buffer;
#[cfg(unix)]
pub(crate) mod buffers;
pub(crate) mod bytes;
pub(crate) mod class;
pub(crate) mod convention;
pub(crate) mod finalize;
#[cfg(unix)]
pub(crate) mod fork;
pub(crate) mod guarded;
pub(crate) mod inputhook;
#[cfg(windows)]
pub(crate) mod interrupt;
pub(crate) mod items;
pub(crate) mod kept;
mod link;
pub(crate) mod lock;
pub(crate) mod mapping;
pub(crate) mod module;
pub(crate) mod next;
pub(crate) mod number;
pub(crate) mod quick;
pub(crate) mod raised;
#[cfg(unix)]
pub(crate) mod sched_param;
pub(crate) mod special;
pub(crate) mod stat_result;
mod struct_layout;
pub(crate) mod structseq;
pub(crate) mod text;
pub(crate) mod version;
#[cfg(windows)]
pub(crate) mod wide;
