//! What is to be said about a Windows.

mod clocks;
mod identity;
mod terminal;

pub(crate) use clocks::Clocks;
pub(crate) use identity::Identity;
pub(crate) use terminal::Terminal;

pub(crate) fn page_size() -> Option<i64> {
    Some(ostler_sys::system::page_size().into())
}
