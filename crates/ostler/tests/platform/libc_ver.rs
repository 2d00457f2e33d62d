//! The C library, of this program and of files.

use std::path::Path;

use ostler::ErrorKind;
use ostler::platform::{self, LibcVer, libc_ver_of, libc_ver_with};

use crate::python::python;

fn of(bytes: &[u8]) -> (String, String) {
    let tmp = tempfile::tempdir().unwrap();
    let file = tmp.path().join("program");
    std::fs::write(&file, bytes).unwrap();
    let found = libc_ver_of(&file).unwrap();
    for chunksize in [0, 1, 16, 1000, 1024, 16384, usize::MAX] {
        let again = libc_ver_with(&file, LibcVer::default(), chunksize).unwrap();
        assert_eq!(again, found, "{chunksize}");
    }
    (found.lib, found.version)
}

fn pair(lib: &str, version: &str) -> (String, String) {
    (lib.to_owned(), version.to_owned())
}

/// The traces, one by one: the cases of the stock interpreter's own test, and musl's.
#[test]
fn traces() {
    for (bytes, lib, version) in [
        (&b"__libc_init"[..], "libc", ""),
        (b"GLIBC_2.9", "glibc", "2.9"),
        (b"libc.so.1.2.5", "libc", "1.2.5"),
        (b"libc_pthread.so.1.2.5", "libc", "1.2.5_pthread"),
        (b"/aports/main/musl/src/musl-1.2.5.tar.gz", "musl", "1.2.5."),
        (b"libc.musl-x86_64.so.1", "musl", "1"),
        (b"/lib/ld-musl-x86_64.so.1", "musl", "1"),
        (b"/lib/ld-musl.so", "musl", ""),
        (b"", "", ""),
    ] {
        assert_eq!(of(&[b"[xxx", bytes, b"xxx]"].concat()), pair(lib, version));
    }
}

#[test]
fn no_traces() {
    for bytes in [
        &b"GLIBC_"[..],
        b"GLIBC_PRIVATE GLIBC_ABI_DT_RELR",
        b"glibc 2.9",
        b"libc",
        b"libc_.so.6",
        b"libc-2.31.so",
        b"__libc_ini",
        b"libcrypto.so.3",
        b"musl-x",
        b"ld-linux-x86-64.so.2",
        b"\0\xff_Gml",
    ] {
        assert_eq!(of(bytes), pair("", ""), "{}", bytes.escape_ascii());
    }
}

#[test]
fn several_traces() {
    for (bytes, lib, version) in [
        // The latest counts, as numbers.
        (&b"GLIBC_1.23.4\0GLIBC_1.9\0GLIBC_1.21\0"[..], "glibc", "1.23.4"),
        (b"GLIBC_2.34\0GLIBC_2.4\0", "glibc", "2.34"),
        // glibc's symbols outweigh its name, whichever comes first.
        (b"libc.so.6\0GLIBC_2.4\0", "glibc", "2.4"),
        (b"GLIBC_2.4\0libc.so.6\0", "glibc", "2.4"),
        (b"libc.so.1\0libc.so.3\0libc.so.2", "libc", "3"),
        (b"__libc_init\0libc.so", "libc", ""),
        (b"libc.so.1\0libc_thr.so\0libc_thr.so.0", "libc", "1_thr"),
        // A threads library without a version is one all the same.
        (b"libc_thr.so", "libc", "_thr"),
        // What gcc makes for musl names both.
        (b"/lib/ld-musl-x86_64.so.1\0libc.so\0", "musl", "1"),
        (b"libc.so\0/lib/ld-musl-x86_64.so.1\0", "musl", "1"),
        (b"__lib__libc_init", "libc", ""),
        (b"liblibc.so.5", "libc", "5"),
        (b"GLIBC_GLIBC_2.1", "glibc", "2.1"),
    ] {
        assert_eq!(of(bytes), pair(lib, version), "{}", bytes.escape_ascii());
    }
}

/// Wherever it is in the file, and whatever the pieces are that this is read in.
#[test]
fn at_the_edges_of_what_is_read() {
    for size in [1000, 2000, 16384, 1 << 16, (1 << 16) + 1000, 1 << 17] {
        for before in (0..14).chain([999, 1000, 1001, 1002]) {
            let mut bytes = vec![b'x'; size + 2 - before];
            bytes.extend_from_slice(b"GLIBC_1.23.4\0GLIBC_1.9\0");
            assert_eq!(of(&bytes), pair("glibc", "1.23.4"), "{size} + 2 - {before}");
        }
    }
}

