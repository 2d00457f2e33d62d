use std::ffi::{CString, OsStr, OsString};
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};

use ostler::os::{self, Environ};

use crate::support::in_child;

#[test]
fn is_the_process_environment() {
    let env = os::environ();
    for (key, value) in std::env::vars_os() {
        assert_eq!(env.get(&key), Some(value.as_os_str()));
        assert_eq!(os::getenv(&key), Some(value.clone()));
        assert_eq!(os::getenvb(key.as_bytes()).as_deref(), Some(value.as_bytes()));
    }
    assert_eq!(env.len(), std::env::vars_os().count());
    assert_eq!(os::environb().len(), env.len());
    assert!(env.iter().map(|(key, _)| key.to_owned()).eq(std::env::vars_os().map(|(key, _)| key)));
    const { assert!(os::supports_bytes_environ) };
}

#[test]
fn what_no_variable_can_be_called() {
    for name in ["", "=", "A=B", "A\0B", "\0"] {
        assert_eq!(os::getenv(name), None);
        assert_eq!(os::getenvb(name), None);
        assert!(!os::environ().contains(name));
    }
    assert_eq!(os::getenv("N".repeat(5000)), None);
    assert_eq!(os::getenv(OsStr::from_bytes(b"\xff\xfe")), None);
}

#[test]
fn captured_until_reloaded() {
    in_child("names::environ::captured_until_reloaded", || {
        let (name, value) = ("OSTLER_CAPTURED", OsStr::from_bytes(b"caf\xe9"));
        let before = os::environ();
        // SAFETY: the only thread that looks at the environment.
        unsafe { std::env::set_var(name, value) };
        assert_eq!((os::getenv(name), os::environ().get(name)), (None, None));
        os::reload_environ();
        assert_eq!(os::getenv(name).as_deref(), Some(value));
        assert_eq!(os::getenvb(name), Some(b"caf\xe9".to_vec()));
        assert_eq!(os::environb().get(name), Some(&b"caf\xe9"[..]));
        // SAFETY: as above.
        unsafe { std::env::remove_var(name) };
        assert!(os::getenv(name).is_some());
        os::reload_environ();
        assert_eq!(os::getenv(name), None);
        assert_eq!(os::environ(), before);
    });
}

#[test]
fn a_snapshot_is_the_callers_own() {
    let mut env = os::environ();
    env.insert("OSTLER_MINE", "1");
    env.remove("PATH");
    assert_eq!(os::getenv("OSTLER_MINE"), None);
    assert_eq!(std::env::var_os("OSTLER_MINE"), None);
    assert_eq!(os::getenv("PATH"), std::env::var_os("PATH"));
}

/// Entries as only `execve` can make them: without `=`, with an empty name, twice, and no text.
#[test]
fn an_odd_environment() {
    const TEST: &str = "names::environ::an_odd_environment";
    const PASSED: i32 = 77;
    if std::env::var_os("OSTLER_ODD").is_some() {
        let env = os::environ();
        assert_eq!(env.get("TWICE"), Some(OsStr::new("first")));
        assert_eq!(env.get("TWO"), Some(OsStr::new("a=b")));
        assert_eq!(env.get(OsStr::from_bytes(b"\xff")), Some(OsStr::from_bytes(b"\xfe")));
        assert!(!env.contains("JUST A WORD") && !env.contains(""));
        assert_eq!(env.get("EMPTY"), Some(OsStr::new("")));
        assert_eq!(env.len(), 5);
        std::process::exit(PASSED);
    }
    let exe = CString::new(std::env::current_exe().unwrap().as_os_str().as_bytes()).unwrap();
    let args = [&*exe, &CString::new(TEST).unwrap(), c"--exact", c"--test-threads=1"];
    let env = [
        c"OSTLER_ODD=1",
        c"TWICE=first",
        c"JUST A WORD",
        c"TWO=a=b",
        c"TWICE=second",
        c"=",
        c"",
        c"EMPTY=",
        c"\xff=\xfe",
    ];
    let pointers = |texts: &[&std::ffi::CStr]| -> Vec<*mut libc::c_char> {
        texts.iter().map(|text| text.as_ptr().cast_mut()).chain([std::ptr::null_mut()]).collect()
    };
    let (args, env) = (pointers(&args), pointers(&env));
    let (mut child, mut status) = (0, -1);
    // SAFETY: both lists end in a null pointer, and their strings live through the call.
    let spawned = unsafe {
        libc::posix_spawn(
            &raw mut child,
            exe.as_ptr(),
            std::ptr::null(),
            std::ptr::null(),
            args.as_ptr(),
            env.as_ptr(),
        )
    };
    assert_eq!(spawned, 0);
    // SAFETY: our own child.
    assert_eq!(unsafe { libc::waitpid(child, &raw mut status, 0) }, child);
    assert_eq!(libc::WEXITSTATUS(status), PASSED, "see the child's output above");
}

#[test]
fn reloading_while_others_read() {
    let path = std::env::var_os("PATH");
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| (0..500).for_each(|_| os::reload_environ()));
        }
        for _ in 0..4 {
            scope.spawn(|| (0..5_000).for_each(|_| assert_eq!(os::getenv("PATH"), path)));
        }
    });
}

#[test]
fn exec_path() {
    let of = |env: &[(&str, &str)]| os::get_exec_path(Some(&env.iter().copied().collect()));
    let dirs = |dirs: &[&str]| dirs.iter().map(PathBuf::from).collect::<Vec<_>>();
    assert_eq!(of(&[]), dirs(&["/bin", "/usr/bin"]));
    assert_eq!(of(&[("PATH", "")]), dirs(&[""]));
    assert_eq!(of(&[("PATH", ":/a::b:")]), dirs(&["", "/a", "", "b", ""]));
    assert_eq!(of(&[("path", "/x")]), dirs(&["/bin", "/usr/bin"]));
    let mut env = Environ::new();
    env.insert("PATH", OsStr::from_bytes(b"/\xff:/"));
    assert_eq!(os::get_exec_path(Some(&env))[0], Path::new(OsStr::from_bytes(b"/\xff")));

    let here: Vec<PathBuf> = std::env::var_os("PATH")
        .map(|path: OsString| std::env::split_paths(&path).collect())
        .unwrap_or_default();
    assert_eq!(os::get_exec_path(None), here);
}
