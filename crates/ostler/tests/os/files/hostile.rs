//! Bad input, for every function of the section.

use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt as _;
use std::path::{Path, PathBuf};

use ostler::errno::{self, Errno};
use ostler::os::{self, At};
use ostler::{ErrorKind, Result};
use ostler_sys as sys;
use ostler_sys::fd::Fd;

use super::calls::{CALLS, PATH_ONLY, Wants};
use super::{Scratch, bytes, fails, refused};

fn tail(len: usize) -> PathBuf {
    OsString::from_vec(vec![b'n'; len]).into()
}

type Run<'s> = Box<dyn Fn(&Path) -> Result<()> + 's>;

/// All functions, by name, what they want, and from the directory of a scratch.
fn all<'s>(scratch: &'s Scratch) -> impl Iterator<Item = (String, Wants, Run<'s>)> {
    let path_only = PATH_ONLY.iter().map(move |&(name, wants, run)| {
        let run: Run<'s> = Box::new(move |path| {
            // Absolute, for they start from the current directory; but the empty path stays empty.
            if path.as_os_str().is_empty() { run(path) } else { run(&scratch.path(path)) }
        });
        (name.to_owned(), wants, run)
    });
    let with_at = CALLS.iter().flat_map(move |call| {
        [("dir", scratch.at()), ("beneath", scratch.at().beneath())].map(|(how, at)| {
            let run: Run<'s> = Box::new(move |path| (call.run)(path, at));
            (format!("{} {how}", call.name), call.wants, run)
        })
    });
    path_only.chain(with_at)
}

#[test]
fn a_path_that_cannot_be() {
    let long: PathBuf = std::iter::repeat_n("component", 500).collect();
    assert_eq!(long.as_os_str().len(), 4_999);
    // The paths of which the reason for the refusal is the same for all.
    let table: &[(&Path, Option<Errno>)] = &[
        (Path::new("a\0b"), None),
        (Path::new("sub/\0"), None),
        (Path::new(""), Some(errno::ENOENT)),
        (&tail(5_000), Some(errno::ENAMETOOLONG)),
        (&tail(300), Some(errno::ENAMETOOLONG)),
        (Path::new("file/x"), Some(errno::ENOTDIR)),
        (Path::new("loop/x"), Some(errno::ELOOP)),
    ];
    let scratch = Scratch::new();
    scratch.dir("sub");
    scratch.file("file", "");
    scratch.file("other", "");
    scratch.link("loop", "loop");
    for (name, _, run) in all(&scratch) {
        for &(path, expected) in table {
            let shown = &path.to_string_lossy()[..path.as_os_str().len().min(12)];
            let error = run(path).expect_err(&format!("{name} {shown:?}"));
            match expected {
                None => assert_eq!(error.kind(), ErrorKind::Value, "{name} {shown:?}: {error}"),
                Some(errno) => {
                    // A chain of directories does not start with a loop of links.
                    let makes = name.starts_with("makedirs") && path == Path::new("loop/x");
                    let renames = name.starts_with("renames to") && path == Path::new("loop/x");
                    if makes || renames {
                        assert!(error.errno().is_some(), "{name}: {error}");
                    } else {
                        assert_eq!(error.errno(), Some(errno), "{name} {shown:?}: {error}");
                    }
                }
            }
            assert!(error.filename().is_some(), "{name} {shown:?}: {error}");
        }
        // Too long altogether, though each part is not.
        if !name.starts_with("makedirs") && !name.starts_with("renames") {
            let error = run(&long).expect_err(&name);
            assert_eq!(error.errno(), Some(errno::ENAMETOOLONG), "{name}: {error}");
        }
    }
    assert_eq!(std::fs::read_dir(scratch.path(".")).unwrap().count(), 4);
}

#[test]
fn a_path_that_is_too_long_for_makedirs_ends_in_an_error() {
    let scratch = Scratch::new();
    let long: PathBuf = std::iter::repeat_n("component", 500).collect();
    fails(os::makedirs(scratch.path(&long)), errno::ENAMETOOLONG);
    // What could be made is there, as the reference has it.
    assert!(scratch.path("component/component").is_dir());
}

