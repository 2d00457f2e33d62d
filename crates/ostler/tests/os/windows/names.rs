//! Names of any kind: half characters, long ones.

use std::ffi::OsString;
use std::os::windows::ffi::OsStringExt as _;
use std::path::PathBuf;

use ostler::os;

use super::{Folder, is_wine};

#[test]
fn half_characters_survive() {
    let folder = Folder::new();
    for units in [&[0xd800_u16][..], &[0x61, 0xdc80, 0x62], &[0xdfff, 0xd83d]] {
        let name = OsString::from_wide(units);
        let path = folder.path("").join(&name);
        if is_wine() {
            // It keeps files on a Unix disk, under names in UTF-8.
            let error = os::open(&path, os::O_CREAT | os::O_WRONLY).unwrap_err();
            assert_eq!(error.filename(), Some(path.as_path()));
            assert!(error.to_string().contains("\\ud"), "{error}");
            continue;
        }
        os::close(os::open(&path, os::O_CREAT | os::O_WRONLY).unwrap()).unwrap();
        assert_eq!(os::listdir(folder.path("")).unwrap(), std::slice::from_ref(&name));
        let entry = os::scandir(folder.path("")).unwrap().next().unwrap().unwrap();
        assert_eq!((entry.name(), entry.path()), (name.as_os_str(), path.as_path()));
        assert_eq!(os::stat(&entry).unwrap().st_size(), 0);
        os::rename(&path, folder.path("plain")).unwrap();
        assert_eq!(os::listdir(folder.path("")).unwrap(), ["plain"]);
        os::rename(folder.path("plain"), &path).unwrap();
        let taken = os::mkdir(&path).unwrap_err();
        assert_eq!(taken.filename(), Some(path.as_path()));
        assert!(taken.to_string().contains("\\ud"), "{taken}");
        os::remove(&path).unwrap();
    }
}

/// Names of two units and of any script, there and back.
#[test]
fn whole_characters_survive() {
    let folder = Folder::new();
    for name in ["caf\u{e9}", "\u{5b57}", "\u{1f40e}", " a b ' $"] {
        let path = folder.file(name, "");
        assert_eq!(os::listdir(folder.path("")).unwrap(), [name]);
        os::remove(path).unwrap();
    }
}

#[test]
fn names_ignore_case() {
    let folder = Folder::new();
    folder.file("Name", "");
    assert!(os::stat(folder.path("nAME")).is_ok());
    assert_eq!(os::listdir(folder.path("")).unwrap(), ["Name"]);
}

#[test]
fn long_paths() {
    let folder = Folder::new();
    let top = folder.path("");
    let mut path = PathBuf::from(format!("\\\\?\\{}", top.display()));
    while path.as_os_str().len() < 400 {
        path.push("a".repeat(60));
        os::mkdir(&path).unwrap();
    }
    let file = path.join("f");
    let fd = os::open(&file, os::O_CREAT | os::O_RDWR | os::O_BINARY).unwrap();
    os::write(&fd, b"deep").unwrap();
    os::close(fd).unwrap();
    assert_eq!(os::stat(&file).unwrap().st_size(), 4);
    assert_eq!(os::listdir(&path).unwrap(), ["f"]);
    os::rename(&file, path.join("g")).unwrap();
    os::remove(path.join("g")).unwrap();
    // A name longer than any file system has.
    assert!(os::mkdir(top.join("b".repeat(40000))).is_err());
}
