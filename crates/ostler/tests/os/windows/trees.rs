use std::path::{Path, PathBuf};

use ostler::audit::Arg;
use ostler::host::Host;
use ostler::os::{self, At, MakedirsOptions};
use ostler::{Error, ErrorKind, Result};

use super::Folder;

const EXIST_OK: MakedirsOptions<'static> = MakedirsOptions { exist_ok: true, ..options(0o777) };

const fn options(mode: u32) -> MakedirsOptions<'static> {
    MakedirsOptions { mode, exist_ok: false, parent_mode: None, at: At::cwd() }
}

/// Remembers events, and refuses where it is told to.
#[derive(Default)]
struct Watcher {
    events: Vec<String>,
    refuse: Option<&'static str>,
}

impl Host for Watcher {
    fn audit(&mut self, name: &'static str, args: &[Arg<'_>]) -> Result<()> {
        let args: Vec<String> = args.iter().map(ToString::to_string).collect();
        self.events.push(format!("{name} {}", args.join(" ")));
        if self.refuse == Some(name) { Err(Error::vetoed("no")) } else { Ok(()) }
    }

    fn interrupted(&mut self) -> Result<()> {
        Ok(())
    }
}

#[test]
fn whatever_is_missing_is_made() {
    let folder = Folder::new();
    for name in ["a\\b\\c", "d/e/f", "g\\h/i\\", "j\\\\k", "l\\.\\m", "n\\."] {
        let path = folder.path("").join(name);
        os::makedirs(&path).unwrap();
        assert!(path.is_dir(), "{name}");
        os::makedirs_with(&path, EXIST_OK).unwrap();
    }
    let there = os::makedirs(folder.path("a\\b")).unwrap_err();
    assert_eq!((there.kind(), there.winerror()), (ErrorKind::FileExists, Some(183)));
    assert_eq!(there.filename(), Some(&*folder.path("a\\b")));
    folder.file("file", "");
    let in_the_way = os::makedirs(folder.path("file\\a")).unwrap_err();
    assert!(in_the_way.errno().is_some(), "{in_the_way}");
    let no_directory = os::makedirs_with(folder.path("file"), EXIST_OK).unwrap_err();
    assert_eq!(no_directory.kind(), ErrorKind::FileExists);
    assert_eq!(os::makedirs(folder.path("a\0b")).unwrap_err().kind(), ErrorKind::Value);
    assert!(os::makedirs("").is_err());
    os::makedirs_with("C:\\", EXIST_OK).unwrap();
    assert!(os::makedirs("C:\\").is_err());
}

#[test]
fn modes_of_the_last_and_of_those_above() {
    let folder = Folder::new();
    let made = |mode, parent_mode| {
        let mut host = Watcher::default();
        let path = folder.path(&format!("{mode:o} {parent_mode:?}")).join("a\\b");
        let options = MakedirsOptions { parent_mode, ..options(mode) };
        os::makedirs_on(&mut host, &path, options).unwrap();
        folder.file(&format!("{mode:o} {parent_mode:?}/a/b/mine"), "");
        let mode_of = |event: &String| event.rsplit(' ').nth(1).unwrap().to_owned();
        host.events.iter().map(mode_of).collect::<Vec<_>>()
    };
    assert_eq!(made(0o700, None), ["511", "511", "448"]);
    assert_eq!(made(0o777, Some(0o700)), ["448", "448", "511"]);
}

/// Nobody else may enter, and those that are named in the reference may.
#[test]
fn closed_to_others() {
    use std::os::windows::ffi::OsStrExt as _;
    use windows_sys::Win32::Security::{
        DACL_SECURITY_INFORMATION, GetFileSecurityW, GetSecurityDescriptorControl,
        SE_DACL_PROTECTED,
    };
    let folder = Folder::new();
    let is_protected = |mode| {
        let path = folder.path(&format!("{mode:o}"));
        os::makedirs_with(&path, options(mode)).unwrap();
        let name: Vec<u16> = path.as_os_str().encode_wide().chain([0]).collect();
        let mut descriptor = [0_u64; 512];
        let (mut needed, mut control, mut revision) = (0, 0, 0);
        let place = descriptor.as_mut_ptr().cast();
        // SAFETY: the name ends in a NUL, the buffer is writable for the length given, as are the numbers.
        unsafe {
            let got = GetFileSecurityW(
                name.as_ptr(),
                DACL_SECURITY_INFORMATION,
                place,
                4096,
                &raw mut needed,
            );
            assert_ne!(got, 0);
            assert_ne!(GetSecurityDescriptorControl(place, &raw mut control, &raw mut revision), 0);
        }
        control & SE_DACL_PROTECTED != 0
    };
    assert!(!is_protected(0o777));
    // Wine keeps the permissions of Unix, and says so of none.
    assert!(is_protected(0o700) || super::is_wine());
}

