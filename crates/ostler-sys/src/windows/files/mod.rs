//! Files and directories.

mod dirs;
mod entries;
mod find;
mod links;
mod mode;
mod open;
mod path;
mod paths;
mod size;
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
pub use size::*;
pub(super) use stat::status_of;
pub use stat::*;
pub use support::*;
pub use times::*;
pub use volumes::*;

/// Where paths start, in the place of a directory's descriptor: the current directory. No call of this system takes another.
#[derive(Clone, Copy, Debug)]
pub struct Cwd;

/// A link itself is meant. The functions here take the flag; the system has none by this name.
pub const AT_SYMLINK_NOFOLLOW: i32 = 0x100;
/// Permissions are asked of the effective ids, which this system does not have.
pub const AT_EACCESS: i32 = 0x200;
/// A link is followed, where that is not so anyway.
pub const AT_SYMLINK_FOLLOW: i32 = 0x400;

/// Whether flags mean a link itself or what it leads to.
const fn follows(flags: i32) -> bool {
    flags & AT_SYMLINK_NOFOLLOW == 0
}
