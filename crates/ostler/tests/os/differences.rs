//! The differences from the stock interpreter that `docs/differences.md` lists.

use std::ffi::OsStr;
use std::io::{IoSlice, IoSliceMut, Write as _};
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use ostler::os::{self, SpawnMode};
use ostler::{Error, ErrorKind, errno};

/// The error's number and file, where `""` is none.
fn about<T>(result: ostler::Result<T>) -> (Option<errno::Errno>, PathBuf) {
    let error: Error = result.err().expect("an error");
    (error.errno(), error.filename().unwrap_or(Path::new("")).to_owned())
}

#[test]
fn errors_name_the_file_wherever_one_was_named() {
    let tmp = tempfile::tempdir().unwrap();
    let taken = tmp.path().join("taken");
    std::fs::write(&taken, "").unwrap();

    assert_eq!(about(os::mkfifo(&taken)), (Some(errno::EEXIST), taken.clone()));
    assert_eq!(about(os::mknod(&taken)), (Some(errno::EEXIST), taken.clone()));
    assert_eq!(about(os::pathconf(&taken, -1)), (Some(errno::EINVAL), taken.clone()));
    assert_eq!(about(os::execv(&taken, ["x"])), (Some(errno::EACCES), taken.clone()));
    assert_eq!(about(os::execve(taken.as_path(), ["x"], [("A", "B")])).1, taken.clone());
    assert_eq!(about(os::stat("a\0b")), (None, "a\0b".into()));
}

#[test]
fn a_descriptor_is_no_file_name() {
    let file = tempfile::tempfile().unwrap();
    assert_eq!(about(os::chdir(&file)), (Some(errno::ENOTDIR), PathBuf::new()));
    assert_eq!(about(os::listdir(&file)), (Some(errno::ENOTDIR), PathBuf::new()));
    assert_eq!(about(os::truncate(&file, -1)), (Some(errno::EINVAL), PathBuf::new()));
}

#[test]
fn a_search_that_finds_nothing_names_what_was_looked_for() {
    let tmp = tempfile::tempdir().unwrap();
    let path = |dirs: &[&Path]| [("PATH", std::env::join_paths(dirs).unwrap())];

    let nothing = os::execvpe("prog", ["prog"], path(&[tmp.path(), Path::new("/missing")]));
    assert_eq!(about(nothing), (Some(errno::ENOENT), "prog".into()));

    std::fs::write(tmp.path().join("prog"), "").unwrap();
    let refused = os::execvpe("prog", ["prog"], path(&[Path::new("/missing"), tmp.path()]));
    assert_eq!(about(refused), (Some(errno::EACCES), tmp.path().join("prog")));
}

#[test]
fn too_many_groups_are_the_kernels_to_refuse() {
    let many = vec![1; os::NGROUPS_MAX as usize + 1];
    let refused = os::setgroups(&many).unwrap_err();
    // Without the right to set any, that is what it says first.
    assert!(matches!(refused.errno(), Some(errno::EINVAL | errno::EPERM)), "{refused}");
}

#[cfg(target_os = "linux")]
#[test]
fn an_event_of_fewer_than_eight_bytes() {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(b"1234567").unwrap();
    os::lseek(&file, 0, os::SEEK_SET).unwrap();
    assert_eq!(about(os::eventfd_read(&file)), (Some(errno::EINVAL), PathBuf::new()));
}

#[test]
fn link_follows_a_symbolic_link() {
    let tmp = tempfile::tempdir().unwrap();
    let [file, symlink, name] = ["file", "symlink", "name"].map(|name| tmp.path().join(name));
    std::fs::write(&file, "").unwrap();
    os::symlink("file", &symlink).unwrap();
    os::link(&symlink, &name).unwrap();
    assert_eq!(name.symlink_metadata().unwrap().ino(), file.metadata().unwrap().ino());
}

#[test]
fn renames_looks_past_a_slash() {
    let tmp = tempfile::tempdir().unwrap();
    let at = |name: &str| tmp.path().join(name);
    std::fs::create_dir_all(at("in/1")).unwrap();
    std::fs::write(at("keep"), "").unwrap();
    os::renames(at("in/1/"), at("done/sub/1/")).unwrap();
    assert!(at("done/sub/1").is_dir());
    assert!(!at("in").exists());
}

