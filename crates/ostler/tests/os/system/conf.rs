use std::ffi::OsStr;
use std::fs::File;
use std::os::unix::ffi::OsStrExt as _;
use std::process::Command;

use ostler::os::{self, ConfName};
use ostler::{Error, ErrorKind, errno};
use ostler_sys as sys;

/// What getconf(1) says, if it is installed and knows the name.
fn getconf(args: &[&str]) -> Option<String> {
    let output = Command::new("getconf").args(args).output().ok()?;
    output.status.success().then(|| String::from_utf8(output.stdout).unwrap().trim_end().to_owned())
}

#[test]
fn sysconf_like_the_command() {
    let mut compared = 0;
    for &(name, number) in os::sysconf_names() {
        // The free memory changes between two looks.
        if name == "SC_AVPHYS_PAGES" {
            continue;
        }
        let Ok(ours) = os::sysconf(name) else { continue };
        assert_eq!(ours, os::sysconf(number).unwrap());
        // The command knows some with a prefix, some without.
        let short = name.trim_start_matches("SC_");
        let theirs = [short.to_owned(), format!("_POSIX_{short}"), format!("_{name}")]
            .iter()
            .find_map(|name| getconf(&[name]));
        match theirs.as_deref() {
            Some("undefined") => assert_eq!(ours, None, "{name}"),
            // Some of the command's are constants of the standard, not values of the system.
            Some(theirs) if theirs.parse() == Ok(ours.unwrap_or(-1)) => compared += 1,
            _ => {}
        }
    }
    if getconf(&["PAGESIZE"]).is_none() {
        println!("skipped: no getconf");
    } else {
        assert!(compared > 60, "{compared}");
    }
}

#[test]
fn sysconf_values() {
    // SAFETY: no preconditions.
    let page = unsafe { libc::sysconf(libc::_SC_PAGESIZE) };
    assert_eq!(os::sysconf("SC_PAGESIZE").unwrap(), Some(page));
    assert_eq!(os::sysconf("SC_PAGE_SIZE").unwrap(), Some(page));
    assert_eq!(os::sysconf(libc::_SC_PAGESIZE).unwrap(), Some(page));
    assert_eq!(os::sysconf(&String::from("SC_CLK_TCK")).unwrap(), Some(100));
    assert_eq!(os::sysconf(ConfName::Number(libc::_SC_CLK_TCK)).unwrap(), Some(100));
    let online = os::sysconf("SC_NPROCESSORS_ONLN").unwrap().unwrap();
    assert_eq!(os::cpu_count(), usize::try_from(online).ok());
    // Not limited, or not said.
    assert_eq!(os::sysconf("SC_AIO_MAX").unwrap(), None);
}

#[test]
fn names_and_numbers_nobody_knows() {
    let unknown = |result: Result<Option<i64>, Error>| {
        let error = result.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Value);
        assert_eq!(error.to_string(), "unrecognized configuration name");
    };
    for name in [
        "",
        "SC_",
        "PAGESIZE",
        "_SC_PAGESIZE",
        "sc_pagesize",
        "SC_PAGESIZE\0",
        "PC_NAME_MAX",
        "\u{fffd}",
    ] {
        unknown(os::sysconf(name));
    }
    for name in ["", "SC_PAGESIZE", "NAME_MAX"] {
        unknown(os::pathconf("/", name));
        unknown(os::fpathconf(File::open("/").unwrap(), name));
    }
    assert_eq!(os::confstr("PATH").unwrap_err().kind(), ErrorKind::Value);

    for number in [9999, -1, i32::MIN, i32::MAX] {
        assert_eq!(os::sysconf(number).unwrap_err().errno(), Some(errno::EINVAL), "{number}");
        assert_eq!(os::confstr(number).unwrap_err().errno(), Some(errno::EINVAL), "{number}");
        let refused = os::pathconf("/", number).unwrap_err();
        assert_eq!(refused.errno(), Some(errno::EINVAL), "{number}");
        assert_eq!(refused.filename(), Some("/".as_ref()));
    }
}

