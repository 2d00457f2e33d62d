//! Files and directories.

mod dirs;
mod entries;
mod find;
mod links;
mod mode;
mod open;
mod paths;
mod stat;
mod times;
mod volumes;

pub use dirs::*;
pub use entries::*;
pub use find::*;
pub use links::*;
pub use mode::*;
pub(super) use open::open;
pub use paths::*;
pub use stat::*;
pub use times::*;
pub use volumes::*;
