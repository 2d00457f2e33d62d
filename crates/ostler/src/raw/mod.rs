//! The door for the faces: C strings and descriptor numbers in, [`Errno`](crate::errno::Errno) out.
//!
//! Nothing here raises an audit event, repeats an interrupted call or copies a path; a face does that in the way of its
//! language. Exempt from the promises of semantic versioning.

pub use crate::fd::Fd;
pub use crate::host::{Code, Host, Native};
pub use crate::sys::*;
