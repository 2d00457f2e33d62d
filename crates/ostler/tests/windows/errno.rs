use std::collections::BTreeSet;

use ostler::errno::{self, Errno, WinError};

#[test]
fn names_lead_both_ways() {
    let mut seen = BTreeSet::new();
    for (name, number) in errno::names() {
        assert!(seen.insert(name), "{name} twice");
        assert_eq!(errno::from_name(name), Some(number));
        let kept = errno::errorcode(number.raw()).unwrap();
        assert_eq!(errno::from_name(kept), Some(number), "{name} is kept as {kept}");
    }
}

/// What CPython 3.11 for Windows has.
#[test]
fn numbers_are_the_references() {
    for (name, number) in [
        ("ENOENT", 2),
        ("EAGAIN", 11),
        ("EDEADLK", 36),
        ("EDEADLOCK", 36),
        ("ENOTEMPTY", 41),
        ("EILSEQ", 42),
        ("EWOULDBLOCK", 10035),
        ("ECONNREFUSED", 10061),
        ("ETIMEDOUT", 10060),
        ("ENOTSUP", 129),
        ("EOPNOTSUPP", 10045),
        ("WSAECONNREFUSED", 10061),
        ("WSAEDISCON", 10101),
    ] {
        assert_eq!(errno::from_name(name).map(Errno::raw), Some(number), "{name}");
    }
    assert_eq!(errno::from_name("ENOTBLK"), None);
    assert_eq!(errno::names().count(), 136);
}

#[test]
fn of_two_names_the_reference_keeps_one() {
    assert_eq!(errno::EDEADLK.name(), Some("EDEADLOCK"));
    assert_eq!(errno::ECONNRESET.name(), Some("WSAECONNRESET"));
    assert_eq!(errno::EAGAIN.name(), Some("EAGAIN"));
}

#[test]
fn messages() {
    assert_eq!(errno::strerror(errno::ENOENT), "No such file or directory");
    assert_eq!(errno::strerror(errno::EDEADLK), "Resource deadlock avoided");
    assert_eq!(errno::strerror(Errno::from_raw(-1)), "Unknown error -1");
    assert_eq!(errno::strerror(Errno::from_raw(4000)), "Unknown error 4000");
    // The runtime knows nothing of sockets; the system does.
    assert!(!errno::strerror(errno::ECONNREFUSED).starts_with("Unknown"));
}

/// Every code that CPython 3.11 takes for something else than `EINVAL`, or for its own number from 10000 on.
#[test]
fn codes_become_numbers_as_in_the_reference() {
    const KNOWN: &[(u32, u32, i32)] = &[
        (2, 3, 2),
        (4, 4, 24),
        (5, 5, 13),
        (6, 6, 9),
        (7, 9, 12),
        (10, 10, 7),
        (11, 11, 8),
        (15, 15, 2),
        (16, 16, 13),
        (17, 17, 18),
        (18, 18, 2),
        (19, 36, 13),
        (53, 53, 2),
        (65, 65, 13),
        (67, 67, 2),
        (80, 80, 17),
        (82, 83, 13),
        (89, 89, 11),
        (108, 108, 13),
        (109, 109, 32),
        (112, 112, 28),
        (114, 114, 9),
        (128, 129, 10),
        (130, 130, 9),
        (132, 132, 13),
        (145, 145, 41),
        (158, 158, 13),
        (161, 161, 2),
        (164, 164, 11),
        (167, 167, 13),
        (183, 183, 17),
        (188, 202, 8),
        (206, 206, 2),
        (215, 215, 11),
        (232, 232, 32),
        (267, 267, 20),
        (1113, 1113, 42),
        (1816, 1816, 12),
        (10004, 10004, 4),
        (10009, 10009, 9),
        (10013, 10013, 13),
        (10014, 10014, 14),
        (10022, 10022, 22),
        (10024, 10024, 24),
    ];
    for code in 0..20000 {
        let listed = KNOWN.iter().find(|(low, high, _)| (*low..=*high).contains(&code));
        let number = match listed {
            Some(&(_, _, number)) => number,
            None if (10000..12000).contains(&code) => code.cast_signed(),
            None => 22,
        };
        assert_eq!(WinError::from_raw(code).errno().raw(), number, "{code}");
    }
    assert_eq!(WinError::from_raw(u32::MAX).errno(), errno::EINVAL);
}

#[test]
fn codes_have_messages_without_a_full_stop() {
    let text = WinError::from_raw(2).to_string();
    assert!(!text.is_empty() && !text.ends_with(['.', '\r', '\n', ' ']), "{text:?}");
    assert_eq!(WinError::from_raw(0x2bad_f00d).to_string(), "Windows Error 0x2badf00d");
}
