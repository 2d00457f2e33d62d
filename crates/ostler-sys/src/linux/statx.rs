//! `statx(2)`.

use std::ffi::CStr;
use std::mem::MaybeUninit;

use crate::check;
use crate::errno::Errno;
use crate::fd::Fd;

/// `struct statx_timestamp`
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
#[allow(missing_docs)]
pub struct StatxTimestamp {
    pub tv_sec: i64,
    pub tv_nsec: u32,
    reserved: i32,
}

/// `struct statx`, as far as Linux 6.16 fills it. The kernel always writes all 256 bytes.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
#[allow(missing_docs)]
pub struct Statx {
    pub stx_mask: u32,
    pub stx_blksize: u32,
    pub stx_attributes: u64,
    pub stx_nlink: u32,
    pub stx_uid: u32,
    pub stx_gid: u32,
    pub stx_mode: u16,
    spare0: u16,
    pub stx_ino: u64,
    pub stx_size: u64,
    pub stx_blocks: u64,
    pub stx_attributes_mask: u64,
    pub stx_atime: StatxTimestamp,
    pub stx_btime: StatxTimestamp,
    pub stx_ctime: StatxTimestamp,
    pub stx_mtime: StatxTimestamp,
    pub stx_rdev_major: u32,
    pub stx_rdev_minor: u32,
    pub stx_dev_major: u32,
    pub stx_dev_minor: u32,
    pub stx_mnt_id: u64,
    pub stx_dio_mem_align: u32,
    pub stx_dio_offset_align: u32,
    pub stx_subvol: u64,
    pub stx_atomic_write_unit_min: u32,
    pub stx_atomic_write_unit_max: u32,
    pub stx_atomic_write_segments_max: u32,
    pub stx_dio_read_offset_align: u32,
    pub stx_atomic_write_unit_max_opt: u32,
    spare2: u32,
    spare3: [u64; 8],
}

const _: () = assert!(size_of::<Statx>() == 256);
const _: () = assert!(std::mem::offset_of!(Statx, stx_mnt_id) == 0x90);
const _: () = assert!(std::mem::offset_of!(Statx, stx_atomic_write_unit_max_opt) == 0xb8);

/// `statx(2)`: Linux 4.11, else `ENOSYS`.
pub fn statx(dir: Fd<'_>, path: &CStr, flags: i32, mask: u32) -> Result<Statx, Errno> {
    let mut statx = MaybeUninit::<Statx>::zeroed();
    // SAFETY: a C string, numbers, and room for the structure.
    let result = unsafe {
        libc::syscall(libc::SYS_statx, dir.raw(), path.as_ptr(), flags, mask, statx.as_mut_ptr())
    };
    check(result as libc::c_int)?;
    // SAFETY: every field is a number, and zero where the kernel wrote nothing.
    Ok(unsafe { statx.assume_init() })
}

/// The numbers of the kernel's interface: not every C library declares them all.
macro_rules! numbers {
    ($type:ty: $($name:ident = $value:expr;)*) => {
        $(pub const $name: $type = $value;)*
    };
}

numbers! {
    u32:
    STATX_TYPE = 0x1;
    STATX_MODE = 0x2;
    STATX_NLINK = 0x4;
    STATX_UID = 0x8;
    STATX_GID = 0x10;
    STATX_ATIME = 0x20;
    STATX_MTIME = 0x40;
    STATX_CTIME = 0x80;
    STATX_INO = 0x100;
    STATX_SIZE = 0x200;
    STATX_BLOCKS = 0x400;
    STATX_BASIC_STATS = 0x7ff;
    STATX_BTIME = 0x800;
    STATX_MNT_ID = 0x1000;
    STATX_DIOALIGN = 0x2000;
    STATX_MNT_ID_UNIQUE = 0x4000;
    STATX_SUBVOL = 0x8000;
    STATX_WRITE_ATOMIC = 0x1_0000;
    STATX_DIO_READ_ALIGN = 0x2_0000;
}

numbers! {
    i32:
    AT_STATX_SYNC_AS_STAT = 0;
    AT_STATX_FORCE_SYNC = 0x2000;
    AT_STATX_DONT_SYNC = 0x4000;
    AT_NO_AUTOMOUNT = libc::AT_NO_AUTOMOUNT;
}
