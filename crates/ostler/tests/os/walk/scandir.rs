use std::collections::BTreeMap;
use std::os::unix::fs::{MetadataExt as _, symlink};
use std::path::{Path, PathBuf};

use ostler::os::{self, DirEntry, FileType};

type Row = (FileType, [bool; 5]);

fn entry(dir: &Path, name: &str) -> DirEntry {
    os::scandir(dir).unwrap().map(Result::unwrap).find(|entry| entry.name() == name).unwrap()
}

#[test]
fn types_of_all_kinds() {
    let tmp = tempfile::tempdir().unwrap();
    std::fs::write(tmp.path().join("file"), "").unwrap();
    std::fs::create_dir(tmp.path().join("dir")).unwrap();
    for (link, to) in [
        ("to file", "file"),
        ("to dir", "dir"),
        ("to nothing", "missing"),
        ("to itself", "to itself"),
    ] {
        symlink(to, tmp.path().join(link)).unwrap();
    }
    let _socket = std::os::unix::net::UnixListener::bind(tmp.path().join("socket")).unwrap();
    let fifo =
        std::ffi::CString::new(tmp.path().join("fifo").into_os_string().into_encoded_bytes())
            .unwrap();
    // SAFETY: a C string.
    assert_eq!(unsafe { libc::mkfifo(fifo.as_ptr(), 0o600) }, 0);
    let seen: BTreeMap<String, Row> = os::scandir(tmp.path())
        .unwrap()
        .map(|entry| {
            let entry = entry.unwrap();
            assert!(!entry.is_junction().unwrap());
            let is_dir = if entry.name() == "to itself" {
                assert_eq!(entry.is_dir().unwrap_err().errno(), Some(ostler::errno::ELOOP));
                false
            } else {
                entry.is_dir().unwrap()
            };
            let answers = [
                is_dir,
                entry.is_dir_with(false).unwrap(),
                entry.name() != "to itself" && entry.is_file().unwrap(),
                entry.is_file_with(false).unwrap(),
                entry.is_symlink().unwrap(),
            ];
            (entry.name().to_str().unwrap().to_owned(), (entry.file_type(), answers))
        })
        .collect();
    let untold = seen.values().all(|row| row.0 == FileType::Unknown);
    // Some file systems tell no types; the answers are the same there.
    let told = |kind| if untold { FileType::Unknown } else { kind };
    let row =
        |name: &str, kind, yes: [u8; 5]| (name.to_owned(), (told(kind), yes.map(|yes| yes == 1)));
    let expected = [
        row("file", FileType::File, [0, 0, 1, 1, 0]),
        row("dir", FileType::Dir, [1, 1, 0, 0, 0]),
        row("to file", FileType::Symlink, [0, 0, 1, 0, 1]),
        row("to dir", FileType::Symlink, [1, 0, 0, 0, 1]),
        row("to nothing", FileType::Symlink, [0, 0, 0, 0, 1]),
        row("to itself", FileType::Symlink, [0, 0, 0, 0, 1]),
        row("socket", FileType::Socket, [0; 5]),
        row("fifo", FileType::Fifo, [0; 5]),
    ];
    assert_eq!(seen, BTreeMap::from(expected));
    assert_eq!(entry(Path::new("/dev"), "null").file_type(), FileType::CharDevice);
}

#[test]
fn a_link_that_loops_is_an_error_but_one_to_nothing_is_not() {
    let tmp = tempfile::tempdir().unwrap();
    symlink("loop", tmp.path().join("loop")).unwrap();
    let entry = entry(tmp.path(), "loop");
    assert_eq!(entry.is_file().unwrap_err().filename(), Some(entry.path()));
    assert!(entry.stat_with(false).is_ok());
}

#[test]
fn paths_are_joined_as_given() {
    for (dir, path) in [("/proc/self", "/proc/self/comm"), ("/proc/self/", "/proc/self/comm")] {
        let entry = entry(Path::new(dir), "comm");
        assert_eq!(entry.path(), Path::new(path));
        assert_eq!(AsRef::<Path>::as_ref(&entry), Path::new(path));
        assert_eq!(entry.name_c(), c"comm");
        assert!(format!("{entry:?}").contains("/proc/self/comm"));
    }
}

