//! Mode bits, file types, attributes: against the C library, the reference's numbers and real files.

#![cfg(unix)]

mod python;

use std::os::unix::fs::{FileTypeExt as _, MetadataExt as _};

use ostler::stat::{self, *};

type Question = fn(u32) -> bool;

/// The types by hand: number, constant, question, letter.
const TYPES: [(u32, u32, Question, char); 7] = [
    (0o01, S_IFIFO, S_ISFIFO, 'p'),
    (0o02, S_IFCHR, S_ISCHR, 'c'),
    (0o04, S_IFDIR, S_ISDIR, 'd'),
    (0o06, S_IFBLK, S_ISBLK, 'b'),
    (0o10, S_IFREG, S_ISREG, '-'),
    (0o12, S_IFLNK, S_ISLNK, 'l'),
    (0o14, S_IFSOCK, S_ISSOCK, 's'),
];

#[test]
fn types_are_told_apart() {
    for number in 0..16_u32 {
        for permissions in [0, 0o644, 0o7777] {
            let mode = number << 12 | permissions;
            assert_eq!(S_IFMT(mode), number << 12);
            assert_eq!(S_IMODE(mode), permissions);
            for (own, constant, is, _) in TYPES {
                assert_eq!(constant, own << 12);
                assert_eq!(is(mode), own == number, "{mode:o}");
            }
        }
    }
}

/// Types that Linux lacks are zero, and no mode has them: not even one whose type bits are zero.
#[cfg(target_os = "linux")]
#[test]
fn types_of_other_systems() {
    assert_eq!((S_IFDOOR, S_IFPORT, S_IFWHT), (0, 0, 0));
    for mode in 0..=0o177777 {
        assert!(!S_ISDOOR(mode) && !S_ISPORT(mode) && !S_ISWHT(mode));
    }
}

/// Every mode there is, against a construction by table: three letters for each digit, then the special bits.
#[cfg(target_os = "linux")]
#[test]
fn every_filemode() {
    const DIGITS: [&str; 8] = ["---", "--x", "-w-", "-wx", "r--", "r-x", "rw-", "rwx"];
    for mode in 0..=0o177777_u32 {
        let letter =
            TYPES.iter().find(|(own, ..)| mode >> 12 == *own).map_or('?', |&(.., letter)| letter);
        let mut expected = String::from(letter);
        for shift in [6, 3, 0] {
            expected += DIGITS[(mode >> shift & 7) as usize];
        }
        for (bit, at, with) in [(0o4000, 3, "sS"), (0o2000, 6, "sS"), (0o1000, 9, "tT")] {
            if mode & bit != 0 {
                let capital = usize::from(&expected[at..=at] == "-");
                expected.replace_range(at..=at, &with[capital..=capital]);
            }
        }
        assert_eq!(filemode(mode), expected, "{mode:o}");
    }
    assert_eq!(filemode(u32::MAX), "?rwsrwsrwt");
    assert_eq!(filemode(0), "?---------");
}

/// The letters `ls -l` prints for files that exist.
#[test]
fn filemode_is_what_ls_prints() {
    let tmp = tempfile::tempdir().unwrap();
    let file = tmp.path().join("file");
    std::fs::write(&file, "").unwrap();
    std::os::unix::fs::symlink("file", tmp.path().join("link")).unwrap();
    let _socket = std::os::unix::net::UnixListener::bind(tmp.path().join("socket")).unwrap();
    for mode in [0o000, 0o644, 0o4755, 0o6644, 0o1777, 0o7000] {
        std::fs::set_permissions(&file, std::os::unix::fs::PermissionsExt::from_mode(mode))
            .unwrap();
        for name in ["file", "link", "socket", "."].map(|name| tmp.path().join(name)) {
            let ls = std::process::Command::new("ls").arg("-ld").arg(&name).output().unwrap();
            let ours = filemode(std::fs::symlink_metadata(&name).unwrap().mode());
            assert_eq!(ours.as_bytes(), &ls.stdout[..10]);
        }
    }
}

#[test]
fn questions_about_real_files() {
    let mode = |path: &str| std::fs::symlink_metadata(path).unwrap().mode();
    assert!(S_ISCHR(mode("/dev/null")));
    assert!(S_ISDIR(mode("/")));
    assert!(S_ISLNK(mode("/dev/fd")));
    assert!(std::fs::metadata("/dev/null").unwrap().file_type().is_char_device());
    assert!(S_ISREG(std::fs::metadata(std::env::current_exe().unwrap()).unwrap().mode()));
}

