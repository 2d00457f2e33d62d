//! Interpreting results of `os::stat`: file types, permissions, attributes. The reference module is `stat`.
//!
//! ```
//! use ostler::{os, stat};
//!
//! let mode = os::stat("/")?.st_mode();
//! assert!(stat::S_ISDIR(mode));
//! assert_eq!(stat::filemode(stat::S_IFDIR | 0o755), "drwxr-xr-x");
//! # Ok::<(), ostler::Error>(())
//! ```
//!
//! As in the reference, every constant exists on every system, because a disk may hold files of another system. The
//! exceptions are `SF_SUPPORTED` and `SF_SYNTHETIC`, which have a meaning only on macOS.

// The names are C's macros.
#![allow(non_snake_case)]

/// The bits of a mode that `chmod` can set: permissions, set-user-id, set-group-id, sticky. `stat.S_IMODE(mode)`.
///
/// ```
/// assert_eq!(ostler::stat::S_IMODE(0o104755), 0o4755);
/// ```
pub const fn S_IMODE(mode: u32) -> u32 {
    mode & 0o7777
}

/// The bits of a mode that tell the type of the file, to be compared with [`S_IFREG`] and its kind. `stat.S_IFMT(mode)`.
///
/// ```
/// use ostler::stat;
/// assert_eq!(stat::S_IFMT(0o104755), stat::S_IFREG);
/// ```
pub const fn S_IFMT(mode: u32) -> u32 {
    mode & 0o170000
}

