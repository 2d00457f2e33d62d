//! Files and directories.

mod cwd;
mod dirs;
mod entries;
mod links;
mod mode;
mod scandir;
mod stat;
mod times;
mod volumes;

pub use cwd::*;
pub use dirs::*;
pub use entries::*;
pub use links::*;
pub use mode::*;
pub use scandir::*;
pub use stat::*;
pub use times::*;
pub use volumes::*;
