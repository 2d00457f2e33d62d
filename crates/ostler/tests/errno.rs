//! Error numbers: names, numbers and messages against the C headers, the C library and the inventory.

#![cfg(unix)]

mod python;

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::CStr;

use ostler::errno::{self, Errno};
use proptest::prelude::*;

#[test]
fn names_are_unique_and_lead_both_ways() {
    let mut seen = BTreeSet::new();
    for (name, errno) in errno::names() {
        assert!(seen.insert(name), "{name} twice");
        assert!(errno.raw() > 0);
        assert_eq!(errno::from_name(name), Some(errno));
        let kept = errno::errorcode(errno.raw()).unwrap();
        assert_eq!(errno::from_name(kept), Some(errno), "{name} is kept as {kept}");
        assert_eq!(errno.name(), Some(kept));
        assert_eq!(format!("{errno:?}"), kept);
        assert_eq!(Errno::from_raw(i32::from(errno)), errno);
    }
    assert!(seen.len() > 90);
}

/// Every name the inventory has for this system.
#[test]
fn complete() {
    let inventory = concat!(env!("CARGO_MANIFEST_DIR"), "/../../inventory/errno.tsv");
    let Ok(documented) = std::fs::read_to_string(inventory) else {
        println!("skipped: no inventory beside the crate");
        return;
    };
    let mut count = 0;
    for line in documented.lines().skip(1) {
        let mut fields = line.split('\t');
        let name = fields.next().unwrap().strip_prefix("errno.").unwrap();
        if fields.nth(1) == Some("yes") && name.starts_with('E') && cfg!(target_os = "linux") {
            assert!(errno::from_name(name).is_some(), "{name}");
            count += 1;
        }
    }
    assert!(count > 130 || !cfg!(target_os = "linux"));
}

/// Where two names share a number, the one that the stock dictionary keeps.
#[test]
fn shared_numbers() {
    for (number, name) in [
        (libc::EAGAIN, "EAGAIN"),
        #[cfg(target_os = "linux")]
        (libc::EDEADLK, "EDEADLOCK"),
        #[cfg(target_os = "linux")]
        (libc::ENOTSUP, "ENOTSUP"),
    ] {
        assert_eq!(errno::errorcode(number), Some(name));
    }
    assert_eq!(errno::EWOULDBLOCK, errno::EAGAIN);
}

/// The numbers of the kernel's headers, read now.
#[cfg(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64")))]
#[test]
fn numbers_are_the_headers() {
    // exercises: errno::E*
    let mut headers = BTreeMap::new();
    for header in ["errno-base.h", "errno.h"] {
        let Ok(text) = std::fs::read_to_string(format!("/usr/include/asm-generic/{header}")) else {
            println!("skipped: no kernel headers");
            return;
        };
        for line in text.lines() {
            let mut words = line.split_whitespace();
            if let (Some("#define"), Some(name), Some(number)) =
                (words.next(), words.next(), words.next())
                && let Ok(number) = number.parse::<i32>()
            {
                headers.insert(name.to_owned(), number);
            }
        }
    }
    assert!(headers.len() > 120);
    for (name, number) in &headers {
        assert_eq!(errno::from_name(name).map(Errno::raw), Some(*number), "{name}");
    }
}

#[test]
fn messages_are_the_c_librarys() {
    for (_, errno) in errno::names() {
        let mut text = [0_u8; 256];
        // SAFETY: the buffer is as long as is said.
        #[allow(unsafe_code)]
        let theirs = unsafe {
            libc::strerror_r(errno.raw(), text.as_mut_ptr().cast(), text.len());
            CStr::from_bytes_until_nul(&text).unwrap()
        };
        assert_eq!(errno.to_string(), theirs.to_str().unwrap());
        assert_eq!(errno::strerror(errno), errno.to_string());
    }
}

/// Every number, every name, the name that is kept of several, the message and the exception, by the stock interpreter.
#[test]
fn the_stock_module_has_the_same() {
    let program = "
import errno, os
for name in sorted(dir(errno)):
    if name.startswith('E'):
        number = getattr(errno, name)
        print(name, number, errno.errorcode[number], type(OSError(number, '')).__name__, os.strerror(number), sep='|')
";
    let Some(theirs) = python::python(program, &[]) else { return };
    let kind = |errno| match ostler::Error::from_errno(errno).kind() {
        ostler::ErrorKind::BlockingIo => "BlockingIOError",
        ostler::ErrorKind::ChildProcess => "ChildProcessError",
        ostler::ErrorKind::BrokenPipe => "BrokenPipeError",
        ostler::ErrorKind::ConnectionAborted => "ConnectionAbortedError",
        ostler::ErrorKind::ConnectionRefused => "ConnectionRefusedError",
        ostler::ErrorKind::ConnectionReset => "ConnectionResetError",
        ostler::ErrorKind::FileExists => "FileExistsError",
        ostler::ErrorKind::FileNotFound => "FileNotFoundError",
        ostler::ErrorKind::Interrupted => "InterruptedError",
        ostler::ErrorKind::IsADirectory => "IsADirectoryError",
        ostler::ErrorKind::NotADirectory => "NotADirectoryError",
        ostler::ErrorKind::PermissionDenied => "PermissionError",
        ostler::ErrorKind::ProcessLookup => "ProcessLookupError",
        ostler::ErrorKind::TimedOut => "TimeoutError",
        _ => "OSError",
    };
    let mut count = 0;
    for line in theirs.lines() {
        let name = line.split('|').next().unwrap();
        let errno = errno::from_name(name).unwrap_or_else(|| panic!("{name}"));
        let kept = errno::errorcode(errno.raw()).unwrap();
        let ours = format!("{name}|{}|{kept}|{}|{errno}", errno.raw(), kind(errno));
        assert_eq!(ours, line);
        count += 1;
    }
    assert!(count > 90);
    // What is here and not there: names of later interpreters, and of this system's alone.
    let later = ["EHWPOISON", "EFTYPE", "ENOTCAPABLE", "EQFULL"];
    for (name, _) in errno::names() {
        let known = theirs.lines().any(|line| line.split('|').next() == Some(name));
        assert!(known || later.contains(&name), "{name}");
    }
}

#[test]
fn numbers_without_a_name() {
    for number in [i32::MIN, -1, 0, 4000, i32::MAX] {
        let errno = Errno::from_raw(number);
        assert_eq!(errno::errorcode(number), None);
        assert_eq!(errno.name(), None);
        assert_eq!(format!("{errno:?}"), format!("Errno({number})"));
        assert!(!errno::strerror(errno).is_empty());
    }
    assert_eq!(errno::from_name(""), None);
    assert_eq!(errno::from_name("eperm"), None);
}

#[test]
fn into_the_standard_error() {
    for (_, errno) in errno::names() {
        assert_eq!(std::io::Error::from(errno).raw_os_error(), Some(errno.raw()));
    }
}

proptest! {
    #[test]
    fn any_number_has_a_message(number: i32) {
        prop_assert!(!errno::strerror(Errno::from_raw(number)).is_empty());
    }

    #[test]
    fn any_text_is_a_name_or_none(text in "\\PC*") {
        if let Some(errno) = errno::from_name(&text) {
            prop_assert!(errno.name().is_some());
        }
    }
}