macro_rules! constants {
    ($type:ty: $($(#[$on:meta])* $name:ident = $value:expr, $meaning:literal;)*) => {
        $(
            $(#[$on])*
            #[doc = concat!($meaning, ".")]
            pub const $name: $type = $value;
        )*
    };
}

/// Declares the types of files: the constant and the question. A type the system lacks is 0, and no file has it.
macro_rules! types {
    ($($(#[$on:meta])* $name:ident = $value:expr, $question:ident, $meaning:literal;)*) => {
        $(
            $(#[$on])*
            #[doc = concat!("The type of a ", $meaning, ".")]
            pub const $name: u32 = $value;

            $(#[$on])*
            #[doc = concat!("Whether a mode is that of a ", $meaning, ": `stat.", stringify!($question), "(mode)`.")]
            pub const fn $question(mode: u32) -> bool {
                $name != 0 && S_IFMT(mode) == $name
            }
        )*
    };
}

types! {
    S_IFREG = 0o100000, S_ISREG, "regular file";
    S_IFDIR = 0o040000, S_ISDIR, "directory";
    S_IFLNK = 0o120000, S_ISLNK, "symbolic link";
    S_IFBLK = 0o060000, S_ISBLK, "block device";
    S_IFCHR = 0o020000, S_ISCHR, "character device";
    S_IFIFO = 0o010000, S_ISFIFO, "FIFO (named pipe)";
    S_IFSOCK = 0o140000, S_ISSOCK, "socket";
    S_IFDOOR = if cfg!(any(target_os = "solaris", target_os = "illumos")) { 0o150000 } else { 0 }, S_ISDOOR,
        "door (Solaris; 0 elsewhere)";
    S_IFPORT = if cfg!(any(target_os = "solaris", target_os = "illumos")) { 0o160000 } else { 0 }, S_ISPORT,
        "event port (Solaris; 0 elsewhere)";
    S_IFWHT = if cfg!(any(apple, bsd)) { 0o160000 } else { 0 }, S_ISWHT,
        "whiteout, a name hidden in a union mount (macOS and the BSDs; 0 elsewhere)";
}

constants! {
    u32:
    S_ISUID = 0o4000, "Runs with the user id of the file's owner";
    S_ISGID = 0o2000, "Runs with the group id of the file; in a directory, new files take the directory's group";
    S_ISVTX = 0o1000, "Sticky: names in the directory can be removed by their owners only";
    S_IRWXU = 0o700, "All the owner's permissions";
    S_IRUSR = 0o400, "The owner may read";
    S_IWUSR = 0o200, "The owner may write";
    S_IXUSR = 0o100, "The owner may execute";
    S_IRWXG = 0o070, "All the group's permissions";
    S_IRGRP = 0o040, "The group may read";
    S_IWGRP = 0o020, "The group may write";
    S_IXGRP = 0o010, "The group may execute";
    S_IRWXO = 0o007, "All permissions of others";
    S_IROTH = 0o004, "Others may read";
    S_IWOTH = 0o002, "Others may write";
    S_IXOTH = 0o001, "Others may execute";
    S_ENFMT = S_ISGID, "System V's enforced record locking, the same bit as [`S_ISGID`]";
    S_IREAD = S_IRUSR, "The old name of [`S_IRUSR`]";
    S_IWRITE = S_IWUSR, "The old name of [`S_IWUSR`]";
    S_IEXEC = S_IXUSR, "The old name of [`S_IXUSR`]";
}

/// A mode as `ls -l` shows it: `"-rw-r--r--"`. `stat.filemode(mode)`.
///
/// The first letter is the type, `?` where there is no such type. Set-user-id, set-group-id and the sticky bit show in
/// the place of `x`: small with the permission to execute, capital without.
///
/// ```
/// use ostler::stat::{filemode, S_IFREG};
/// assert_eq!(filemode(S_IFREG | 0o4754), "-rwsr-xr--");
/// assert_eq!(filemode(S_IFREG | 0o1640), "-rw-r----T");
/// ```
pub fn filemode(mode: u32) -> String {
    type Question = fn(u32) -> bool;
    const TYPES: [(Question, char); 10] = [
        (S_ISREG, '-'),
        (S_ISDIR, 'd'),
        (S_ISLNK, 'l'),
        (S_ISBLK, 'b'),
        (S_ISCHR, 'c'),
        (S_ISFIFO, 'p'),
        (S_ISSOCK, 's'),
        (S_ISDOOR, 'D'),
        (S_ISPORT, 'P'),
        (S_ISWHT, 'w'),
    ];
    let mut text = String::with_capacity(10);
    text.push(TYPES.iter().find(|(is, _)| is(mode)).map_or('?', |&(_, letter)| letter));
    for (shift, special, [small, capital]) in
        [(6, S_ISUID, ['s', 'S']), (3, S_ISGID, ['s', 'S']), (0, S_ISVTX, ['t', 'T'])]
    {
        let bits = mode >> shift;
        text.push(if bits & S_IROTH == 0 { '-' } else { 'r' });
        text.push(if bits & S_IWOTH == 0 { '-' } else { 'w' });
        text.push(match (mode & special != 0, bits & S_IXOTH != 0) {
            (false, false) => '-',
            (false, true) => 'x',
            (true, false) => capital,
            (true, true) => small,
        });
    }
    text
}

// Where a value stands in the reference's ten-tuple.
constants! {
    usize:
    ST_MODE = 0, "Index of the mode in the reference's tuple";
    ST_INO = 1, "Index of the inode number";
    ST_DEV = 2, "Index of the device the inode is on";
    ST_NLINK = 3, "Index of the number of links";
    ST_UID = 4, "Index of the owner's user id";
    ST_GID = 5, "Index of the group id";
    ST_SIZE = 6, "Index of the size in bytes";
    ST_ATIME = 7, "Index of the time of last access";
    ST_MTIME = 8, "Index of the time of last change of the contents";
    ST_CTIME = 9, "Index of the time of last change of the inode, or of creation on Windows";
}

// File flags of macOS and the BSDs, for `chflags`.
constants! {
    u32:
    UF_SETTABLE = 0xffff, "File flags: all that the owner can change";
    UF_NODUMP = 0x1, "File flag: not to be dumped";
    UF_IMMUTABLE = 0x2, "File flag: not to be changed";
    UF_APPEND = 0x4, "File flag: only to be appended to";
    UF_OPAQUE = 0x8, "File flag: a directory that hides what lies under it in a union mount";
    UF_NOUNLINK = 0x10, "File flag: not to be renamed or removed";
    UF_COMPRESSED = 0x20, "File flag: stored compressed (macOS)";
    UF_TRACKED = 0x40, "File flag: has a document id (macOS)";
    UF_DATAVAULT = 0x80, "File flag: reading and writing need an entitlement (macOS)";
    UF_HIDDEN = 0x8000, "File flag: not shown to people";
    SF_SETTABLE = if cfg!(apple) { 0x3fff0000 } else { 0xffff0000 }, "File flags: all that the superuser can change";
    #[cfg(apple)]
    SF_SUPPORTED = 0x9f0000, "File flags: all of the superuser's that the system knows";
    #[cfg(apple)]
    SF_SYNTHETIC = 0xc0000000, "File flags: all that the system makes up and nobody can change";
    SF_ARCHIVED = 0x10000, "File flag: archived";
    SF_IMMUTABLE = 0x20000, "File flag: not to be changed, by the superuser's will";
    SF_APPEND = 0x40000, "File flag: only to be appended to, by the superuser's will";
    SF_RESTRICTED = 0x80000, "File flag: writing needs an entitlement (macOS)";
    SF_NOUNLINK = 0x100000, "File flag: not to be renamed or removed, by the superuser's will";
    SF_SNAPSHOT = 0x200000, "File flag: a snapshot";
    SF_FIRMLINK = 0x800000, "File flag: a firmlink (macOS)";
    SF_DATALESS = 0x40000000, "File flag: the data is elsewhere and fetched when read (macOS)";
}

// Attributes of Windows files.
constants! {
    u32:
    FILE_ATTRIBUTE_READONLY = 0x1, "Windows attribute: read-only";
    FILE_ATTRIBUTE_HIDDEN = 0x2, "Windows attribute: not listed ordinarily";
    FILE_ATTRIBUTE_SYSTEM = 0x4, "Windows attribute: of the operating system";
    FILE_ATTRIBUTE_DIRECTORY = 0x10, "Windows attribute: a directory";
    FILE_ATTRIBUTE_ARCHIVE = 0x20, "Windows attribute: to be backed up or removed";
    FILE_ATTRIBUTE_DEVICE = 0x40, "Windows attribute: reserved to the system";
    FILE_ATTRIBUTE_NORMAL = 0x80, "Windows attribute: none of the others";
    FILE_ATTRIBUTE_TEMPORARY = 0x100, "Windows attribute: temporary";
    FILE_ATTRIBUTE_SPARSE_FILE = 0x200, "Windows attribute: sparse";
    FILE_ATTRIBUTE_REPARSE_POINT = 0x400, "Windows attribute: a reparse point, such as a symbolic link";
    FILE_ATTRIBUTE_COMPRESSED = 0x800, "Windows attribute: compressed";
    FILE_ATTRIBUTE_OFFLINE = 0x1000, "Windows attribute: the data is not at hand";
    FILE_ATTRIBUTE_NOT_CONTENT_INDEXED = 0x2000, "Windows attribute: left out of the index";
    FILE_ATTRIBUTE_ENCRYPTED = 0x4000, "Windows attribute: encrypted";
    FILE_ATTRIBUTE_INTEGRITY_STREAM = 0x8000, "Windows attribute: with integrity (ReFS)";
    FILE_ATTRIBUTE_VIRTUAL = 0x10000, "Windows attribute: reserved to the system";
    FILE_ATTRIBUTE_NO_SCRUB_DATA = 0x20000, "Windows attribute: left out of the integrity scan";
    IO_REPARSE_TAG_MOUNT_POINT = 0xa0000003, "Windows reparse tag: a mount point or a junction";
    IO_REPARSE_TAG_SYMLINK = 0xa000000c, "Windows reparse tag: a symbolic link";
    IO_REPARSE_TAG_APPEXECLINK = 0x8000001b, "Windows reparse tag: a link to a packaged program";
}

// Attributes that `statx` tells of.
constants! {
    u64:
    STATX_ATTR_COMPRESSED = 0x4, "Attribute of `statx`: compressed by the file system";
    STATX_ATTR_IMMUTABLE = 0x10, "Attribute of `statx`: not to be changed, renamed, linked or removed";
    STATX_ATTR_APPEND = 0x20, "Attribute of `statx`: only to be appended to";
    STATX_ATTR_NODUMP = 0x40, "Attribute of `statx`: not to be dumped";
    STATX_ATTR_ENCRYPTED = 0x800, "Attribute of `statx`: a key is needed to read it";
    STATX_ATTR_AUTOMOUNT = 0x1000, "Attribute of `statx`: an automount trigger";
    STATX_ATTR_MOUNT_ROOT = 0x2000, "Attribute of `statx`: the root of a mount";
    STATX_ATTR_VERITY = 0x100000, "Attribute of `statx`: under fs-verity, read-only and checked";
    STATX_ATTR_DAX = 0x200000, "Attribute of `statx`: accessed in place, without the page cache";
    STATX_ATTR_WRITE_ATOMIC = 0x400000, "Attribute of `statx`: has atomic writes";
}
