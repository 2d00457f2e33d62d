//! Descriptors, open files, files in use.

use std::fs::{File, OpenOptions};
use std::io::{Read as _, Seek as _, SeekFrom, Write as _};
use std::os::fd::AsRawFd as _;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use ostler::ErrorKind;
use ostler::process::{Field, OpenFile, Process, Value};

use super::children::{ready, sleeper, start};

fn here() -> (tempfile::TempDir, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().canonicalize().unwrap();
    (dir, path)
}

fn open(path: &Path) -> Vec<OpenFile> {
    let all = Process::current().unwrap().open_files().unwrap();
    all.into_iter().filter(|file| file.path.starts_with(path)).collect()
}

#[test]
fn how_they_are_open() {
    let (_dir, dir) = here();
    let path = dir.join(std::ffi::OsStr::from_bytes(b"a \xff\n"));
    let mut writer = File::create(&path).unwrap();
    writer.write_all(b"0123456789").unwrap();
    let mut reader = File::open(&path).unwrap();
    reader.read_exact(&mut [0; 3]).unwrap();
    let appender = OpenOptions::new().append(true).open(&path).unwrap();
    let mut both = OpenOptions::new().read(true).write(true).open(&path).unwrap();
    both.seek(SeekFrom::Start(5_000_000_000)).unwrap();
    let both_append = OpenOptions::new().read(true).append(true).open(&path).unwrap();
    let mut expected = vec![
        (writer.as_raw_fd(), 10, "w"),
        (reader.as_raw_fd(), 3, "r"),
        (appender.as_raw_fd(), 0, "a"),
        (both.as_raw_fd(), 5_000_000_000, "r+"),
        (both_append.as_raw_fd(), 0, "a+"),
    ];
    expected.sort_unstable();
    let found = open(&dir);
    let facts: Vec<_> =
        found.iter().map(|file| (file.fd, file.position, file.mode.as_str())).collect();
    assert_eq!(facts, expected);
    assert!(found.iter().all(|file| file.path == path));
    for file in &found {
        // SAFETY: a question about a descriptor of this test's own.
        let flags = unsafe { libc::fcntl(file.fd, libc::F_GETFL) };
        assert_eq!(file.flags & libc::O_ACCMODE, flags & libc::O_ACCMODE);
        assert_eq!(file.flags & libc::O_APPEND, flags & libc::O_APPEND);
    }
}

#[test]
fn what_is_no_regular_file_or_no_longer_there() {
    let (_dir, dir) = here();
    let directory = File::open(&dir).unwrap();
    let removed = File::create(dir.join("removed")).unwrap();
    std::fs::remove_file(dir.join("removed")).unwrap();
    // Another file has the name by now.
    let renamed = File::create(dir.join("name")).unwrap();
    std::fs::write(dir.join("new"), "").unwrap();
    std::fs::rename(dir.join("new"), dir.join("name")).unwrap();
    // It has another name still, but not this one.
    let linked = File::create(dir.join("first")).unwrap();
    std::fs::hard_link(dir.join("first"), dir.join("second")).unwrap();
    std::fs::remove_file(dir.join("first")).unwrap();
    let unnamed = OpenOptions::new().write(true).custom_flags(libc::O_TMPFILE).open(&dir);
    let odd = File::create(dir.join("odd (deleted)")).unwrap();
    let found = open(&dir);
    assert_eq!(
        found.iter().map(|file| file.fd).collect::<Vec<_>>(),
        [odd.as_raw_fd()],
        "{found:?}"
    );
    assert_eq!(found[0].path, dir.join("odd (deleted)"));
    drop((directory, removed, renamed, linked, unnamed));
}

#[test]
fn of_a_child() {
    let (_dir, dir) = here();
    let path = dir.join("log");
    let child = Command::new("sh")
        .args(["-c", "exec sleep 600"])
        .stdin(std::process::Stdio::null())
        .stdout(File::create(&path).unwrap())
        .spawn()
        .map(ready)
        .unwrap();
    super::children::asleep(child.pid());
    let process = child.process();
    let found = process.open_files().unwrap();
    assert!(
        found.iter().any(|file| file.path == path && file.fd == 1 && file.mode == "w"),
        "{found:?}"
    );
    let snapshot = process.snapshot(Field::OpenFiles | Field::NumFds).unwrap();
    let Some(Value::List(values)) = snapshot.get(Field::OpenFiles) else { panic!() };
    assert!(values.iter().any(|value| value.part("path") == Some(&path.clone().into())));
    let count = std::fs::read_dir(format!("/proc/{}/fd", child.pid())).unwrap().count();
    assert_eq!(process.num_fds().unwrap(), count);
    assert_eq!(snapshot.get(Field::NumFds), Some(&Value::Int(count as i64)));
}

