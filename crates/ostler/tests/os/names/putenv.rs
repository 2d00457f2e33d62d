use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt as _;
use std::sync::Mutex;

use ostler::{Error, ErrorKind, audit, errno, os};

use crate::support::in_child;

#[test]
fn children_see_it() {
    in_child("names::putenv::children_see_it", || {
        let (name, value) = ("OSTLER_PUT", OsStr::from_bytes(b"x=\xff y"));
        // SAFETY: the only thread that looks at the environment.
        unsafe { os::putenv(name, value).unwrap() };
        assert_eq!(std::env::var_os(name).as_deref(), Some(value));
        let echo = || {
            let shell = std::process::Command::new("sh")
                .args(["-c", "printf %s \"${OSTLER_PUT-unset}\""])
                .output()
                .unwrap();
            shell.stdout
        };
        assert_eq!(echo(), value.as_bytes());
        // The captured environment stays until it is captured again.
        os::reload_environ();
        assert_eq!(os::getenv(name).as_deref(), Some(value));
        // SAFETY: as above.
        unsafe { os::unsetenv(name).unwrap() };
        assert_eq!(echo(), b"unset");
        assert!(os::getenv(name).is_some());
        // SAFETY: as above. What is not there is not missed.
        unsafe { os::unsetenv(name).unwrap() };
        // SAFETY: as above.
        unsafe { os::putenv("L".repeat(5000), "v".repeat(100_000)).unwrap() };
        assert_eq!(std::env::var("L".repeat(5000)).unwrap().len(), 100_000);
    });
}

#[test]
fn refused_names() {
    for (name, value, kind) in [
        ("a=b", "x", ErrorKind::Value),
        ("=", "x", ErrorKind::Value),
        ("a\0b", "x", ErrorKind::Value),
        ("a", "x\0", ErrorKind::Value),
        ("", "x", ErrorKind::Os),
    ] {
        // SAFETY: nothing is changed.
        let error = unsafe { os::putenv(name, value) }.unwrap_err();
        assert_eq!(error.kind(), kind, "{name:?}");
        if kind == ErrorKind::Os {
            assert_eq!(error.errno(), Some(errno::EINVAL));
        }
    }
    for name in ["", "a=b", "="] {
        // SAFETY: nothing is changed.
        let error = unsafe { os::unsetenv(name) }.unwrap_err();
        assert_eq!(error.errno(), Some(errno::EINVAL), "{name:?}");
    }
    // SAFETY: nothing is changed.
    let error = unsafe { os::unsetenv("a\0b") }.unwrap_err();
    assert_eq!(error.to_string(), "embedded null byte");
}

#[test]
fn raw() {
    // SAFETY: nothing is changed.
    let (set, unset) =
        unsafe { (ostler_sys::environ::setenv(c"", c"x"), ostler_sys::environ::unsetenv(c"a=b")) };
    assert_eq!((set, unset), (Err(errno::EINVAL), Err(errno::EINVAL)));
    assert_eq!(ostler_sys::environ::variables().count(), std::env::vars_os().count());
}

#[test]
fn events() {
    static SEEN: Mutex<Vec<String>> = Mutex::new(Vec::new());
    in_child("names::putenv::events", || {
        audit::add_hook(|event| {
            let args: Vec<String> = event.args().iter().map(ToString::to_string).collect();
            SEEN.lock().unwrap().push(format!("{}({})", event.name(), args.join(", ")));
            if args[0].contains("PRECIOUS") {
                return Err(Error::vetoed("stays"));
            }
            Ok(())
        });
        // SAFETY: the only thread that looks at the environment.
        unsafe {
            os::putenv("OSTLER_A", "it's").unwrap();
            os::unsetenv("OSTLER_A").unwrap();
            assert_eq!(os::putenv("PRECIOUS", "x").unwrap_err().kind(), ErrorKind::Vetoed);
            assert_eq!(os::unsetenv("PRECIOUS").unwrap_err().kind(), ErrorKind::Vetoed);
        }
        assert_eq!(std::env::var_os("PRECIOUS"), None);
        assert_eq!(
            *SEEN.lock().unwrap(),
            [
                "os.putenv('OSTLER_A', \"it's\")",
                "os.unsetenv('OSTLER_A')",
                "os.putenv('PRECIOUS', 'x')",
                "os.unsetenv('PRECIOUS')",
            ]
        );
    });
}