#[test]
fn confstr_like_the_command() {
    let mut compared = 0;
    for &(name, number) in os::confstr_names() {
        let ours = os::confstr(name).unwrap();
        assert_eq!(ours, os::confstr(number).unwrap());
        let short = name.trim_start_matches("CS_");
        let theirs = [short.to_owned(), format!("POSIX_{short}"), format!("_{name}")]
            .iter()
            .find_map(|name| getconf(&[name]));
        if let Some(theirs) = theirs.filter(|text| text != "undefined") {
            assert_eq!(ours.as_deref().unwrap_or_default(), OsStr::new(&theirs), "{name}");
            compared += 1;
        }
    }
    assert!(compared > 20 || getconf(&["PAGESIZE"]).is_none(), "{compared}");
    assert_eq!(os::confstr("CS_PATH").unwrap().as_deref(), Some(OsStr::new("/bin:/usr/bin")));
}

#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[test]
fn confstr_names_the_library() {
    let library = os::confstr("CS_GNU_LIBC_VERSION").unwrap().unwrap();
    assert!(library.to_str().unwrap().starts_with("glibc 2."), "{library:?}");
    // Known, and empty.
    assert_eq!(os::confstr("CS_LFS64_LIBS").unwrap().as_deref(), Some(OsStr::new("")));
}

#[test]
fn pathconf_like_the_command() {
    let tmp = tempfile::tempdir().unwrap();
    let path = tmp.path().to_str().unwrap();
    let mut compared = 0;
    for &(name, number) in os::pathconf_names() {
        let by_path = os::pathconf(path, name);
        let file = File::open(path).unwrap();
        // On a directory, what is for terminals and the like may be refused.
        let Ok(ours) = by_path else { continue };
        assert_eq!(ours, os::pathconf(&file, number).unwrap(), "{name}");
        assert_eq!(ours, os::fpathconf(&file, name).unwrap(), "{name}");
        let short = name.trim_start_matches("PC_");
        let theirs = [short.to_owned(), format!("_POSIX_{short}"), format!("POSIX_{short}")]
            .iter()
            .find_map(|name| getconf(&[name, path]));
        match theirs.as_deref() {
            Some("undefined") => assert_eq!(ours, None, "{name}"),
            Some(theirs) => {
                assert_eq!(Some(theirs.parse().unwrap()), ours, "{name}");
                compared += 1;
            }
            None => {}
        }
    }
    assert!(compared > 10 || getconf(&["PAGESIZE"]).is_none(), "{compared}");
}

#[test]
fn pathconf_of_files() {
    let (reader, _writer) = std::io::pipe().unwrap();
    assert_eq!(os::fpathconf(&reader, "PC_PIPE_BUF").unwrap(), Some(libc::PIPE_BUF as i64));
    let missing = os::pathconf("missing", "PC_NAME_MAX").unwrap_err();
    assert_eq!(missing.kind(), ErrorKind::FileNotFound);
    assert_eq!(missing.filename(), Some("missing".as_ref()));
    let missing = os::pathconf(OsStr::from_bytes(b"\xff"), "PC_NAME_MAX").unwrap_err();
    assert_eq!(missing.kind(), ErrorKind::FileNotFound);
    let nul = os::pathconf("a\0b", "PC_NAME_MAX").unwrap_err();
    assert_eq!(nul.kind(), ErrorKind::Value);
    // A value that the library knows without asking about the file; one that it asks about.
    let long = "x/".repeat(2500);
    let too_long = os::pathconf(&long, "PC_LINK_MAX").unwrap_err();
    assert_eq!(too_long.errno(), Some(errno::ENAMETOOLONG));
    // SAFETY: a number that is no descriptor.
    let none = unsafe { sys::fd::Fd::from_raw(-1) };
    assert_eq!(sys::system::fpathconf(none, 0), Err(errno::EBADF));
}
