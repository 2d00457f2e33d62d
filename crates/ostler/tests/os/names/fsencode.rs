use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt as _;
use std::path::Path;

use ostler::{ErrorKind, os};
use proptest::prelude::*;

/// What `os.fsdecode` of Python 3.13 makes of bytes, as `ord` shows it.
const FACTS: [(&[u8], &[u32]); 20] = [
    (b"", &[]),
    (b"a", &[0x61]),
    (b"caf\xc3\xa9", &[0x63, 0x61, 0x66, 0xe9]),
    (b"caf\xe9", &[0x63, 0x61, 0x66, 0xdce9]),
    (b"a\xff", &[0x61, 0xdcff]),
    (b"\xed\xb2\x80", &[0xdced, 0xdcb2, 0xdc80]),
    (b"\xe2\x82", &[0xdce2, 0xdc82]),
    (b"\xe2\x82x", &[0xdce2, 0xdc82, 0x78]),
    (b"\xf0\x9f\x98\x80", &[0x1f600]),
    (b"\xf0\x9f\x98", &[0xdcf0, 0xdc9f, 0xdc98]),
    (b"\xc0\x80", &[0xdcc0, 0xdc80]),
    (b"\xf4\x90\x80\x80", &[0xdcf4, 0xdc90, 0xdc80, 0xdc80]),
    (b"\x80", &[0xdc80]),
    (b"\xef\xbf\xbf", &[0xffff]),
    (b"\xed\x9f\xbf\xed\xa0\x80", &[0xd7ff, 0xdced, 0xdca0, 0xdc80]),
    (b"\xf8\x88\x80\x80\x80", &[0xdcf8, 0xdc88, 0xdc80, 0xdc80, 0xdc80]),
    (b"\x00\x7f", &[0x0, 0x7f]),
    (b"\xc3", &[0xdcc3]),
    (b"\xf0\x80\x80\x80", &[0xdcf0, 0xdc80, 0xdc80, 0xdc80]),
    (b"\xe0\x80\x80", &[0xdce0, 0xdc80, 0xdc80]),
];

#[test]
fn strings_of_the_reference() {
    for (bytes, points) in FACTS {
        let ours: Vec<u32> = os::fsdecode_codepoints(bytes).collect();
        assert_eq!(ours, points, "{bytes:?}");
        assert_eq!(os::fsencode_codepoints(points.iter().copied()).unwrap(), bytes);
    }
}

#[test]
fn what_stands_for_no_byte() {
    for (point, what) in [
        (0xd800, "can't encode U+D800 in position 2: surrogates not allowed"),
        (0xdc00, "can't encode U+DC00 in position 2: surrogates not allowed"),
        (0xdc7f, "can't encode U+DC7F in position 2: surrogates not allowed"),
        (0xdd00, "can't encode U+DD00 in position 2: surrogates not allowed"),
        (0xdfff, "can't encode U+DFFF in position 2: surrogates not allowed"),
        (0x110000, "0x110000 in position 2 is not a code point"),
        (u32::MAX, "0xffffffff in position 2 is not a code point"),
    ] {
        let error = os::fsencode_codepoints([0x61, 0x62, point]).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Value);
        assert_eq!(error.to_string(), what);
    }
}

/// The length an iterator promises is not memory to be asked for.
#[test]
fn a_promise_of_endless_length() {
    struct Endless(u32);
    impl Iterator for Endless {
        type Item = u32;
        fn next(&mut self) -> Option<u32> {
            self.0 = self.0.checked_sub(1)?;
            Some(0x61)
        }
        fn size_hint(&self) -> (usize, Option<usize>) {
            (usize::MAX, None)
        }
    }
    assert_eq!(os::fsencode_codepoints(Endless(3)).unwrap(), b"aaa");
}

#[test]
fn names_as_bytes() {
    assert_eq!(*os::fsencode("a\0b"), *b"a\0b");
    assert_eq!(*os::fsencode(Path::new("/x")), *b"/x");
    assert_eq!(*os::fsencode(&String::from("x")), *b"x");
    assert_eq!(*os::fsdecode(b"\xff"), *OsStr::from_bytes(b"\xff"));
    assert!(matches!(os::fsencode("x"), std::borrow::Cow::Borrowed(_)));
}

/// A name made by the reference's rules finds the file.
#[test]
fn finds_the_file() {
    let tmp = tempfile::tempdir().unwrap();
    let name = OsStr::from_bytes(b"caf\xe9 \xf0\x9f\x98\x80");
    if let Err(error) = std::fs::write(tmp.path().join(name), "") {
        println!("skipped: the file system takes no such name: {error}");
        return;
    }
    let found = std::fs::read_dir(tmp.path()).unwrap().next().unwrap().unwrap().file_name();
    let points: Vec<u32> = os::fsdecode_codepoints(&os::fsencode(&found)).collect();
    assert_eq!(points, [0x63, 0x61, 0x66, 0xdce9, 0x20, 0x1f600]);
    let bytes = os::fsencode_codepoints(points).unwrap();
    assert!(tmp.path().join(os::fsdecode(&bytes)).exists());
}

proptest! {
    #[test]
    fn bytes_come_back(bytes: Vec<u8>) {
        let points: Vec<u32> = os::fsdecode_codepoints(&bytes).collect();
        prop_assert_eq!(os::fsencode_codepoints(points.iter().copied()).unwrap(), &*bytes);
        let name = os::fsdecode(&bytes);
        prop_assert_eq!(&*os::fsencode(&*name), &*bytes);
        // Nothing but text and the surrogates that stand for bytes.
        let allowed = |point: &u32| {
            char::from_u32(*point).is_some() || (0xdc80..=0xdcff).contains(point)
        };
        prop_assert!(points.iter().all(allowed));
    }

    #[test]
    fn text_is_its_own_characters(text: String) {
        let points: Vec<u32> = os::fsdecode_codepoints(&text).collect();
        prop_assert_eq!(points, text.chars().map(u32::from).collect::<Vec<_>>());
    }

    #[test]
    fn any_numbers_are_encoded_or_refused(points: Vec<u32>) {
        match os::fsencode_codepoints(points.iter().copied()) {
            Ok(bytes) => prop_assert!(bytes.len() >= points.len()),
            Err(error) => prop_assert_eq!(error.kind(), ErrorKind::Value),
        }
    }
}