#[test]
fn permissions_are_the_c_librarys() {
    let pairs: [(u32, libc::mode_t); 22] = [
        (S_IFREG, libc::S_IFREG),
        (S_IFDIR, libc::S_IFDIR),
        (S_IFLNK, libc::S_IFLNK),
        (S_IFBLK, libc::S_IFBLK),
        (S_IFCHR, libc::S_IFCHR),
        (S_IFIFO, libc::S_IFIFO),
        (S_IFSOCK, libc::S_IFSOCK),
        (S_ISUID, libc::S_ISUID as libc::mode_t),
        (S_ISGID, libc::S_ISGID as libc::mode_t),
        (S_ISVTX, libc::S_ISVTX as libc::mode_t),
        (S_IRWXU, libc::S_IRWXU),
        (S_IRUSR, libc::S_IRUSR),
        (S_IWUSR, libc::S_IWUSR),
        (S_IXUSR, libc::S_IXUSR),
        (S_IRWXG, libc::S_IRWXG),
        (S_IRGRP, libc::S_IRGRP),
        (S_IWGRP, libc::S_IWGRP),
        (S_IXGRP, libc::S_IXGRP),
        (S_IRWXO, libc::S_IRWXO),
        (S_IROTH, libc::S_IROTH),
        (S_IWOTH, libc::S_IWOTH),
        (S_IXOTH, libc::S_IXOTH),
    ];
    for (ours, theirs) in pairs {
        assert_eq!(ours, theirs as u32);
    }
    assert_eq!((S_ENFMT, S_IREAD, S_IWRITE, S_IEXEC), (0o2000, 0o400, 0o200, 0o100));
}

/// The numbers the stock module has (Python 3.13 and 3.15, on Linux).
#[test]
fn numbers_of_the_reference() {
    assert_eq!(
        [ST_MODE, ST_INO, ST_DEV, ST_NLINK, ST_UID, ST_GID, ST_SIZE, ST_ATIME, ST_MTIME, ST_CTIME],
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
    );
    assert_eq!(
        [UF_NODUMP, UF_IMMUTABLE, UF_APPEND, UF_OPAQUE, UF_NOUNLINK, UF_COMPRESSED, UF_TRACKED],
        [1, 2, 4, 8, 16, 32, 64]
    );
    assert_eq!([UF_DATAVAULT, UF_HIDDEN, UF_SETTABLE], [128, 32768, 65535]);
    assert_eq!(
        [SF_ARCHIVED, SF_IMMUTABLE, SF_APPEND, SF_RESTRICTED, SF_NOUNLINK, SF_SNAPSHOT],
        [65536, 131072, 262144, 524288, 1048576, 2097152]
    );
    assert_eq!([SF_FIRMLINK, SF_DATALESS], [8388608, 1073741824]);
    if cfg!(target_os = "linux") {
        assert_eq!(SF_SETTABLE, 4294901760);
    }
    assert_eq!(
        [
            stat::FILE_ATTRIBUTE_READONLY,
            stat::FILE_ATTRIBUTE_HIDDEN,
            stat::FILE_ATTRIBUTE_SYSTEM,
            stat::FILE_ATTRIBUTE_DIRECTORY,
            stat::FILE_ATTRIBUTE_ARCHIVE,
            stat::FILE_ATTRIBUTE_DEVICE,
            stat::FILE_ATTRIBUTE_NORMAL,
            stat::FILE_ATTRIBUTE_TEMPORARY,
            stat::FILE_ATTRIBUTE_SPARSE_FILE,
            stat::FILE_ATTRIBUTE_REPARSE_POINT,
            stat::FILE_ATTRIBUTE_COMPRESSED,
            stat::FILE_ATTRIBUTE_OFFLINE,
            stat::FILE_ATTRIBUTE_NOT_CONTENT_INDEXED,
            stat::FILE_ATTRIBUTE_ENCRYPTED,
            stat::FILE_ATTRIBUTE_INTEGRITY_STREAM,
            stat::FILE_ATTRIBUTE_VIRTUAL,
            stat::FILE_ATTRIBUTE_NO_SCRUB_DATA,
        ],
        [1, 2, 4, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768, 65536, 131072]
    );
    assert_eq!(
        [IO_REPARSE_TAG_SYMLINK, IO_REPARSE_TAG_MOUNT_POINT, IO_REPARSE_TAG_APPEXECLINK],
        [0xA000000C, 0xA0000003, 0x8000001B]
    );
}

#[cfg(target_os = "linux")]
#[test]
fn statx_attributes_are_the_kernels() {
    for (ours, theirs) in [
        (STATX_ATTR_COMPRESSED, libc::STATX_ATTR_COMPRESSED),
        (STATX_ATTR_IMMUTABLE, libc::STATX_ATTR_IMMUTABLE),
        (STATX_ATTR_APPEND, libc::STATX_ATTR_APPEND),
        (STATX_ATTR_NODUMP, libc::STATX_ATTR_NODUMP),
        (STATX_ATTR_ENCRYPTED, libc::STATX_ATTR_ENCRYPTED),
        (STATX_ATTR_AUTOMOUNT, libc::STATX_ATTR_AUTOMOUNT),
        (STATX_ATTR_MOUNT_ROOT, libc::STATX_ATTR_MOUNT_ROOT),
        (STATX_ATTR_VERITY, libc::STATX_ATTR_VERITY),
        (STATX_ATTR_DAX, libc::STATX_ATTR_DAX),
        (STATX_ATTR_WRITE_ATOMIC, libc::STATX_ATTR_WRITE_ATOMIC),
    ] {
        assert_eq!(ours, theirs as u64);
    }
}

