//! What is to be said about a Unix.

mod clocks;
pub(crate) mod conf;
mod identity;
mod limits;
mod terminal;

pub(crate) use clocks::Clocks;
pub(crate) use identity::Identity;
pub(crate) use limits::Limits;
pub(crate) use terminal::Terminal;

pub(crate) fn page_size() -> Option<i64> {
    ostler::os::sysconf("SC_PAGESIZE").ok().flatten()
}
