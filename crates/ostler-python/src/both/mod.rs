//! What `posix` and `nt` both have.

pub(crate) mod bytes;
pub(crate) mod close;
pub(crate) mod cpu;
pub(crate) mod dup;
pub(crate) mod exit;
pub(crate) mod file;
pub(crate) mod files;
pub(crate) mod flags;
pub(crate) mod module;
pub(crate) mod path;
pub(crate) mod process;
pub(crate) mod program;
pub(crate) mod random;
pub(crate) mod results;
pub(crate) mod stat;
pub(crate) mod terminal;
pub(crate) mod times;
pub(crate) mod worked;
