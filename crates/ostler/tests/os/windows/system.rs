use std::collections::HashSet;

use ostler::os;

/// What the stock module has on Windows.
#[test]
fn of_paths_and_lines() {
    assert_eq!((os::name, os::linesep, os::devnull), ("nt", "\r\n", "nul"));
    assert_eq!((os::curdir, os::pardir, os::sep, os::altsep), (".", "..", "\\", Some("/")));
    assert_eq!((os::extsep, os::pathsep, os::defpath), (".", ";", ".;C:\\bin"));
    assert_eq!(os::TMP_MAX, 2_147_483_647);
    assert!(os::sep.starts_with(std::path::MAIN_SEPARATOR));
    let null = os::open(os::devnull, os::O_WRONLY).unwrap();
    assert_eq!(os::write(&null, b"x").unwrap(), 1);
}

#[test]
fn processors() {
    let there = os::cpu_count().unwrap();
    assert!(there >= 1);
    assert_eq!(std::env::var("NUMBER_OF_PROCESSORS").unwrap(), there.to_string());
    assert!(os::process_cpu_count().unwrap() <= there);
}

#[test]
fn random_numbers() {
    assert_eq!(os::urandom(0).unwrap(), b"");
    let keys: HashSet<Vec<u8>> = (0..100).map(|_| os::urandom(16).unwrap()).collect();
    assert_eq!(keys.len(), 100);
    // Every part is filled.
    let large = os::urandom(1 << 20).unwrap();
    for part in large.chunks(1 << 12) {
        assert!(part.iter().collect::<HashSet<_>>().len() > 200);
    }
    let mut key = [0; 32];
    os::urandom_into(&mut key).unwrap();
    assert_ne!(key, [0; 32]);
    assert!(os::urandom(usize::MAX).is_err());
    assert!(os::urandom(isize::MAX as usize).is_err());
}

#[test]
fn what_functions_can_be_asked_for() {
    assert!(os::supports_fd().contains("stat") && !os::supports_fd().contains("chdir"));
    assert!(os::supports_follow_symlinks().contains("chmod"));
    assert_eq!(os::supports_dir_fd().iter().count(), 0);
    assert!(!os::supports_effective_ids().contains("access"));
}

/// As the runtime's headers have them.
#[test]
fn flags_of_open() {
    for (flag, bits) in [
        (os::O_RDONLY, 0),
        (os::O_WRONLY, 1),
        (os::O_RDWR, 2),
        (os::O_APPEND, 8),
        (os::O_RANDOM, 0x10),
        (os::O_SEQUENTIAL, 0x20),
        (os::O_TEMPORARY, 0x40),
        (os::O_NOINHERIT, 0x80),
        (os::O_CREAT, 0x100),
        (os::O_TRUNC, 0x200),
        (os::O_EXCL, 0x400),
        (os::O_SHORT_LIVED, 0x1000),
        (os::O_TEXT, 0x4000),
        (os::O_BINARY, 0x8000),
    ] {
        assert_eq!(flag.bits(), bits);
    }
}
