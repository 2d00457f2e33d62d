//! The status of files, as much as Linux knows of it.

use std::fmt;

use ostler_sys::files::{AT_EMPTY_PATH, Stamp};
use ostler_sys::linux::statx as sys;

use crate::error::{OrPath as _, Result};
use crate::host::retry;
use crate::os::At;
use crate::os::at::{Spot, Target};
use crate::os::files::nodes::makedev;
use crate::os::files::stat;

flags! {
    /// What [`statx`] is asked for, and what [`StatxResult::stx_mask`] says was answered.
    pub struct StatxMask: u32 {
        /// The type of the file, in [`StatxResult::stx_mode`].
        STATX_TYPE = sys::STATX_TYPE;
        /// The permission bits, in [`StatxResult::stx_mode`].
        STATX_MODE = sys::STATX_MODE;
        /// [`StatxResult::stx_nlink`]
        STATX_NLINK = sys::STATX_NLINK;
        /// [`StatxResult::stx_uid`]
        STATX_UID = sys::STATX_UID;
        /// [`StatxResult::stx_gid`]
        STATX_GID = sys::STATX_GID;
        /// [`StatxResult::stx_atime`]
        STATX_ATIME = sys::STATX_ATIME;
        /// [`StatxResult::stx_mtime`]
        STATX_MTIME = sys::STATX_MTIME;
        /// [`StatxResult::stx_ctime`]
        STATX_CTIME = sys::STATX_CTIME;
        /// [`StatxResult::stx_ino`]
        STATX_INO = sys::STATX_INO;
        /// [`StatxResult::stx_size`]
        STATX_SIZE = sys::STATX_SIZE;
        /// [`StatxResult::stx_blocks`]
        STATX_BLOCKS = sys::STATX_BLOCKS;
        /// All of the above: what `stat` tells.
        STATX_BASIC_STATS = sys::STATX_BASIC_STATS;
        /// [`StatxResult::stx_btime`]
        STATX_BTIME = sys::STATX_BTIME;
        /// [`StatxResult::stx_mnt_id`]
        STATX_MNT_ID = sys::STATX_MNT_ID;
        /// [`StatxResult::stx_dio_mem_align`] and [`StatxResult::stx_dio_offset_align`]
        STATX_DIOALIGN = sys::STATX_DIOALIGN;
        /// [`StatxResult::stx_mnt_id_unique`]
        STATX_MNT_ID_UNIQUE = sys::STATX_MNT_ID_UNIQUE;
        /// [`StatxResult::stx_subvol`]
        STATX_SUBVOL = sys::STATX_SUBVOL;
        /// [`StatxResult::stx_atomic_write_unit_min`] and the others about torn writes.
        STATX_WRITE_ATOMIC = sys::STATX_WRITE_ATOMIC;
        /// [`StatxResult::stx_dio_read_offset_align`]
        STATX_DIO_READ_ALIGN = sys::STATX_DIO_READ_ALIGN;
    }
}

flags! {
    /// How [`statx_with`] goes about it.
    pub struct StatxFlags: i32 {
        /// As fresh as `stat` would have it: none of the other two. The value is 0.
        AT_STATX_SYNC_AS_STAT = sys::AT_STATX_SYNC_AS_STAT;
        /// As fresh as can be, even if a server has to be asked.
        AT_STATX_FORCE_SYNC = sys::AT_STATX_FORCE_SYNC;
        /// What is known here, if anything is.
        AT_STATX_DONT_SYNC = sys::AT_STATX_DONT_SYNC;
        /// A place that something would be mounted on is looked at as it is.
        AT_NO_AUTOMOUNT = sys::AT_NO_AUTOMOUNT;
    }
}

/// What Linux knows about a file: `os.statx_result`. A number the file system does not have is `None`.
#[derive(Clone, Copy)]
#[doc(alias = "statx_result")]
pub struct StatxResult(sys::Statx);

