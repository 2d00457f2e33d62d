//! On Windows.

use std::process::Command;
use std::time::{Duration, Instant};

use ostler::platform::{self, Architecture, Form, LibcVer, Win32Ver};
use ostler::{ErrorKind, platform as own};

const KEY: &str = r"HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion";

/// What `reg query` says of a value.
fn registry(name: &str) -> Option<String> {
    let output = Command::new("reg").args(["query", KEY, "/v", name]).output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let (_, value) = text.lines().find(|line| line.contains(name))?.split_once("REG_SZ")?;
    Some(value.trim().to_owned())
}

#[test]
fn the_version() {
    let begin = Instant::now();
    let windows = platform::win32_ver();
    assert!(begin.elapsed() < Duration::from_secs(1));
    let number: Vec<u32> = windows.version.split('.').map(|part| part.parse().unwrap()).collect();
    let number: [u32; 3] = number.try_into().unwrap();
    assert!(number >= [6, 1, 0], "{number:?}");
    let named = |is_client| platform::windows_release(number, is_client).unwrap();
    assert!([named(true), named(false)].contains(&windows.release.as_str()));
    assert!(windows.csd.strip_prefix("SP").unwrap().parse::<u16>().is_ok(), "{}", windows.csd);
    assert_eq!(Some(&windows.ptype), registry("CurrentType").as_ref());
    let preset =
        Win32Ver { release: "a".into(), version: "b".into(), csd: "c".into(), ptype: "d".into() };
    assert_eq!(platform::win32_ver_with(preset), windows);
    println!("{windows:?} {:?} {}", platform::win32_edition(), platform::platform());
}

#[test]
fn the_edition() {
    assert_eq!(platform::win32_edition(), registry("EditionID"));
    // Only Wine lets itself be called something else.
    if platform::win32_edition().is_some() {
        return;
    }
    assert!(!platform::win32_is_iot());
    for (edition, is_iot) in [("IoTUAP", true), ("Enterprise", false)] {
        let add = ["add", KEY, "/v", "EditionID", "/d", edition, "/f"];
        assert!(Command::new("reg").args(add).output().unwrap().status.success());
        let found = (platform::win32_edition(), platform::win32_is_iot());
        let delete = ["delete", KEY, "/v", "EditionID", "/f"];
        assert!(Command::new("reg").args(delete).output().unwrap().status.success());
        assert_eq!(found, (Some(edition.to_owned()), is_iot));
    }
}

#[test]
fn the_names() {
    let names = platform::uname();
    let windows = platform::win32_ver();
    assert_eq!((names.system.as_str(), own::system().as_str()), ("Windows", "Windows"));
    assert_eq!((&names.release, &names.version), (&windows.release, &windows.version));
    let hostname = Command::new("hostname").output().unwrap();
    let hostname = String::from_utf8_lossy(&hostname.stdout).trim().to_owned();
    assert_eq!(names.node.to_lowercase(), hostname.to_lowercase());
    let machine = std::env::var("PROCESSOR_ARCHITEW6432")
        .or_else(|_| std::env::var("PROCESSOR_ARCHITECTURE"))
        .unwrap();
    assert_eq!(names.machine, machine);
    assert_eq!(platform::processor(), std::env::var("PROCESSOR_IDENTIFIER").unwrap());
    assert_eq!(names.iter().count(), 6);
    platform::invalidate_caches();
    assert_eq!(platform::node(), names.node);
}

#[test]
fn in_one_line() {
    let windows = platform::win32_ver();
    let line = format!("Windows-{}-{}-{}", windows.release, windows.version, windows.csd);
    assert_eq!(platform::platform(), line);
    let terse = platform::platform_with(Form { terse: true, ..Form::default() });
    assert_eq!(terse, format!("Windows-{}", windows.release));
}

#[test]
fn programs() {
    let own = Architecture { bits: "64bit".into(), linkage: "WindowsPE".into() };
    assert_eq!(platform::architecture(), own);
    assert_eq!(platform::architecture_of(std::env::current_exe().unwrap()), own);
    assert_eq!(platform::architecture_of(r"C:\no\such").linkage, "");
    assert_eq!(platform::libc_ver(), LibcVer::default());
    let folder = tempfile::tempdir().unwrap();
    let program = folder.path().join("program");
    // Bytes are bytes: an end of text and ends of lines among them too.
    std::fs::write(&program, b"\x7fELF \x1a\r\n GLIBC_2.9\0GLIBC_2.34\0").unwrap();
    let found = platform::libc_ver_of(&program).unwrap();
    assert_eq!((found.lib.as_str(), found.version.as_str()), ("glibc", "2.34"));
    let error = platform::libc_ver_of(folder.path().join("missing")).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::FileNotFound);
    // Wine may find the one of the system below it.
    if !std::path::Path::new("/etc/os-release").exists() {
        let error = platform::freedesktop_os_release().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::FileNotFound);
    }
}
