//! What `posix` and `nt` both have.

pub(crate) mod bytes;
pub(crate) mod close;
pub(crate) mod dup;
pub(crate) mod file;
pub(crate) mod flags;
pub(crate) mod module;
pub(crate) mod path;
pub(crate) mod program;
pub(crate) mod results;
pub(crate) mod stat;
pub(crate) mod terminal;
pub(crate) mod times;
