//! What the functions of the `os` module can be asked for on this system.

macro_rules! names {
    ($(#[$doc:meta])* $set:ident: $($all:literal)* $(; #[$on:meta] $($some:literal)*)*) => {
        $(#[$doc])*
        pub static $set: &[&[&str]] = &[&[$($all),*], $(#[$on] &[$($some),*]),*];
    };
}

names! {
    /// Functions that take a directory to start from.
    DIR_FD:
    "access" "chmod" "chown" "fwalk" "link" "lstat" "mkdir" "open" "readlink" "remove" "rename" "replace" "rmdir" "stat"
    "symlink" "unlink" "utime";
    #[cfg(not(apple))] "mkfifo" "mknod";
    #[cfg(linux_kernel)] "statx"
}

names! {
    /// Functions that take a descriptor in the place of a path.
    FD:
    "chdir" "chmod" "chown" "execve" "listdir" "pathconf" "scandir" "stat" "statvfs" "truncate" "utime";
    #[cfg(linux_kernel)] "getxattr" "listxattr" "removexattr" "setxattr" "statx"
}

names! {
    /// Functions that can act on a symbolic link itself. Linux has no mode on a link to change.
    FOLLOW_SYMLINKS:
    "access" "chown" "fwalk" "link" "stat" "utime";
    #[cfg(any(apple, bsd))] "chflags" "chmod";
    #[cfg(linux_kernel)] "getxattr" "listxattr" "removexattr" "setxattr" "statx"
}

names! {
    /// Functions that can check with the effective ids.
    EFFECTIVE_IDS: "access"
}