#[test]
fn removed_as_far_as_they_are_empty() {
    let folder = Folder::new();
    folder.file("keep", "");
    os::makedirs(folder.path("a\\b\\c")).unwrap();
    let mut host = Watcher::default();
    os::removedirs_on(&mut host, &folder.path("a/b\\c\\"), At::cwd()).unwrap();
    assert!(!folder.path("a").exists() && folder.path("keep").exists());
    assert!(host.events[0].starts_with("os.remove "));
    assert_eq!(host.events.len(), 5, "{:?}", host.events);
    let gone = os::removedirs(folder.path("a\\b")).unwrap_err();
    assert_eq!(gone.kind(), ErrorKind::FileNotFound);
}

#[test]
fn renames_makes_and_prunes() {
    let folder = Folder::new();
    folder.file("keep", "");
    os::makedirs(folder.path("in\\1")).unwrap();
    let job = folder.file("in/1/job", "text");
    os::renames(&job, folder.path("done/2\\job")).unwrap();
    assert!(!folder.path("in").exists());
    assert_eq!(std::fs::read(folder.path("done/2/job")).unwrap(), b"text");
    // As `rename` here, it replaces nothing.
    folder.file("other", "");
    let taken = os::renames(folder.path("done/2/job"), folder.path("other")).unwrap_err();
    assert_eq!((taken.kind(), taken.winerror()), (ErrorKind::FileExists, Some(183)));
    assert!(folder.path("done/2/job").exists());
}

#[test]
fn a_refusal_of_the_host_is_never_passed_over() {
    let folder = Folder::new();
    os::makedirs(folder.path("a\\b")).unwrap();
    let mut host = Watcher { refuse: Some("os.mkdir"), ..Watcher::default() };
    for name in ["a", "a\\b", "new\\er"] {
        let error = os::makedirs_on(&mut host, &folder.path(name), EXIST_OK).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Vetoed);
    }
    let mut host = Watcher { refuse: Some("os.rmdir"), ..Watcher::default() };
    let error = os::removedirs_on(&mut host, &folder.path("a\\b"), At::cwd()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Vetoed);
    assert!(folder.path("a\\b").exists());
}

#[test]
fn options_windows_does_not_have() {
    let null = os::open("NUL", os::O_RDONLY).unwrap();
    let at = At::dir(&null);
    let made = os::makedirs_with("a", MakedirsOptions { at, ..EXIST_OK }).unwrap_err();
    let removed = os::removedirs_with("a", at).unwrap_err();
    let renamed = os::renames_with("a", "b", At::cwd(), at.beneath()).unwrap_err();
    for error in [made, removed, renamed] {
        assert_eq!(error.kind(), ErrorKind::NotImplemented);
    }
}

/// Longer than the 260 units that paths without the prefix may have.
#[test]
fn a_path_of_four_hundred_units() {
    let folder = Folder::new();
    // What is left empty goes, the folder for temporary files too.
    folder.file("keep", "");
    let top = PathBuf::from(format!("\\\\?\\{}", folder.path("top").display()));
    let deep: PathBuf = top.join(Path::new(&"\u{e9}".repeat(50)).join("b".repeat(100)));
    let deep = deep.join("c".repeat(200)).join("d");
    os::makedirs(&deep).unwrap();
    assert!(os::stat(&deep).is_ok());
    std::fs::write(deep.join("f"), "").unwrap();
    os::renames(deep.join("f"), top.join("e".repeat(200)).join("g".repeat(200))).unwrap();
    assert!(os::stat(&deep).is_err());
    os::remove(top.join("e".repeat(200)).join("g".repeat(200))).unwrap();
    os::removedirs(top.join("e".repeat(200))).unwrap();
}
