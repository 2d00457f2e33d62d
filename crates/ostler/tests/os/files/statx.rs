use ostler::os::{self, StatxFlags, StatxMask, StatxResult};
use ostler::{errno, stat};

use super::{Scratch, fails};

const ALL: u32 = 0x3_ffff & !0x4000;

fn all() -> StatxMask {
    StatxMask::from_bits_retain(ALL)
}

#[test]
fn agrees_with_stat() {
    let scratch = Scratch::new();
    let path = scratch.file("a", &"x".repeat(10_000));
    scratch.link("a", "link");
    let file = os::open(&path, os::O_RDONLY).unwrap();
    let st = os::stat(&path).unwrap();
    let at = scratch.at();
    for stx in [
        os::statx(&path, all()).unwrap(),
        os::statx(&file, all()).unwrap(),
        os::statx_with("a", all(), StatxFlags::empty(), at).unwrap(),
        os::statx_with("link", all(), os::AT_STATX_FORCE_SYNC, at.beneath()).unwrap(),
        os::statx_with("a", all(), os::AT_STATX_DONT_SYNC | os::AT_NO_AUTOMOUNT, at.nofollow())
            .unwrap(),
        os::statx_with(&file, all(), os::AT_STATX_SYNC_AS_STAT, os::At::cwd()).unwrap(),
    ] {
        assert!(stx.stx_mask().contains(os::STATX_BASIC_STATS));
        assert_eq!(stx.stx_mode(), Some(st.st_mode()));
        assert_eq!(stx.stx_ino().map(u128::from), Some(st.st_ino()));
        assert_eq!(stx.stx_nlink().map(u64::from), Some(st.st_nlink()));
        assert_eq!(stx.stx_uid(), Some(st.st_uid()));
        assert_eq!(stx.stx_gid(), Some(st.st_gid()));
        assert_eq!(stx.stx_size(), Some(st.st_size()));
        assert_eq!(stx.stx_blocks(), Some(st.st_blocks()));
        assert_eq!(u64::from(stx.stx_blksize()), st.st_blksize());
        assert_eq!(stx.stx_dev(), st.st_dev());
        assert_eq!(os::makedev(stx.stx_dev_major(), stx.stx_dev_minor()), st.st_dev());
        assert_eq!(stx.stx_atime_ns(), Some(st.st_atime_ns()));
        assert_eq!(stx.stx_mtime_ns(), Some(st.st_mtime_ns()));
        assert_eq!(stx.stx_ctime_ns(), Some(st.st_ctime_ns()));
        assert_eq!(stx.stx_atime(), Some(st.st_atime()));
        assert_eq!(stx.stx_mtime(), Some(st.st_mtime()));
        assert_eq!(stx.stx_ctime(), Some(st.st_ctime()));
        let born = std::fs::metadata(&path).unwrap().created().ok();
        let born =
            born.map(|t| t.duration_since(std::time::UNIX_EPOCH).unwrap().as_nanos() as i128);
        assert_eq!(stx.stx_btime_ns(), born);
        assert_eq!(stx.stx_btime().is_some(), born.is_some());
    }
    let null = os::statx("/dev/null", all()).unwrap();
    assert_eq!((null.stx_rdev_major(), null.stx_rdev_minor()), (1, 3));
    assert_eq!(null.stx_rdev(), os::stat("/dev/null").unwrap().st_rdev());
    let link =
        os::statx_with("link", os::STATX_TYPE | os::STATX_MODE, StatxFlags::empty(), at.nofollow())
            .unwrap();
    assert!(stat::S_ISLNK(link.stx_mode().unwrap()));
}

