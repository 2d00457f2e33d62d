//! The names of configuration values and their numbers, sorted by name: a table for each C library.

/// Pairs of a name, without the leading underscore of C, and its number.
pub(super) type Names = &'static [(&'static str, i32)];

/// A table of names that the `libc` crate knows.
#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
macro_rules! names {
    ($table:ident: $($name:ident),* $(,)?) => {
        pub static $table: Names =
            &[$((stringify!($name).split_at(1).1, crate::c::$name)),*];
    };
}

#[cfg_attr(all(target_os = "linux", target_env = "gnu"), path = "gnu.rs")]
#[cfg_attr(apple, path = "apple.rs")]
#[cfg_attr(not(any(all(target_os = "linux", target_env = "gnu"), apple)), path = "common.rs")]
mod table;

pub use table::{CONFSTR as CONFSTR_NAMES, PATHCONF as PATHCONF_NAMES, SYSCONF as SYSCONF_NAMES};