/// Half a million levels: an error, and at once. Looking at each of them would take minutes.
#[test]
fn a_path_of_a_megabyte() {
    let scratch = Scratch::new();
    let start = std::time::Instant::now();
    let long = scratch.path("d/".repeat(500_000));
    fails(os::makedirs(&long), errno::ENAMETOOLONG);
    fails(os::renames(scratch.path("none"), &long), errno::ENAMETOOLONG);
    fails(os::removedirs(&long), errno::ENAMETOOLONG);
    let broken = [&b"d/".repeat(500_000)[..], b"\0"].concat();
    let other = Scratch::new();
    refused(os::makedirs(other.path(bytes(&broken))), ErrorKind::Value);
    assert_eq!(std::fs::read_dir(other.path(".")).unwrap().count(), 0);
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
}

#[test]
fn a_file_that_is_missing() {
    let scratch = Scratch::new();
    scratch.file("other", "");
    for (name, wants, run) in all(&scratch) {
        let makes = name.starts_with("makedirs") || name.starts_with("renames to");
        if wants != Wants::Nothing && !name.starts_with("replace to") {
            let error = run(Path::new("missing")).expect_err(&name);
            assert_eq!(error.errno(), Some(errno::ENOENT), "{name}: {error}");
        }
        if !makes {
            let error = run(Path::new("missing/x")).expect_err(&name);
            assert_eq!(error.errno(), Some(errno::ENOENT), "{name}: {error}");
        }
    }
}

#[test]
fn a_name_that_is_not_utf8() {
    for which in 0.. {
        let scratch = Scratch::new();
        let Some((name, wants, run)) = all(&scratch).nth(which) else { break };
        // The process keeps its directory and its root.
        if name == "chdir" || name == "chroot" {
            continue;
        }
        let path = bytes(b"\xff\xfe\xed\xa0\x80");
        let place = scratch.path(path);
        if name != "link dir" && name != "link beneath" {
            scratch.file("other", "");
        }
        match wants {
            Wants::File => std::fs::write(&place, "").unwrap(),
            Wants::Link => std::os::unix::fs::symlink("x", &place).unwrap(),
            Wants::Dir => std::fs::create_dir(&place).unwrap(),
            Wants::Nothing => {}
        }
        run(path).unwrap_or_else(|error| panic!("{name}: {error}"));
        // And the error of the second time, if there is one, has the name byte by byte.
        if let Err(error) = run(path) {
            assert!(
                [error.filename(), error.filename2()]
                    .into_iter()
                    .flatten()
                    .any(|shown| shown.ends_with(path)),
                "{name}: {error}"
            );
            assert!(error.to_string().contains("\\udcff\\udcfe"), "{name}: {error}");
        }
    }
}

