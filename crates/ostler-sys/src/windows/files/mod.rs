//! Files and directories.

mod dirs;
mod entries;
mod find;
mod links;
mod mode;
mod open;
mod path;
mod paths;
mod stat;
mod support;
mod times;
mod volumes;

pub use dirs::*;
pub use entries::*;
pub use find::*;
pub use links::*;
pub use mode::*;
pub(super) use open::{final_path, open};
pub use path::*;
pub use paths::*;
pub(super) use stat::status_of;
pub use stat::*;
pub use support::*;
pub use times::*;
pub use volumes::*;