macro_rules! always {
    ($($(#[$doc:meta])* $name:ident: $type:ty;)*) => {
        impl StatxResult {
            $(
                $(#[$doc])*
                #[inline]
                pub fn $name(&self) -> $type {
                    self.0.$name
                }
            )*
        }

        const ALWAYS: &[(&str, fn(&StatxResult) -> u64)] =
            &[$((stringify!($name), |stat| u64::from(stat.0.$name))),*];
    };
}

macro_rules! if_known {
    ($($(#[$doc:meta])* $name:ident: $type:ty = $field:ident, $($mask:ident)|+;)*) => {
        impl StatxResult {
            $(
                $(#[$doc])*
                ///
                /// `None` unless
                #[doc = concat!("`", stringify!($($mask)|+), "`")]
                /// is in [`stx_mask`](Self::stx_mask).
                #[inline]
                pub fn $name(&self) -> Option<$type> {
                    self.known($(StatxMask::$mask)|+).then_some(self.0.$field as $type)
                }
            )*
        }

        const IF_KNOWN: &[(&str, fn(&StatxResult) -> Option<u64>)] =
            &[$((stringify!($name), |stat| stat.$name().map(u64::from))),*];
    };
}

macro_rules! times {
    ($($what:literal: $field:ident, $seconds:ident, $ns:ident, $mask:ident;)*) => {
        impl StatxResult {
            $(
                #[doc = concat!($what, ", in seconds since 1970.")]
                ///
                /// `None` unless
                #[doc = concat!("`", stringify!($mask), "`")]
                /// is in [`stx_mask`](Self::stx_mask).
                #[inline]
                pub fn $seconds(&self) -> Option<f64> {
                    self.known(StatxMask::$mask).then(|| stat::seconds(stamp(self.0.$field)))
                }

                #[doc = concat!($what, ", in nanoseconds since 1970.")]
                ///
                /// `None` unless
                #[doc = concat!("`", stringify!($mask), "`")]
                /// is in [`stx_mask`](Self::stx_mask).
                #[inline]
                pub fn $ns(&self) -> Option<i128> {
                    self.known(StatxMask::$mask).then(|| stat::nanoseconds(stamp(self.0.$field)))
                }
            )*
        }

        const TIMES: &[(&str, fn(&StatxResult) -> Option<i128>)] =
            &[$((stringify!($ns), StatxResult::$ns)),*];
    };
}

always! {
    /// Number of bytes to read or write at a time for best effect.
    stx_blksize: u32;
    /// Attributes of the file: `STATX_ATTR_…`.
    stx_attributes: u64;
    /// Which attributes the file system knows of: the others mean nothing.
    stx_attributes_mask: u64;
    /// Major number of the device the file is on.
    stx_dev_major: u32;
    /// Minor number of the device the file is on.
    stx_dev_minor: u32;
    /// Major number of the device that the file is, if it is one.
    stx_rdev_major: u32;
    /// Minor number of the device that the file is, if it is one.
    stx_rdev_minor: u32;
}

if_known! {
    /// Type and permission bits.
    stx_mode: u32 = stx_mode, STATX_TYPE | STATX_MODE;
    /// Number of names (hard links).
    stx_nlink: u32 = stx_nlink, STATX_NLINK;
    /// User id of the owner.
    stx_uid: u32 = stx_uid, STATX_UID;
    /// Group id.
    stx_gid: u32 = stx_gid, STATX_GID;
    /// Inode number.
    stx_ino: u64 = stx_ino, STATX_INO;
    /// Size in bytes; of a symbolic link, the length of what it says.
    stx_size: u64 = stx_size, STATX_SIZE;
    /// Number of 512-byte blocks on the disk.
    stx_blocks: u64 = stx_blocks, STATX_BLOCKS;
    /// Number of the mount, as `/proc/self/mountinfo` has it. It may be used again after an unmount.
    stx_mnt_id: u64 = stx_mnt_id, STATX_MNT_ID;
    /// Number of the mount that no other ever has: what the kernel answers instead of
    /// [`stx_mnt_id`](Self::stx_mnt_id) if asked for it. The reference has no name for it.
    stx_mnt_id_unique: u64 = stx_mnt_id, STATX_MNT_ID_UNIQUE;
    /// What addresses of buffers have to be multiples of for direct I/O; 0 if the file allows none.
    stx_dio_mem_align: u32 = stx_dio_mem_align, STATX_DIOALIGN;
    /// What offsets and lengths have to be multiples of for direct I/O; 0 if the file allows none.
    stx_dio_offset_align: u32 = stx_dio_offset_align, STATX_DIOALIGN;
    /// What offsets have to be multiples of for direct reads; 0 if it is as for writes.
    stx_dio_read_offset_align: u32 = stx_dio_read_offset_align, STATX_DIO_READ_ALIGN;
    /// Number of the subvolume.
    stx_subvol: u64 = stx_subvol, STATX_SUBVOL;
    /// Fewest bytes that are written all or not at all.
    stx_atomic_write_unit_min: u32 = stx_atomic_write_unit_min, STATX_WRITE_ATOMIC;
    /// Most bytes that are written all or not at all.
    stx_atomic_write_unit_max: u32 = stx_atomic_write_unit_max, STATX_WRITE_ATOMIC;
    /// Most bytes for which that is fast; 0 if it is as for the maximum.
    stx_atomic_write_unit_max_opt: u32 = stx_atomic_write_unit_max_opt, STATX_WRITE_ATOMIC;
    /// Most buffers of one such write.
    stx_atomic_write_segments_max: u32 = stx_atomic_write_segments_max, STATX_WRITE_ATOMIC;
}

times! {
    "When the contents were last read": stx_atime, stx_atime, stx_atime_ns, STATX_ATIME;
    "When the file was made": stx_btime, stx_btime, stx_btime_ns, STATX_BTIME;
    "When the contents or anything else about the file were last changed":
        stx_ctime, stx_ctime, stx_ctime_ns, STATX_CTIME;
    "When the contents were last changed": stx_mtime, stx_mtime, stx_mtime_ns, STATX_MTIME;
}

fn stamp(time: sys::StatxTimestamp) -> Stamp {
    Stamp { sec: time.tv_sec, nsec: time.tv_nsec }
}

impl StatxResult {
    /// Which numbers were answered. It may be more than was asked for, or less.
    pub fn stx_mask(&self) -> StatxMask {
        StatxMask::from_bits_retain(self.0.stx_mask)
    }

    /// The device the file is on.
    pub fn stx_dev(&self) -> u64 {
        makedev(self.0.stx_dev_major, self.0.stx_dev_minor)
    }

    /// The device that the file is, if it is one.
    pub fn stx_rdev(&self) -> u64 {
        makedev(self.0.stx_rdev_major, self.0.stx_rdev_minor)
    }

    fn known(&self, mask: StatxMask) -> bool {
        self.stx_mask().contains(mask)
    }

    /// What the kernel wrote.
    #[doc(hidden)]
    pub const fn raw(&self) -> &sys::Statx {
        &self.0
    }
}

#[doc(hidden)]
impl From<sys::Statx> for StatxResult {
    fn from(statx: sys::Statx) -> Self {
        Self(statx)
    }
}

/// What is known.
impl fmt::Debug for StatxResult {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("StatxResult");
        out.field("stx_mask", &self.stx_mask());
        for (name, value) in ALWAYS {
            out.field(name, &value(self));
        }
        for (name, value) in IF_KNOWN {
            if let Some(value) = value(self) {
                out.field(name, &value);
            }
        }
        for (name, value) in TIMES {
            if let Some(value) = value(self) {
                out.field(name, &value);
            }
        }
        out.finish()
    }
}

/// The status of a file, through symbolic links, or of an open descriptor: `os.statx(path, mask)`, `statx(2)`.
///
/// # Errors
///
/// As [`stat`](crate::os::stat); `EINVAL` for a mask with the bit in it that the kernel reserves; `ENOSYS` before Linux
/// 4.11.
///
/// # Platforms
///
/// Linux.
///
/// ```
/// use ostler::os;
/// let root = os::statx("/", os::STATX_BASIC_STATS | os::STATX_BTIME)?;
/// assert_eq!(root.stx_ino().map(u128::from), Some(os::stat("/")?.st_ino()));
/// if let Some(born) = root.stx_btime() {
///     println!("made {born} s after 1970");
/// }
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn statx(target: impl Target, mask: StatxMask) -> Result<StatxResult> {
    statx_with(target, mask, StatxFlags::empty(), At::cwd())
}

/// [`statx`] with flags, from a directory, or of a symbolic link itself:
/// `os.statx(path, mask, *, flags=0, dir_fd=None, follow_symlinks=True)`.
///
/// # Errors
///
/// As [`statx`]; `Value` for a descriptor with options that only a path can have.
///
/// # Platforms
///
/// Linux.
///
/// ```
/// use ostler::os::{self, At};
/// let proc = os::open("/proc", os::O_RDONLY)?;
/// let link = os::statx_with("self", os::STATX_TYPE, os::AT_NO_AUTOMOUNT, At::dir(&proc).nofollow())?;
/// assert!(link.stx_mask().contains(os::STATX_TYPE));
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn statx_with(
    target: impl Target,
    mask: StatxMask,
    flags: StatxFlags,
    at: At<'_>,
) -> Result<StatxResult> {
    let (mask, flags) = (mask.bits(), flags.bits());
    match target.spot() {
        Spot::Fd(fd) => {
            at.unused("statx")?;
            let call = || sys::statx(fd.into(), c"", flags | AT_EMPTY_PATH, mask);
            Ok(StatxResult(retry(call)?))
        }
        Spot::Path(path) => at
            .on_file_flags(path, |dir, name, more| {
                retry(|| sys::statx(dir, name, flags | more, mask))
            })
            .map(StatxResult)
            .or_path(path),
    }
}
