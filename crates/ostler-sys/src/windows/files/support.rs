//! What the functions of the `os` module can be asked for on this system.

/// Functions that take a directory to start from.
pub static DIR_FD: &[&[&str]] = &[];

/// Functions that take a descriptor in the place of a path.
pub static FD: &[&[&str]] = &[&["chmod", "stat", "truncate", "utime"]];

/// Functions that can act on a symbolic link itself.
pub static FOLLOW_SYMLINKS: &[&[&str]] = &[&["chmod", "stat", "utime"]];

/// Functions that can check with the effective ids.
pub static EFFECTIVE_IDS: &[&[&str]] = &[];
