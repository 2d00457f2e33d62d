//! Children: how they are started, kept together and collected.

mod entrance;
mod shared;
mod start;

pub(crate) use shared::{Shared, known};
pub(super) use start::start;