#[test]
fn entries_of_a_descriptor_have_names_only() {
    let tmp = tempfile::tempdir().unwrap();
    std::fs::write(tmp.path().join("file"), "text").unwrap();
    let dir = std::fs::File::open(tmp.path()).unwrap();
    for _ in 0..2 {
        let entry = os::scandir(&dir).unwrap().next().unwrap().unwrap();
        assert_eq!(entry.path(), Path::new("file"));
        // The status is that of the entry of the directory, wherever the process is.
        let witness = tmp.path().join("file").metadata().unwrap();
        assert_eq!(entry.stat().unwrap().st_ino(), witness.ino().into());
    }
    drop(dir);
}

#[test]
fn answers_are_kept() {
    let tmp = tempfile::tempdir().unwrap();
    let file = tmp.path().join("file");
    std::fs::write(&file, "").unwrap();
    symlink("file", tmp.path().join("link")).unwrap();
    let (file_entry, link) = (entry(tmp.path(), "file"), entry(tmp.path(), "link"));
    let (st, followed, itself) =
        (file_entry.stat().unwrap(), link.stat().unwrap(), link.stat_with(false).unwrap());
    assert_eq!(st.st_ino(), followed.st_ino());
    assert_ne!(itself.st_ino(), followed.st_ino());
    std::fs::remove_file(&file).unwrap();
    std::fs::remove_file(tmp.path().join("link")).unwrap();
    assert_eq!(file_entry.stat().unwrap().st_ino(), st.st_ino());
    assert_eq!(link.stat().unwrap().st_ino(), followed.st_ino());
    assert!(file_entry.is_file().unwrap() && link.is_file().unwrap());
}

#[test]
fn what_is_gone_is_nothing() {
    let tmp = tempfile::tempdir().unwrap();
    std::fs::write(tmp.path().join("file"), "").unwrap();
    symlink("file", tmp.path().join("link")).unwrap();
    let (file, link) = (entry(tmp.path(), "file"), entry(tmp.path(), "link"));
    std::fs::remove_file(tmp.path().join("file")).unwrap();
    assert!(!link.is_file().unwrap() && !link.is_dir().unwrap() && link.is_symlink().unwrap());
    let error = file.stat().unwrap_err();
    assert_eq!(error.kind(), ostler::ErrorKind::FileNotFound);
    assert_eq!(error.filename(), Some(file.path()));
}

#[test]
fn a_directory_renamed_while_read_does_no_harm() {
    let tmp = tempfile::tempdir().unwrap();
    let dir = tmp.path().join("dir");
    std::fs::create_dir(&dir).unwrap();
    std::fs::write(dir.join("file"), "").unwrap();
    let mut scan = os::scandir(&dir).unwrap();
    let entry = scan.next().unwrap().unwrap();
    std::fs::rename(&dir, tmp.path().join("elsewhere")).unwrap();
    assert_eq!(entry.stat().unwrap().st_ino(), entry.inode().into());
}

#[test]
fn closing_ends_it() {
    let mut scan = os::scandir("/usr/bin").unwrap();
    assert!(scan.next().is_some());
    scan.close();
    assert!(scan.next().is_none() && scan.next_ref().is_none());
    scan.close();
}

#[test]
fn an_entry_is_a_target() {
    let tmp = tempfile::tempdir().unwrap();
    std::fs::create_dir(tmp.path().join("dir")).unwrap();
    std::fs::write(tmp.path().join("dir/file"), "").unwrap();
    let dir = entry(tmp.path(), "dir");
    assert_eq!(os::listdir(&dir).unwrap(), ["file"]);
    let inner = os::scandir(&dir).unwrap().next().unwrap().unwrap();
    assert_eq!(inner.path(), tmp.path().join("dir/file"));
    std::thread::spawn(move || inner.stat().unwrap()).join().unwrap();
}

#[test]
fn borrowed_entries_are_the_same() {
    let owned: Vec<_> = os::scandir("/usr/bin")
        .unwrap()
        .map(|entry| entry.unwrap())
        .map(|entry| (entry.name().to_owned(), entry.inode(), entry.file_type()))
        .collect();
    let mut scan = os::scandir("/usr/bin").unwrap();
    let mut lent = Vec::new();
    while let Some(entry) = scan.next_ref() {
        let entry = entry.unwrap();
        assert_eq!(entry.name_c().to_bytes(), entry.name().as_encoded_bytes());
        lent.push((entry.name().to_owned(), entry.inode(), entry.file_type()));
    }
    assert_eq!(owned, lent);
    let inode = PathBuf::from("/usr/bin").join(&lent[0].0).symlink_metadata().unwrap().ino();
    assert_eq!(lent[0].1, inode);
}