#[test]
fn how_many() {
    crate::support::in_child("attributes::files::how_many", || {
        let me = Process::current().unwrap();
        let before = me.num_fds().unwrap();
        let files: Vec<File> = (0..100).map(|_| File::open("/dev/null").unwrap()).collect();
        assert_eq!(me.num_fds().unwrap(), before + files.len());
        drop(files);
        assert_eq!(me.num_fds().unwrap(), before);
        // Looking leaves nothing open.
        let _ = (
            me.open_files().unwrap(),
            me.files().unwrap(),
            me.uses_file("/etc").unwrap(),
            me.threads().unwrap(),
        );
        assert_eq!(me.num_fds().unwrap(), before);
    });
}

#[test]
fn in_use() {
    let (_dir, dir) = here();
    let work = dir.join("work");
    std::fs::create_dir(&work).unwrap();
    let log = dir.join("log");
    let child = Command::new("sleep")
        .arg("600")
        .current_dir(&work)
        .stdout(File::create(&log).unwrap())
        .spawn()
        .map(ready)
        .unwrap();
    super::children::asleep(child.pid());
    let process = child.process();
    let exe = process.exe().unwrap().unwrap();
    let files = process.files().unwrap();
    for path in [&work, &log, &exe, Path::new("/")] {
        assert!(files.iter().any(|file| file == path), "{}", path.display());
        assert!(process.uses_file(path).unwrap(), "{}", path.display());
    }
    let library = process.memory_maps().unwrap().into_iter().find(|map| {
        let name = map.path.to_string_lossy();
        name.starts_with('/') && name.contains("libc")
    });
    if let Some(library) = library {
        assert!(files.contains(&library.path) && process.uses_file(&library.path).unwrap());
    }
    // Each once, in order.
    assert!(files.windows(2).all(|pair| pair[0] < pair[1]));
    // The file counts, not the name.
    std::fs::hard_link(&log, dir.join("other")).unwrap();
    assert!(process.uses_file(dir.join("other")).unwrap());
    std::fs::rename(&log, dir.join("moved")).unwrap();
    assert!(process.uses_file(dir.join("moved")).unwrap());
    std::fs::write(&log, "another").unwrap();
    assert!(!process.uses_file(&log).unwrap());
    assert!(!process.uses_file(&dir).unwrap());
    // The mistakes of the question.
    let error = process.uses_file(dir.join("none")).unwrap_err();
    assert_eq!(
        (error.kind(), error.filename()),
        (ErrorKind::FileNotFound, Some(dir.join("none").as_path()))
    );
    assert!(process.uses_file("a\0b").is_err());
}

#[test]
fn files_that_others_use_too() {
    let one = sleeper();
    let other = start(Command::new("sleep").arg("601"));
    let exe = one.process().exe().unwrap().unwrap();
    assert!(other.process().uses_file(exe).unwrap());
}

#[test]
fn io_counters() {
    crate::support::in_child("attributes::files::io_counters", || {
        let (_dir, dir) = here();
        let me = Process::current().unwrap();
        let before = me.io_counters().unwrap();
        std::fs::write(dir.join("file"), vec![0; 100_000]).unwrap();
        assert_eq!(std::fs::read(dir.join("file")).unwrap().len(), 100_000);
        let after = me.io_counters().unwrap();
        assert!(after.write_chars >= before.write_chars + 100_000);
        assert!(after.read_chars >= before.read_chars + 100_000);
        assert!(after.write_count > before.write_count && after.read_count > before.read_count);
        let text = std::fs::read_to_string("/proc/self/io").unwrap();
        let line = text.lines().find_map(|line| line.strip_prefix("write_bytes: ")).unwrap();
        assert_eq!(me.io_counters().unwrap().write_bytes.to_string(), line);
        let snapshot = me.snapshot(Field::IoCounters | Field::WriteBytes).unwrap();
        let bytes = snapshot.get(Field::IoCounters).unwrap().part("write_bytes").cloned();
        assert_eq!(snapshot.get(Field::WriteBytes), bytes.as_ref());
    });
}