/// Each number is there exactly if its bit is, whatever the kernel answered: checked on answers made up here.
#[test]
fn the_mask_governs_the_fields() {
    type Field = (&'static str, StatxMask, fn(&StatxResult) -> bool);
    let read: &[Field] = &[
        ("stx_mode", os::STATX_TYPE.union(os::STATX_MODE), |s| s.stx_mode().is_some()),
        ("stx_nlink", os::STATX_NLINK, |s| s.stx_nlink().is_some()),
        ("stx_uid", os::STATX_UID, |s| s.stx_uid().is_some()),
        ("stx_gid", os::STATX_GID, |s| s.stx_gid().is_some()),
        ("stx_atime", os::STATX_ATIME, |s| s.stx_atime().is_some()),
        ("stx_atime_ns", os::STATX_ATIME, |s| s.stx_atime_ns().is_some()),
        ("stx_mtime", os::STATX_MTIME, |s| s.stx_mtime().is_some()),
        ("stx_mtime_ns", os::STATX_MTIME, |s| s.stx_mtime_ns().is_some()),
        ("stx_ctime", os::STATX_CTIME, |s| s.stx_ctime().is_some()),
        ("stx_ctime_ns", os::STATX_CTIME, |s| s.stx_ctime_ns().is_some()),
        ("stx_btime", os::STATX_BTIME, |s| s.stx_btime().is_some()),
        ("stx_btime_ns", os::STATX_BTIME, |s| s.stx_btime_ns().is_some()),
        ("stx_ino", os::STATX_INO, |s| s.stx_ino().is_some()),
        ("stx_size", os::STATX_SIZE, |s| s.stx_size().is_some()),
        ("stx_blocks", os::STATX_BLOCKS, |s| s.stx_blocks().is_some()),
        ("stx_mnt_id", os::STATX_MNT_ID, |s| s.stx_mnt_id().is_some()),
        ("stx_mnt_id_unique", os::STATX_MNT_ID_UNIQUE, |s| s.stx_mnt_id_unique().is_some()),
        ("stx_dio_mem_align", os::STATX_DIOALIGN, |s| s.stx_dio_mem_align().is_some()),
        ("stx_dio_offset_align", os::STATX_DIOALIGN, |s| s.stx_dio_offset_align().is_some()),
        ("stx_dio_read_offset_align", os::STATX_DIO_READ_ALIGN, |s| {
            s.stx_dio_read_offset_align().is_some()
        }),
        ("stx_subvol", os::STATX_SUBVOL, |s| s.stx_subvol().is_some()),
        ("stx_atomic_write_unit_min", os::STATX_WRITE_ATOMIC, |s| {
            s.stx_atomic_write_unit_min().is_some()
        }),
        ("stx_atomic_write_unit_max", os::STATX_WRITE_ATOMIC, |s| {
            s.stx_atomic_write_unit_max().is_some()
        }),
        ("stx_atomic_write_unit_max_opt", os::STATX_WRITE_ATOMIC, |s| {
            s.stx_atomic_write_unit_max_opt().is_some()
        }),
        ("stx_atomic_write_segments_max", os::STATX_WRITE_ATOMIC, |s| {
            s.stx_atomic_write_segments_max().is_some()
        }),
    ];
    let kernel = *os::statx("/", all()).unwrap().raw();
    for bit in 0..32 {
        for mask in [1 << bit, !(1 << bit)] {
            let mut answer = kernel;
            answer.stx_mask = mask;
            let answer = StatxResult::from(answer);
            assert_eq!(answer.stx_mask().bits(), mask);
            let text = format!("{answer:?}");
            for (name, bits, there) in read {
                let known = mask & bits.bits() == bits.bits();
                assert_eq!(there(&answer), known, "{name} with mask {mask:#x}");
                if !matches!(*name, "stx_atime" | "stx_mtime" | "stx_ctime" | "stx_btime") {
                    assert_eq!(text.contains(&format!(" {name}:")), known, "{name} in {text}");
                }
            }
        }
    }
}

#[test]
fn masks_have_the_numbers_of_the_kernel() {
    let mask = os::STATX_TYPE
        | os::STATX_MODE
        | os::STATX_NLINK
        | os::STATX_UID
        | os::STATX_GID
        | os::STATX_ATIME
        | os::STATX_MTIME
        | os::STATX_CTIME
        | os::STATX_INO
        | os::STATX_SIZE
        | os::STATX_BLOCKS;
    assert_eq!(mask, os::STATX_BASIC_STATS);
    assert_eq!(os::STATX_BASIC_STATS.bits(), libc::STATX_BASIC_STATS);
    assert_eq!(os::STATX_BTIME.bits(), libc::STATX_BTIME);
    assert_eq!(os::STATX_MNT_ID.bits(), libc::STATX_MNT_ID);
    assert_eq!(os::STATX_DIOALIGN.bits(), libc::STATX_DIOALIGN);
    assert_eq!(os::STATX_MNT_ID_UNIQUE.bits(), libc::STATX_MNT_ID_UNIQUE);
    assert_eq!(os::STATX_SUBVOL.bits(), libc::STATX_SUBVOL);
    assert_eq!(os::STATX_WRITE_ATOMIC.bits(), libc::STATX_WRITE_ATOMIC);
    assert_eq!(os::STATX_DIO_READ_ALIGN.bits(), libc::STATX_DIO_READ_ALIGN);
    assert_eq!(os::AT_STATX_FORCE_SYNC.bits(), libc::AT_STATX_FORCE_SYNC);
    assert_eq!(os::AT_STATX_DONT_SYNC.bits(), libc::AT_STATX_DONT_SYNC);
    assert_eq!(os::AT_STATX_SYNC_AS_STAT.bits(), libc::AT_STATX_SYNC_AS_STAT);
    assert_eq!(os::AT_NO_AUTOMOUNT.bits(), libc::AT_NO_AUTOMOUNT);
}

#[test]
fn the_mount_is_the_one_of_mountinfo() {
    // A mount wherever these tests run: the root of a changed root directory may be none.
    let place = "/proc";
    let status = os::statx(place, os::STATX_MNT_ID).unwrap();
    let Some(id) = status.stx_mnt_id() else {
        println!("skipped: a kernel before 5.8");
        return;
    };
    let mounts = std::fs::read_to_string("/proc/self/mountinfo").unwrap();
    assert!(mounts.lines().any(|line| {
        let mut words = line.split(' ');
        words.next() == Some(&id.to_string()) && words.nth(3) == Some(place)
    }));
    let unique = os::statx(place, os::STATX_MNT_ID_UNIQUE).unwrap();
    if let Some(unique_id) = unique.stx_mnt_id_unique() {
        assert_ne!(unique_id, id);
        assert_eq!(unique.stx_mnt_id(), None);
    }
}

#[test]
fn attributes() {
    let root = os::statx("/proc", all()).unwrap();
    // STATX_ATTR_MOUNT_ROOT
    if root.stx_attributes_mask() & 0x2000 != 0 {
        assert_ne!(root.stx_attributes() & 0x2000, 0);
    }
}

#[test]
fn refusals() {
    let error = fails(os::statx("/missing", os::STATX_TYPE), errno::ENOENT);
    assert_eq!(error.filename(), Some("/missing".as_ref()));
    let both = os::AT_STATX_FORCE_SYNC | os::AT_STATX_DONT_SYNC;
    fails(os::statx_with("/", os::STATX_TYPE, both, os::At::cwd()), errno::EINVAL);
}
