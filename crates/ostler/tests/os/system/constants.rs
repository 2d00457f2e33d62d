use ostler::os::{self, DlopenFlags};

/// What the stock module has on Linux and macOS.
#[test]
fn of_paths_and_lines() {
    assert_eq!((os::name, os::linesep, os::devnull), ("posix", "\n", "/dev/null"));
    assert_eq!((os::curdir, os::pardir, os::sep, os::altsep), (".", "..", "/", None));
    assert_eq!((os::extsep, os::pathsep, os::defpath), (".", ":", "/bin:/usr/bin"));
    assert!(os::sep.starts_with(std::path::MAIN_SEPARATOR));
    let joined = std::env::join_paths(["a", "b"]).unwrap();
    assert_eq!(joined, *["a", "b"].join(os::pathsep));
    std::fs::write(os::devnull, "x").unwrap();
}

#[cfg(all(target_os = "linux", target_env = "gnu", target_arch = "x86_64"))]
#[test]
fn of_c() {
    assert_eq!((os::TMP_MAX, os::NGROUPS_MAX), (238328, 65536));
    let flags: [(DlopenFlags, i32); 7] = [
        (os::RTLD_LAZY, 1),
        (os::RTLD_NOW, 2),
        (os::RTLD_GLOBAL, 256),
        (os::RTLD_LOCAL, 0),
        (os::RTLD_NODELETE, 4096),
        (os::RTLD_NOLOAD, 4),
        (os::RTLD_DEEPBIND, 8),
    ];
    for (flag, bits) in flags {
        assert_eq!(flag.bits(), bits);
    }
}

/// The flags do what they say: a library that is loaded is found without loading it.
#[test]
fn dlopen_takes_them() {
    // SAFETY: the name is a C string; the program itself is loaded.
    let loaded = unsafe {
        libc::dlopen(std::ptr::null(), (os::RTLD_NOW | os::RTLD_NOLOAD | os::RTLD_LOCAL).bits())
    };
    assert!(!loaded.is_null());
    let missing = c"no-such-library.so";
    // SAFETY: as above.
    let missing =
        unsafe { libc::dlopen(missing.as_ptr(), (os::RTLD_LAZY | os::RTLD_NOLOAD).bits()) };
    assert!(missing.is_null());
}
