use ostler::os::{self, At};
use ostler::{ErrorKind, stat};

use super::{Folder, events, is_wine};

#[test]
fn made_and_removed() {
    let folder = Folder::new();
    let seen = events("os.mkdir");
    let path = folder.path("d");
    os::mkdir_with(&path, 0o755, At::cwd()).unwrap();
    assert!(seen.lock().unwrap().iter().any(|event| event.ends_with("493 -1")));
    let there = os::mkdir(&path).unwrap_err();
    assert_eq!((there.kind(), there.winerror()), (ErrorKind::FileExists, Some(183)));
    assert_eq!(os::mkdir(folder.path("x").join("y")).unwrap_err().kind(), ErrorKind::FileNotFound);
    let file = folder.file("d/f", "");
    assert_eq!(os::rmdir(&path).unwrap_err().errno(), Some(ostler::errno::ENOTEMPTY));
    assert_eq!(os::rmdir(&file).unwrap_err().kind(), ErrorKind::NotADirectory);
    assert_eq!(os::remove(&path).unwrap_err().kind(), ErrorKind::PermissionDenied);
    os::remove(&file).unwrap();
    os::rmdir(&path).unwrap();
    os::mkdir_with(&path, 0o700, At::cwd()).unwrap();
    folder.file("d/mine", "");
}

#[test]
fn scandir_knows_without_asking() {
    let folder = Folder::new();
    folder.file("a.txt", "12345");
    folder.file("run.BAT", "");
    os::mkdir(folder.path("d")).unwrap();
    let mut entries: Vec<_> = os::scandir(folder.path("")).unwrap().map(Result::unwrap).collect();
    entries.sort_by(|a, b| a.name().cmp(b.name()));
    let names: Vec<_> = entries.iter().map(|entry| entry.name().to_owned()).collect();
    assert_eq!(names, ["a.txt", "d", "run.BAT"]);
    for entry in &entries {
        let (known, asked) = (entry.stat().unwrap(), os::stat(entry).unwrap());
        assert_eq!((known.st_ino(), known.st_dev(), known.st_nlink()), (0, 0, 0));
        assert_eq!(known.st_mode(), asked.st_mode(), "{entry:?}");
        assert_eq!(known.st_size(), asked.st_size());
        assert_eq!(known.st_mtime_ns(), asked.st_mtime_ns());
        assert_eq!(known.st_file_attributes(), asked.st_file_attributes());
        assert_eq!(entry.inode().unwrap(), asked.st_ino());
        assert_eq!(entry.is_dir().unwrap(), entry.name() == "d");
        assert_eq!(entry.is_file().unwrap(), entry.name() != "d");
        assert!(!entry.is_symlink().unwrap() && !entry.is_junction().unwrap());
        assert_eq!(entry.path(), folder.path("").join(entry.name()));
    }
    // It was known: what has gone since is still told of.
    os::remove(folder.path("a.txt")).unwrap();
    assert!(entries[0].is_file().unwrap());
    assert_eq!(entries[0].stat().unwrap().st_size(), 5);
    assert_eq!(entries[2].stat().unwrap().st_mode() & 0o111, 0o111);
}

#[test]
fn listings() {
    let folder = Folder::new();
    assert_eq!(os::listdir(folder.path("")).unwrap(), [""; 0]);
    let names: Vec<String> = (0..500).map(|n| format!("file {n}")).collect();
    for name in &names {
        folder.file(name, "");
    }
    let mut listed = os::listdir(folder.path("")).unwrap();
    listed.sort();
    let mut sorted: Vec<std::ffi::OsString> = names.into_iter().map(Into::into).collect();
    sorted.sort();
    assert_eq!(listed, sorted);
    let mut scan = os::scandir(folder.path("")).unwrap();
    scan.next().unwrap().unwrap();
    scan.close();
    assert!(scan.next().is_none());
    os::rmdir(folder.path("")).unwrap_err();

    assert_eq!(os::listdir(folder.path("none")).unwrap_err().kind(), ErrorKind::FileNotFound);
    let file = os::scandir(folder.path("file 1")).unwrap_err();
    assert_eq!(file.winerror(), Some(if is_wine() { 123 } else { 267 }));
    assert_eq!(os::listdir("a\0b").unwrap_err().kind(), ErrorKind::Value);
    // Patterns are none.
    assert!(os::listdir(folder.path("*")).is_err());
}

#[test]
fn roots_and_the_current_directory() {
    assert!(os::listdir("C:\\").unwrap().iter().any(|name| name.eq_ignore_ascii_case("windows")));
    for dir in ["C:/", "."] {
        os::listdir(dir).unwrap();
    }
    assert_eq!(os::listdir("").unwrap_err().winerror(), Some(3));
    assert!(stat::S_ISDIR(os::stat("C:\\").unwrap().st_mode()));
    let here = os::getcwd().unwrap();
    assert_eq!(*os::getcwdb().unwrap(), *os::fsencode(&here));
    assert!(here.is_absolute());
    os::chdir(&here).unwrap();
    assert_eq!(os::getcwd().unwrap(), here);
    assert!(os::chdir(here.join("none such")).is_err());
}