/// Every mode that fits sixteen bits, by the stock interpreter: as `ls -l` has it, and what each of the questions is answered.
#[test]
fn the_stock_module_says_the_same_of_every_mode() {
    let program = "
import stat
names = 'BLK CHR DIR DOOR FIFO LNK PORT REG SOCK WHT'.split()
questions = [getattr(stat, 'S_IS' + name) for name in names]
for mode in range(1 << 16):
    answers = ''.join('01'[ask(mode)] for ask in questions)
    print(stat.filemode(mode), answers, stat.S_IMODE(mode), stat.S_IFMT(mode))
";
    let Some(theirs) = python::python(program, &[]) else { return };
    let questions: [Question; 10] = [
        S_ISBLK, S_ISCHR, S_ISDIR, S_ISDOOR, S_ISFIFO, S_ISLNK, S_ISPORT, S_ISREG, S_ISSOCK,
        S_ISWHT,
    ];
    let mut lines = theirs.lines();
    for mode in 0..1 << 16 {
        let answers: String =
            questions.iter().map(|ask| if ask(mode) { '1' } else { '0' }).collect();
        let ours = format!("{} {answers} {} {}", filemode(mode), S_IMODE(mode), S_IFMT(mode));
        assert_eq!(Some(ours.as_str()), lines.next(), "{mode:o}");
    }
}

/// Every number that the stock interpreter has a name for, by that name; later interpreters know more.
#[test]
fn the_stock_module_has_the_same_numbers() {
    let program = "
import stat
for name in dir(stat):
    if name.isupper() and isinstance(getattr(stat, name), int):
        print(name, getattr(stat, name))
";
    let Some(theirs) = python::python(program, &[]) else { return };
    macro_rules! ours {
        ($($name:ident)*) => {
            [$((stringify!($name), stat::$name as u64)),*]
        };
    }
    let ours = ours! {
        FILE_ATTRIBUTE_ARCHIVE FILE_ATTRIBUTE_COMPRESSED FILE_ATTRIBUTE_DEVICE FILE_ATTRIBUTE_DIRECTORY
        FILE_ATTRIBUTE_ENCRYPTED FILE_ATTRIBUTE_HIDDEN FILE_ATTRIBUTE_INTEGRITY_STREAM FILE_ATTRIBUTE_NORMAL
        FILE_ATTRIBUTE_NOT_CONTENT_INDEXED FILE_ATTRIBUTE_NO_SCRUB_DATA FILE_ATTRIBUTE_OFFLINE
        FILE_ATTRIBUTE_READONLY FILE_ATTRIBUTE_REPARSE_POINT FILE_ATTRIBUTE_SPARSE_FILE FILE_ATTRIBUTE_SYSTEM
        FILE_ATTRIBUTE_TEMPORARY FILE_ATTRIBUTE_VIRTUAL
        SF_APPEND SF_ARCHIVED SF_DATALESS SF_FIRMLINK SF_IMMUTABLE SF_NOUNLINK SF_RESTRICTED SF_SETTABLE SF_SNAPSHOT
        UF_APPEND UF_COMPRESSED UF_DATAVAULT UF_HIDDEN UF_IMMUTABLE UF_NODUMP UF_NOUNLINK UF_OPAQUE UF_SETTABLE UF_TRACKED
        ST_ATIME ST_CTIME ST_DEV ST_GID ST_INO ST_MODE ST_MTIME ST_NLINK ST_SIZE ST_UID
        S_ENFMT S_IEXEC S_IFBLK S_IFCHR S_IFDIR S_IFDOOR S_IFIFO S_IFLNK S_IFPORT S_IFREG S_IFSOCK S_IFWHT
        S_IREAD S_IRGRP S_IROTH S_IRUSR S_IRWXG S_IRWXO S_IRWXU S_ISGID S_ISUID S_ISVTX S_IWGRP S_IWOTH
        S_IWRITE S_IWUSR S_IXGRP S_IXOTH S_IXUSR
        STATX_ATTR_APPEND STATX_ATTR_AUTOMOUNT STATX_ATTR_COMPRESSED STATX_ATTR_DAX STATX_ATTR_ENCRYPTED
        STATX_ATTR_IMMUTABLE STATX_ATTR_MOUNT_ROOT STATX_ATTR_NODUMP STATX_ATTR_VERITY STATX_ATTR_WRITE_ATOMIC
    };
    for line in theirs.lines() {
        let (name, number) = line.split_once(' ').unwrap();
        // Of macOS, and tested nowhere else.
        if matches!(name, "SF_SUPPORTED" | "SF_SYNTHETIC") {
            continue;
        }
        let (_, own) =
            ours.iter().find(|(own, _)| *own == name).unwrap_or_else(|| panic!("{name}"));
        assert_eq!(own.to_string(), number, "{name}");
    }
}