#[test]
fn two_paths_each_bad_in_turn() {
    type Two = fn(&Path, &Path, At<'_>) -> Result<()>;
    let table: &[(&str, Two)] = &[
        ("link", |a, b, at| os::link_with(a, b, at, at)),
        ("rename", |a, b, at| os::rename_with(a, b, at, at)),
        ("replace", |a, b, at| os::replace_with(a, b, at, at)),
        ("renames", |a, b, at| os::renames_with(a, b, at, at)),
        ("symlink", |a, b, at| os::symlink_with(a, b, false, at)),
    ];
    let scratch = Scratch::new();
    scratch.file("file", "");
    let good = Path::new("file");
    for &(name, run) in table {
        for at in [scratch.at(), scratch.at().beneath()] {
            for (a, b) in [(Path::new("a\0b"), Path::new("new")), (good, Path::new("a\0b"))] {
                let error = refused(run(a, b, at), ErrorKind::Value);
                assert_eq!((error.filename(), error.filename2()), (Some(a), Some(b)), "{name}");
            }
            let long = tail(300);
            for (a, b) in [(Path::new(""), Path::new("new")), (good, Path::new(""))] {
                let error = fails(run(a, b, at), errno::ENOENT);
                assert_eq!((error.filename(), error.filename2()), (Some(a), Some(b)), "{name}");
            }
            fails(run(good, &long, at), errno::ENAMETOOLONG);
            if name != "symlink" {
                fails(run(&long, Path::new("new"), at), errno::ENAMETOOLONG);
            }
        }
    }
    // What a link says may be of any length that the system stores.
    fails(os::symlink(tail(5_000), scratch.path("new")), errno::ENAMETOOLONG);
    assert!(scratch.path("file").exists() && !scratch.path("new").exists());
}

/// Numbers that are no descriptors, at the door for the faces.
#[test]
fn raw_descriptors() {
    let name = c"x";
    // SAFETY: nobody has these open.
    for fd in [-1, i32::MAX, -2, 1_000_000].map(|number| unsafe { Fd::from_raw(number) }) {
        let results: Vec<Result<(), Errno>> = vec![
            sys::files::faccessat(fd, name, 0, 0),
            sys::files::fchdir(fd),
            sys::files::fchmod(fd, 0),
            sys::files::fchmodat(fd, name, 0),
            sys::files::lchmodat(fd, name, 0),
            sys::files::fchown(fd, 0, 0),
            sys::files::fchownat(fd, name, 0, 0, 0),
            sys::files::fstat(fd).map(drop),
            sys::files::fstatat(fd, name, 0).map(drop),
            sys::files::fstatvfs(fd).map(drop),
            sys::descriptors::ftruncate(fd, 0),
            sys::files::futimens(fd, sys::files::SetTime::Now, sys::files::SetTime::Now),
            sys::files::utimensat(fd, name, sys::files::SetTime::Now, sys::files::SetTime::Omit, 0),
            sys::files::mkdirat(fd, name, 0),
            sys::files::mkfifoat(fd, name, 0),
            sys::files::mknodat(fd, name, 0, 0),
            sys::files::rmdirat(fd, name),
            sys::files::unlinkat(fd, name),
            sys::files::symlinkat(name, fd, name, false),
            sys::files::readlinkat(fd, name).map(drop),
            sys::files::linkat(fd, name, Fd::CWD, name, 0),
            sys::files::renameat(fd, name, Fd::CWD, name),
            sys::files::open_beneath(fd, name, 0, 0).map(drop),
            sys::linux::statx::statx(fd, name, 0, 0).map(drop),
            sys::linux::chmod::lchmodat_by_descriptor(fd, name, 0),
        ];
        for (n, result) in results.into_iter().enumerate() {
            assert_eq!(result, Err(errno::EBADF), "{fd:?}, call {n}");
        }
        // New in Linux 6.6.
        let result = sys::linux::chmod::fchmodat2(fd, name, 0, 0);
        assert!(matches!(result, Err(errno::EBADF | errno::ENOSYS)), "{fd:?}: {result:?}");
    }
}

/// Every bit pattern of the numbers that functions take comes back as an answer or an error, never as a panic.
#[test]
fn absurd_numbers() {
    let scratch = Scratch::new();
    let path = scratch.file("a", "");
    for bits in [0, 1, 7, 8, 0o7777, 0o170_000, u32::MAX, 1 << 31] {
        let _ =
            os::access_with(&path, os::AccessMode::from_bits_retain(bits as i32), true, At::cwd())
                .unwrap();
        let _ = os::mknod_with(scratch.path("n"), bits & !0o060_000, u64::from(bits), At::cwd());
        let _ = std::fs::remove_file(scratch.path("n"));
        let _ = os::mkfifo_with(scratch.path("p"), bits, At::cwd());
        let _ = std::fs::remove_file(scratch.path("p"));
        let _ = os::mkdir_with(scratch.path("d"), bits, At::cwd());
        let _ = std::fs::remove_dir(scratch.path("d"));
        let _ = os::statx(&path, os::StatxMask::from_bits_retain(bits));
        let flags = os::StatxFlags::from_bits_retain(bits as i32);
        let _ = os::statx_with(&path, os::STATX_BASIC_STATS, flags, At::cwd());
        let _ = os::chmod(&path, bits & !0o777 | 0o600);
    }
    fails(os::mknod_with(scratch.path("n"), 0o020_600, u64::MAX, At::cwd()), errno::EINVAL);
    fails(os::statx(&path, os::StatxMask::from_bits_retain(1 << 31)), errno::EINVAL);
    for length in [-1, i64::MIN] {
        fails(os::truncate(&path, length), errno::EINVAL);
        fails(os::truncate(std::fs::File::create(&path).unwrap(), length), errno::EINVAL);
    }
    fails(os::truncate(&path, i64::MAX), errno::EFBIG);
}