#[test]
fn popen_tells_the_signal() {
    assert_eq!(os::popen("kill -TERM $$", "r").unwrap().close().unwrap(), Some(-libc::SIGTERM));
}

#[test]
fn spawn_knows_its_modes() {
    let refused = os::spawnv(SpawnMode::from_raw(2), "/bin/true", ["true"]).unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::Value);
}

#[test]
fn minus_one_is_an_offset_before_the_start() {
    let file = tempfile::tempfile().unwrap();
    let mut byte = [0];
    let read = os::preadv(&file, &mut [IoSliceMut::new(&mut byte)], -1);
    assert_eq!(about(read).0, Some(errno::EINVAL));
    assert_eq!(about(os::pwritev(&file, &[IoSlice::new(b"x")], -1)).0, Some(errno::EINVAL));
}

#[cfg(target_os = "linux")]
#[test]
fn minus_one_is_the_descriptors_own_offset_to_the_calls_with_flags() {
    use ostler::os::RwfFlags;

    let file = tempfile::tempfile().unwrap();
    os::write(&file, b"ab").unwrap();
    let more = [IoSlice::new(b"cd")];
    assert_eq!(os::pwritev_with(&file, &more, -1, RwfFlags::empty()).unwrap(), 2);
    os::lseek(&file, 1, os::SEEK_SET).unwrap();
    let mut bytes = [0; 3];
    let mut into = [IoSliceMut::new(&mut bytes)];
    assert_eq!(os::preadv_with(&file, &mut into, -1, RwfFlags::empty()).unwrap(), 3);
    assert_eq!(&bytes, b"bcd");
}

#[cfg(target_os = "linux")]
#[test]
fn no_time_becomes_never() {
    let timer = os::timerfd_create(ostler::time::CLOCK_MONOTONIC).unwrap();
    let interval = |seconds| {
        os::timerfd_settime(&timer, os::TimerfdTimerFlags::empty(), 100.0, seconds).unwrap();
        os::timerfd_gettime_ns(&timer).unwrap().1
    };
    assert_eq!(interval(1e-10), 1);
    assert_eq!(interval(1.5e-9), 2);
    assert_eq!(interval(1.001), 1_001_000_000);
    assert_eq!(interval(0.0), 0);
}

#[test]
fn setsid_returns_the_session() {
    crate::support::in_child("differences::setsid_returns_the_session", || {
        let (pid, end) = (std::process::id(), os::setsid());
        // The leader of a process group may not: then there is no session to name.
        match end {
            Ok(session) => assert_eq!(session as u32, pid),
            Err(error) => assert_eq!(error.errno(), Some(errno::EPERM)),
        }
    });
}

#[test]
fn nothing_overrides_the_count_of_processors() {
    crate::support::in_child("differences::nothing_overrides_the_count_of_processors", || {
        let (all, usable) = (os::cpu_count(), os::process_cpu_count());
        // SAFETY: one thread runs tests, and the other waits for it.
        unsafe { os::putenv("PYTHON_CPU_COUNT", "4321") }.unwrap();
        assert_eq!((os::cpu_count(), os::process_cpu_count()), (all, usable));
    });
}

#[test]
fn names_are_bytes() {
    assert_eq!(*os::fsencode(OsStr::new("caf\u{e9}")), *b"caf\xc3\xa9");
    assert_eq!(os::fsdecode(b"caf\xe9").to_str(), None);
}

#[test]
fn second_names_are_in_the_set() {
    let names = os::supports_dir_fd();
    assert!(["lstat", "remove", "replace"].iter().all(|name| names.contains(name)));
}

#[test]
fn a_new_link_among_the_directories_of_a_walk_that_follows_none() {
    let tmp = tempfile::tempdir().unwrap();
    let mut walk = os::walk(tmp.path());
    let step = walk.step().unwrap().unwrap();
    std::os::unix::fs::symlink("/usr", tmp.path().join("link")).unwrap();
    step.dirnames.push("link".into());
    let error = walk.step().unwrap().unwrap_err();
    assert_eq!(error.errno(), Some(errno::ENOTDIR));
    assert_eq!(error.filename(), Some(&*tmp.path().join("link")));
    assert!(walk.step().is_none());
}
