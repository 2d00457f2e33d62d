//! Bits and linkage of files.

use ostler::platform::{Architecture, architecture, architecture_of, architecture_with};

fn pair(architecture: Architecture) -> (String, String) {
    (architecture.bits, architecture.linkage)
}

#[test]
fn own_program() {
    let own = architecture();
    assert_eq!(own.bits, format!("{}bit", usize::BITS));
    assert_eq!(architecture_of(std::env::current_exe().unwrap()), own);
    // By a link, too.
    let tmp = tempfile::tempdir().unwrap();
    let link = tmp.path().join("link");
    std::os::unix::fs::symlink(std::env::current_exe().unwrap(), &link).unwrap();
    assert_eq!(architecture_of(&link), own);
}

#[test]
fn other_files() {
    let tmp = tempfile::tempdir().unwrap();
    let of = |bytes: &[u8]| {
        let file = tmp.path().join("file");
        std::fs::write(&file, bytes).unwrap();
        let preset = Architecture { bits: "preset".into(), linkage: "preset".into() };
        pair(architecture_with(&file, preset))
    };
    let mut elf = [0; 64];
    elf[..6].copy_from_slice(b"\x7fELF\x01\x01");
    elf[16] = 2;
    assert_eq!(of(&elf), ("32bit".into(), "ELF".into()));
    assert_eq!(of(b"MZ and no more"), ("preset".into(), "MSDOS".into()));
    for nothing in [&b""[..], b"#!/bin/sh\n", b"\x7fEL", b"\x7fELF\x02", b"M", b"\xca\xfe\xba\xbe"]
    {
        assert_eq!(of(nothing), ("preset".into(), "preset".into()));
    }
}

/// What cannot be read is answered for like what says nothing, and nothing is waited for.
#[test]
fn no_files() {
    let tmp = tempfile::tempdir().unwrap();
    let fifo = tmp.path().join("fifo");
    let name = std::ffi::CString::new(fifo.to_str().unwrap()).unwrap();
    // SAFETY: the name is a C string.
    assert_eq!(unsafe { libc::mkfifo(name.as_ptr(), 0o600) }, 0);
    let unknown = Architecture { linkage: String::new(), ..architecture() };
    for path in [
        fifo.as_path(),
        tmp.path(),
        "/no/such".as_ref(),
        "/dev/zero".as_ref(),
        "a\0b".as_ref(),
        "".as_ref(),
    ] {
        assert_eq!(architecture_of(path), unknown, "{}", path.display());
    }
}
