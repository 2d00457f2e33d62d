//! Process parameters.

mod groups;
mod ids;
mod names;
mod priority;
mod sessions;

pub use groups::*;
pub use ids::*;
pub use names::*;
pub use priority::*;
pub use sessions::*;
