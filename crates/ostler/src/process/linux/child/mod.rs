//! Children: how they are started, and who collects them.

mod entrance;
mod start;
pub(crate) mod table;

pub(crate) use start::start;