/// A version without an end takes neither memory nor time.
#[test]
fn a_version_that_goes_on() {
    let mut bytes = b"GLIBC_".to_vec();
    bytes.resize(3 << 20, b'1');
    let (lib, version) = of(&bytes);
    assert_eq!((lib.as_str(), version.len()), ("glibc", 994));
}

#[test]
fn presets() {
    let tmp = tempfile::tempdir().unwrap();
    let file = tmp.path().join("program");
    let with = |bytes: &[u8], lib: &str, version: &str| {
        std::fs::write(&file, bytes).unwrap();
        let preset = LibcVer { lib: lib.into(), version: version.into() };
        let found = libc_ver_with(&file, preset, 16384).unwrap();
        (found.lib, found.version)
    };
    assert_eq!(with(b"nothing", "a", "1"), pair("a", "1"));
    assert_eq!(with(b"GLIBC_2.4", "a", "9"), pair("glibc", "2.4"));
    // The name says nothing of a version, so the preset stands.
    assert_eq!(with(b"__libc_init", "", "9"), pair("libc", "9"));
    assert_eq!(with(b"__libc_init", "a", "9"), pair("a", "9"));
}

#[test]
fn own_library() {
    let own = platform::libc_ver();
    let getconf = std::process::Command::new("getconf").arg("GNU_LIBC_VERSION").output();
    if let Ok(output) = getconf
        && output.status.success()
        && cfg!(target_env = "gnu")
    {
        let text = String::from_utf8(output.stdout).unwrap();
        assert_eq!(format!("{} {}", own.lib, own.version), text.trim());
    }
    if cfg!(target_os = "linux") {
        assert!(!own.lib.is_empty());
        // And that is what other programs here are linked against.
        assert_eq!(libc_ver_of("/bin/sh").unwrap().lib, own.lib);
    }
}

#[test]
fn what_is_no_file() {
    let tmp = tempfile::tempdir().unwrap();
    let fifo = tmp.path().join("fifo");
    let name = std::ffi::CString::new(fifo.to_str().unwrap()).unwrap();
    // SAFETY: the name is a C string.
    assert_eq!(unsafe { libc::mkfifo(name.as_ptr(), 0o600) }, 0);
    let kind = |path: &Path| libc_ver_of(path).unwrap_err().kind();
    assert_eq!(kind(&tmp.path().join("none")), ErrorKind::FileNotFound);
    assert_eq!(kind(tmp.path()), ErrorKind::IsADirectory);
    // Neither of these has an end.
    assert_eq!(kind(&fifo), ErrorKind::Value);
    assert_eq!(kind("/dev/zero".as_ref()), ErrorKind::Value);
    assert_eq!(kind("a\0b".as_ref()), ErrorKind::Value);
    assert_eq!(kind("x".repeat(5000).as_ref()), ErrorKind::Os);
    let error = libc_ver_of("/no/such").unwrap_err();
    assert_eq!(error.to_string(), "[Errno 2] No such file or directory: '/no/such'");
}

/// Files made of pieces of traces, by the stock interpreter: all but musl's, which it knows from 3.14 on, and threads libraries
/// without a version, over which that stumbles.
#[test]
fn random_files_by_the_stock_module() {
    const PIECES: [&str; 16] = [
        "GLIBC_",
        "2.3",
        "1",
        "0.",
        ".",
        "libc",
        ".so",
        ".so.",
        "_pthread",
        "__libc_init",
        "x",
        "\0",
        " ",
        "_",
        "libc.so.6",
        "GLIBC_2.",
    ];
    let tmp = tempfile::tempdir().unwrap();
    let mut state = 88_172_645_463_325_252_u64;
    let mut next = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % below as u64) as usize
    };
    for n in 0..1000 {
        let count = next(24);
        let text: String = (0..count).map(|_| PIECES[next(PIECES.len())]).collect();
        std::fs::write(tmp.path().join(n.to_string()), text).unwrap();
    }
    let program = "
import platform, sys
for n in range(1000):
    print(*platform.libc_ver(f'{sys.argv[1]}/{n}'), sep='|')
";
    let Some(theirs) = python(program, &[tmp.path().to_str().unwrap()]) else { return };
    for (n, line) in theirs.lines().enumerate() {
        let ours = libc_ver_of(tmp.path().join(n.to_string())).unwrap();
        let text = std::fs::read_to_string(tmp.path().join(n.to_string())).unwrap();
        assert_eq!(format!("{}|{}", ours.lib, ours.version), line, "{text:?}");
    }
}
