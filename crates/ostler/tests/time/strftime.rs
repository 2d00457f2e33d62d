//! Writing times.

use std::ffi::CString;

use ostler::time::{self, StructTime};
use ostler::{ErrorKind, Result};
use proptest::prelude::*;

/// What the C library makes of a format without NUL bytes.
fn witness(format: &str, time: &StructTime) -> String {
    // SAFETY: a structure of numbers and a pointer.
    let mut tm: libc::tm = unsafe { std::mem::zeroed() };
    tm.tm_year = (time.tm_year - 1900) as i32;
    (tm.tm_mon, tm.tm_mday, tm.tm_hour) = (time.tm_mon - 1, time.tm_mday, time.tm_hour);
    (tm.tm_min, tm.tm_sec) = (time.tm_min, time.tm_sec);
    (tm.tm_wday, tm.tm_yday, tm.tm_isdst) =
        ((time.tm_wday + 1) % 7, time.tm_yday - 1, time.tm_isdst);
    tm.tm_gmtoff = time.tm_gmtoff.unwrap_or(0);
    let zone = time.tm_zone.as_ref().map(|zone| CString::new(zone.as_bytes()).unwrap());
    tm.tm_zone = zone.as_ref().map_or(std::ptr::null(), |zone| zone.as_ptr());
    let format = CString::new(format).unwrap();
    let mut text = vec![0_u8; 4096];
    // SAFETY: the buffer is writable for its length, the format ends with a NUL.
    let length = unsafe {
        libc::strftime(text.as_mut_ptr().cast(), text.len(), format.as_ptr(), &raw const tm)
    };
    text.truncate(length);
    String::from_utf8(text).unwrap()
}

fn times() -> impl Strategy<Value = StructTime> {
    let year = prop_oneof![5 => 1000..=9999_i32, 1 => -20_000..=20_000_i32, 1 => -100..1100_i32];
    let zone = prop_oneof![
        Just(None),
        Just(Some(("CET", 3_600))),
        Just(Some(("", -34_200))),
        Just(Some(("-03", -10_829)))
    ];
    (year, 1..=12, 1..=31, 0..=23, 0..=59, 0..=61, 0..=6, (1..=366, -1..=1, zone)).prop_map(
        |(year, mon, mday, hour, min, sec, wday, (yday, isdst, zone))| StructTime {
            tm_zone: zone.map(|(name, _)| name.into()),
            tm_gmtoff: zone.map(|(_, east)| east),
            ..StructTime::from([year, mon, mday, hour, min, sec, wday, yday, isdst])
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    /// Every directive there is, and what is none.
    #[test]
    fn every_directive_is_the_c_librarys(time in times()) {
        for letter in (b'!'..=b'~').map(char::from) {
            for prefix in ["", "E", "O", "-", "_", "0", "^", "#", "+", "5", "_7", "010E", "^3O"] {
                // Known to libraries of today only.
                if prefix == "+" && cfg!(not(target_env = "gnu")) {
                    continue;
                }
                let format = format!("%{prefix}{letter}");
                prop_assert_eq!(time::strftime(&format, &time).unwrap(), witness(&format, &time), "{} {:?}", format, time);
            }
        }
    }

    #[test]
    fn any_format_is_the_c_librarys(format in "([a-zäß %:]|%[-_0^#]?[0-9]?[EO]?[a-zA-Z%]|%){0,8}", time in times()) {
        prop_assert_eq!(time::strftime(&format, &time).unwrap(), witness(&format, &time), "{}", format);
    }

    #[test]
    fn what_is_written_can_be_read(seconds in -30_610_224_000_i64..=253_402_300_799) {
        let time = time::gmtime(seconds).unwrap();
        for format in [
            "%Y-%m-%d %H:%M:%S", "%a %b %d %H:%M:%S %Y", "%A, %d %B %Y, %I:%M:%S %p", "%c", "%x %X %Y", "%Y %j %H %M %S",
            "%Y%m%d%H%M%S", "%G-W%V-%u %T", "%Y %U %w %X", "%Y %W %u %X", "%%%Y\t%m\n%d %X",
        ] {
            let text = time::strftime(format, &time).unwrap();
            // strptime has no %T.
            let read = time::strptime(&text, format.replace("%T", "%H:%M:%S")).unwrap();
            prop_assert_eq!(&read.fields()[..8], &time.fields()[..8], "{} {}", format, text);
        }
        let zoned = StructTime { tm_isdst: 0, ..time };
        let read = time::strptime(time::strftime("%Y %m %d %z %Z", &zoned).unwrap(), "%Y %m %d %z %Z").unwrap();
        prop_assert_eq!((read.tm_gmtoff, read.tm_isdst), (Some(0), 0));
        prop_assert!(read.tm_zone.unwrap() == "UTC");
    }

    #[test]
    fn any_bytes_are_a_format(format: Vec<u8>, time in times()) {
        let mut text = Vec::new();
        time::strftime_into(&mut text, &format, &time).unwrap();
        if !format.contains(&b'%') {
            prop_assert_eq!(text, format);
        }
    }
}

fn written(format: &str) -> Result<String> {
    time::strftime(format, &StructTime::from([2024, 2, 9, 13, 5, 7, 4, 40, 0]))
}

#[test]
fn text_that_c_cannot_have() {
    assert_eq!(written("%Y\0%m").unwrap(), "2024\u{0}02");
    assert_eq!(written("\0").unwrap(), "\0");
    assert_eq!(written("%\0%d").unwrap(), "%\u{0}09");
    assert_eq!(written("äöü%é%Y\u{1f600}").unwrap(), "äöü%é2024\u{1f600}");
    assert_eq!(written("").unwrap(), "");
    assert_eq!(written("%").unwrap(), "%");
    let mut text = Vec::new();
    let surrogates = b"\xed\xa0\x80%Y\xff%\xed\xb3\xbf%m";
    time::strftime_into(&mut text, surrogates, &StructTime::from([2024, 2, 1, 0, 0, 0, 0, 1, 0]))
        .unwrap();
    assert_eq!(text, b"\xed\xa0\x802024\xff%\xed\xb3\xbf02");
}

#[cfg(target_env = "gnu")]
#[test]
fn widths() {
    // The stock interpreter gives nothing for more than a thousand.
    assert_eq!(written("%5000d").unwrap(), format!("{:05000}", 9));
    assert_eq!(written("%_300Y|").unwrap(), format!("{:300}|", 2024));
    for width in ["%2000000d", "%999999999d", "%99999999999999999999d"] {
        assert_eq!(
            written(width).map_err(|error| error.kind()).err(),
            Some(ErrorKind::Value),
            "{width}"
        );
    }
}

#[test]
fn zeros_are_put_right_and_years_are_as_they_are() {
    let zero = StructTime::from([0; 9]);
    assert_eq!(time::strftime("%m %d %j %H %w", &zero).unwrap(), "01 01 001 00 1");
    assert_eq!(time::strftime("%Y", &zero).unwrap(), witness("%Y", &zero));
    for isdst in [i32::MIN, -5, -1, 0, 1, 7, i32::MAX] {
        let time = StructTime::from([2024, 1, 1, 0, 0, 0, 0, 1, isdst]);
        let like = StructTime { tm_isdst: isdst.clamp(-1, 1), ..time.clone() };
        assert_eq!(time::strftime("%z%Z", &time).unwrap(), time::strftime("%z%Z", &like).unwrap());
    }
}
