use std::ffi::{OsStr, OsString};
use std::os::windows::ffi::OsStringExt as _;
use std::path::Path;
use std::process::Command;

use ostler::os::{self, Environ, PathLike as _};
use ostler::{ErrorKind, errno};

use super::events;

/// Half of a character.
fn half() -> OsString {
    OsString::from_wide(&[0x61, 0xd800, 0x62])
}

#[test]
fn names_are_in_capitals() {
    let environ = os::environ();
    assert!(environ.len() > 3);
    for (name, _) in &environ {
        let name = name.to_str().unwrap();
        assert!(!name.is_empty() && !name.contains('='), "{name}");
        assert_eq!(name, name.to_uppercase());
    }
    assert_eq!(os::getenv("PATH"), std::env::var_os("path"));
    assert_eq!(os::getenv("pAtH"), os::getenv("PATH"));
    assert_eq!(os::getenv("no such variable"), None);
    const { assert!(!os::supports_bytes_environ) };
}

#[test]
fn a_map_without_case() {
    let mut env = Environ::from_iter([("Path", "a"), ("b\u{e9}\u{df}", "c")]);
    assert_eq!(env.get("PATH"), Some(OsStr::new("a")));
    assert_eq!(env.insert("pATH", "d"), Some("a".into()));
    assert!(env.contains("B\u{c9}SS") && env.contains("b\u{e9}\u{df}"));
    assert_eq!(env.iter().map(|(name, _)| name).collect::<Vec<_>>(), ["PATH", "B\u{c9}SS"]);
    assert_eq!(env.remove("path"), Some("d".into()));
    env.insert(half(), half());
    let capitals = OsString::from_wide(&[0x41, 0xd800, 0x42]);
    assert_eq!(env.get(&capitals), Some(half().as_os_str()));
    assert_eq!(env.iter().next_back(), Some((capitals.as_os_str(), half().as_os_str())));
}

/// What a child of this process finds under a name.
fn child_sees(name: &str) -> String {
    let output = Command::new("cmd").args(["/c", "echo", &format!("%{name}%")]).output().unwrap();
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

#[test]
fn set_and_removed() {
    let (set, unset) = (events("os.putenv"), events("os.unsetenv"));
    // SAFETY: Windows guards its environment by a lock.
    unsafe {
        os::putenv("Ostler_Set", "some value").unwrap();
        assert_eq!(std::env::var("OSTLER_SET").unwrap(), "some value");
        assert_eq!(child_sees("ostler_set"), "some value");
        assert_eq!(os::getenv("OSTLER_SET"), None);
        os::reload_environ();
        assert_eq!(os::getenv("ostler_set"), Some("some value".into()));
        os::putenv("OSTLER_WIDE", "\u{1f40e}\u{5b57}").unwrap();
        assert_eq!(std::env::var("OSTLER_WIDE").unwrap(), "\u{1f40e}\u{5b57}");
        os::putenv("OSTLER_HALF", half()).unwrap();
        assert_eq!(std::env::var_os("OSTLER_HALF"), Some(half()));
        os::unsetenv("OSTLER_SET").unwrap();
        assert_eq!(std::env::var_os("Ostler_Set"), None);
        os::unsetenv("OSTLER_NEVER_SET").unwrap();
        // As in the reference, nothing is no value.
        os::putenv("OSTLER_WIDE", "").unwrap();
        assert_eq!(std::env::var_os("OSTLER_WIDE"), None);
    }
    assert!(set.lock().unwrap().contains(&"'Ostler_Set' 'some value'".to_owned()));
    assert!(unset.lock().unwrap().contains(&"'OSTLER_SET'".to_owned()));
}

#[test]
fn set_by_many_threads() {
    std::thread::scope(|scope| {
        for thread in 0..3 {
            scope.spawn(move || {
                let name = format!("OSTLER_THREAD_{thread}");
                for value in 0..5000 {
                    // SAFETY: as above.
                    unsafe { os::putenv(&name, value.to_string()).unwrap() };
                    assert_eq!(std::env::var(&name).unwrap(), value.to_string());
                }
            });
        }
    });
}

#[test]
fn what_no_variable_can_be() {
    // SAFETY: none of these sets anything.
    unsafe {
        let set = |name: &str, value: &str| os::putenv(name, value).unwrap_err();
        assert_eq!(set("a=b", "c").kind(), ErrorKind::Value);
        assert_eq!(set("a\0", "c").kind(), ErrorKind::Value);
        assert_eq!(set("a", "\0").kind(), ErrorKind::Value);
        assert_eq!(set("OSTLER_LONG", &"\u{e9}".repeat(32767 - 11)).kind(), ErrorKind::Value);
        os::putenv("OSTLER_LONG", "\u{e9}".repeat(32767 - 12)).unwrap();
        assert_eq!(set("", "c").errno(), Some(errno::EINVAL));
        // The system's own.
        assert_eq!(set("=C:", "c").errno(), Some(errno::EINVAL));
        assert_eq!(os::unsetenv("").unwrap_err().errno(), Some(errno::EINVAL));
        assert_eq!(os::unsetenv("a=b").unwrap_err().kind(), ErrorKind::Value);
    }
}

#[test]
fn where_programs_are_looked_for() {
    let env = Environ::from_iter([("path", "C:\\a;\"C:\\b;c\";;\u{e9}")]);
    let expected = ["C:\\a", "\"C:\\b", "c\"", "", "\u{e9}"].map(Path::new);
    assert_eq!(os::get_exec_path(Some(&env)), expected);
    let default = [".", "C:\\bin"].map(Path::new);
    assert_eq!(os::get_exec_path(Some(&Environ::new())), default);
    assert!(!os::get_exec_path(None).is_empty());
}

#[test]
fn names_as_bytes() {
    for (name, bytes) in [
        (OsString::from("plain"), &b"plain"[..]),
        (OsString::from("caf\u{e9} \u{1f40e}"), "caf\u{e9} \u{1f40e}".as_bytes()),
        (half(), b"a\xed\xa0\x80b"),
        (OsString::from_wide(&[0xdfff, 0xdbff]), b"\xed\xbf\xbf\xed\xaf\xbf"),
    ] {
        assert_eq!(*os::fsencode(&name), *bytes);
        assert_eq!(*os::fsdecode(bytes).unwrap(), *name);
    }
    // Halves that stand together are a character, for the system as for Windows CPython.
    let pair = os::fsdecode(b"\xed\xa0\xbd\xed\xb0\x8e").unwrap().into_owned();
    assert_eq!(pair, "\u{1f40e}");
    for odd in [&b"\xff"[..], b"a\xc3", b"\xed\xa0", b"\xe2\x82", b"\xf4\x90\x80\x80", b"\xc0\x80"]
    {
        let error = os::fsdecode(odd).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Value, "{odd:x?}");
    }
    assert_eq!(os::fspath("a\\b"), Path::new("a\\b"));
    assert_eq!(Path::new("c").fspath(), Path::new("c"));
}
