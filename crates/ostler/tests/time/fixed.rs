//! Cases of reading whose answers the stock interpreters gave, and input that means no good.

use std::time::{Duration, Instant};

use ostler::time::{self, Edition};
use proptest::prelude::*;

use Edition::{Python311, Python312, Python313, Python314, Python315};

fn read(text: &str, format: &str, edition: Edition) -> Result<[i64; 9], String> {
    time::strptime_as(text.as_bytes(), format.as_bytes(), edition)
        .map(|parsed| parsed.time.fields())
        .map_err(|(failure, _)| failure.message(text.as_bytes(), format.as_bytes()))
}

#[test]
fn first_ways() {
    for (text, format, fields) in [
        ("111", "%d%m", [1900, 1, 11, 0, 0, 0, 3, 11, -1]),
        ("11", "%d%m", [1900, 1, 1, 0, 0, 0, 0, 1, -1]),
        ("12 am", "%I %p", [1900, 1, 1, 0, 0, 0, 0, 1, -1]),
        ("pm 12", "%p %I", [1900, 1, 1, 12, 0, 0, 0, 1, -1]),
        ("23 pm", "%H %p", [1900, 1, 1, 23, 0, 0, 0, 1, -1]),
        ("29 Feb", "%d %b", [1900, 2, 29, 0, 0, 0, 0, 60, -1]),
        ("68 366", "%y %j", [2068, 12, 31, 0, 0, 0, 0, 366, -1]),
        ("1999 366", "%Y %j", [2000, 1, 1, 0, 0, 0, 5, 366, -1]),
        ("2005 00 0", "%Y %W %w", [2005, 1, 2, 0, 0, 0, 6, 2, -1]),
        ("2005 00 1", "%Y %U %w", [2004, 12, 27, 0, 0, 0, 0, 362, -1]),
        ("2015 53 5", "%G %V %u", [2016, 1, 1, 0, 0, 0, 4, 1, -1]),
        ("Mon 2024-02-29", "%a %Y-%m-%d", [2024, 2, 29, 0, 0, 0, 0, 60, -1]),
        ("\u{662}\u{660}\u{662}\u{664}", "%Y", [2024, 1, 1, 0, 0, 0, 0, 1, -1]),
        ("1\u{2003}\n2", "%m %d", [1900, 1, 2, 0, 0, 0, 1, 2, -1]),
        ("É 3\u{212a}", "é %dk", [1900, 1, 3, 0, 0, 0, 2, 3, -1]),
        ("0001 00 1", "%Y %U %w", [1, 1, 1, 0, 0, 0, 0, 1, -1]),
    ] {
        assert_eq!(read(text, format, Python313), Ok(fields), "{text} {format}");
    }
}

#[test]
fn refusals() {
    for (text, format, message) in [
        ("a", "%", "stray % in format '%'"),
        ("a", "%Y%", "stray % in format '%Y%'"),
        ("a", "%(", "'%' is a bad directive in format '%('"),
        ("a", "% Y", "'%' is a bad directive in format '% Y'"),
        ("a", "%-d", "'-' is a bad directive in format '%-d'"),
        ("a", "%d %d %é", "'é' is a bad directive in format '%d %d %é'"),
        ("1 1", "%d %d", "redefinition of group name 'd' as group 2; was group 1 at position 48"),
        ("", "%z%%%z", "redefinition of group name 'z' as group 4; was group 1 at position 61"),
        ("a'", "%d", "time data \"a'\" does not match format '%d'"),
        ("", "%H", "time data '' does not match format '%H'"),
        ("12:30", "%H", "unconverted data remains: :30"),
        ("+0100:30", "%z", "invalid literal for int() with base 10: ':3'"),
        ("+01:0030", "%z", "Inconsistent use of : in +01:0030"),
        ("ſat", "%a", "'ſat' is not in list"),
        ("0000", "%Y", "year 0 is out of range"),
        ("9999 366", "%Y %j", "year 10000 is out of range"),
        ("30 2 2024", "%d %m %Y", "day is out of range for month"),
        ("29 2 1900", "%d %m %Y", "day is out of range for month"),
        ("2020 54 1", "%G %V %u", "time data '2020 54 1' does not match format '%G %V %u'"),
        ("2021 53 1", "%G %V %u", "Invalid week: 53"),
        ("0000 01 1", "%G %V %u", "Year is out of range: 0"),
    ] {
        assert_eq!(read(text, format, Python313), Err(message.to_owned()), "{text} {format}");
    }
}

#[test]
fn editions() {
    let week = ("2021 53 1", "%G %V %u");
    assert_eq!(read(week.0, week.1, Python311).unwrap()[..3], [2022, 1, 3]);
    assert_eq!(read(week.0, week.1, Python312), Err("Invalid week: 53".into()));
    let both = ("2020 2020 01 1", "%G %Y %V %u");
    for edition in [Python311, Python312] {
        assert!(read(both.0, both.1, edition).unwrap_err().starts_with("ISO week directive"));
    }
    assert_eq!(read(both.0, both.1, Python313).unwrap()[..3], [2019, 12, 30]);
    assert_eq!(Edition::default(), Python315);
    // Widths, which are no more.
    assert_eq!(read("7", "%-3H", Python314).unwrap()[3], 7);
    for (edition, message) in [
        (Python313, "'-' is a bad directive in format '%-3H'"),
        (Python315, "'-3H' is a bad directive in format '%-3H'"),
    ] {
        assert_eq!(read("7", "%-3H", edition), Err(message.to_owned()));
    }
    assert_eq!(read("7", "%T", Python313), Err("'T' is a bad directive in format '%T'".into()));
    assert_eq!(read("07:08:09", "%T", Python314).unwrap()[3..6], [7, 8, 9]);
    assert_eq!(read("1", "%D", Python314), Err("'D' is a bad directive in format '%D'".into()));
    assert!(read("", "%z", Python314).unwrap_err().starts_with("time data '' does not match"));
    assert!(read("", "%z", Python315).is_ok());
    assert!(read(" 7", "%H", Python313).is_err() && read(" 7", "%H", Python314).is_ok());
    // A day without a year.
    assert_eq!(read("29 Feb", "%d %b", Python314).unwrap()[..3], [1900, 2, 29]);
    let refused = read("1 Jan", "%d %b", Python315).unwrap_err();
    assert!(refused.starts_with("Day of month directive '%d' may not be used without a year"));
    for (text, format, edition, warned) in [
        ("1", "%d", Python314, true),
        ("1", "%e", Python314, false),
        ("1", "%e", Python315, true),
        ("1 99", "%e %y", Python315, false),
        ("x", "%e", Python315, true),
    ] {
        let warns = match time::strptime_as(text.as_bytes(), format.as_bytes(), edition) {
            Ok(parsed) => parsed.day_without_year,
            Err((_, warns)) => warns,
        };
        assert_eq!(warns, warned, "{format} {edition:?}");
    }
}

#[test]
fn directives_of_the_reference() {
    for (text, format, fields) in [
        ("11/28/25", "%D", [2025, 11, 28, 0, 0, 0, 4, 332, -1]),
        ("2025-10-26", "%F", [2025, 10, 26, 0, 0, 0, 6, 299, -1]),
        ("15:04", "%R", [1900, 1, 1, 15, 4, 0, 0, 1, -1]),
        ("15:04:61", "%T", [1900, 1, 1, 15, 4, 61, 0, 1, -1]),
        (" 3:04:05 pm", "%r", [1900, 1, 1, 15, 4, 5, 0, 1, -1]),
        (" 3 2000", "%e %Y", [2000, 1, 3, 0, 0, 0, 0, 3, -1]),
        (" 7", "%k", [1900, 1, 1, 7, 0, 0, 0, 1, -1]),
        (" 7 PM", "%l %P", [1900, 1, 1, 19, 0, 0, 0, 1, -1]),
        ("7 pm", "%I %Op", [1900, 1, 1, 19, 0, 0, 0, 1, -1]),
        ("20260203", "%Y%n%m%t%d", [2026, 2, 3, 0, 0, 0, 1, 34, -1]),
        ("2026 \t\u{2003}02\n03", "%Y%n%m%t%d", [2026, 2, 3, 0, 0, 0, 1, 34, -1]),
        ("8\u{2bc}9", "%H'%M", [1900, 1, 1, 8, 9, 0, 0, 1, -1]),
        // In a locale without digits of its own.
        ("", "%OH%Od", [1900, 1, 1, 0, 0, 0, 0, 1, -1]),
    ] {
        assert_eq!(read(text, format, Python315), Ok(fields), "{text} {format}");
    }
    for (text, east) in [("+01:00", 3_600), ("-01:30:30", -5_430), ("Z", 0)] {
        let read = time::strptime_parts(text, "%:z").unwrap();
        assert_eq!(read.time.tm_gmtoff, Some(east), "{text}");
    }
    for format in ["%z", "%:z"] {
        assert_eq!(time::strptime_parts("", format).unwrap().time.tm_gmtoff, None, "{format}");
    }
    for (text, format, message) in [
        ("+0100", "%:z", "unconverted data remains: +0100"),
        ("-01:3030", "%:z", "Missing colon in %:z before '30', got '-01:3030'"),
        (
            "",
            "%:z%:z",
            "redefinition of group name 'colon_z' as group 5; was group 1 at position 67",
        ),
        ("", "%D%D", "redefinition of group name 'm' as group 4; was group 1 at position 84"),
        ("", "%Y%F", "redefinition of group name 'Y' as group 2; was group 1 at position 19"),
        ("20", "%n %y", "time data '20' does not match format '%n %y'"),
        ("", "%", "stray % in format '%'"),
        ("", "% d", "stray % in format '% d'"),
        ("", "%O ", "'O' is a bad directive in format '%O '"),
        ("", "%O\\", "'O\\' is a bad directive in format '%O\\'"),
        ("", "%::z", "'::' is a bad directive in format '%::z'"),
        ("", "%^a", "'^' is a bad directive in format '%^a'"),
        ("0000", "%Y", "year must be in 1..9999, not 0"),
        ("30 2 2024", "%d %m %Y", "day 30 must be in range 1..29 for month 2 in year 2024"),
    ] {
        assert_eq!(read(text, format, Python315), Err(message.to_owned()), "{text} {format}");
    }
}

#[test]
fn all_that_was_read() {
    let parsed =
        time::strptime_parts("05:30:15.25 -053015.000001 2 UTC", "%H:%M:%S.%f %z %e %Z").unwrap();
    assert_eq!((parsed.microsecond, parsed.gmtoff_microsecond), (250_000, -1));
    assert_eq!((parsed.time.tm_gmtoff, parsed.time.tm_isdst), (Some(-19_815), 0));
    assert!(parsed.time.tm_zone.unwrap() == "UTC" && parsed.day_without_year);
    assert!(!time::strptime_parts("2 24", "%d %y").unwrap().day_without_year);
    // Lone surrogates, in either form.
    assert!(time::strptime(b"\xed\xa0\x801", b"\xed\xa0\x80%m").is_ok());
    assert!(time::strptime(b"\xed\xb2\x801", b"\x80%m").is_ok());
    let ctime = time::ctime(1_700_000_000).unwrap();
    assert_eq!(time::strptime(ctime, time::DEFAULT_FORMAT).unwrap().tm_year, 2023);
}

#[test]
fn texts_that_would_take_for_ever() {
    let begin = Instant::now();
    let every = "%j%d%H%I%m%M%S%U%W%V%w%u%y%f%Y%G!";
    for digits in [20, 30, 40] {
        assert!(time::strptime("1".repeat(digits), every).is_err());
    }
    let spaces = " ".repeat(200_000);
    assert!(time::strptime(&spaces, " x").is_err());
    assert!(time::strptime(&spaces, " %M %m").is_err());
    assert!(time::strptime("x".repeat(200_000), "x ".repeat(100_000)).is_err());
    assert!(time::strptime("x ".repeat(100_000), "x ".repeat(100_000)).is_ok());
    assert!(begin.elapsed() < Duration::from_secs(60), "{:?}", begin.elapsed());
}

proptest! {
    #[test]
    fn any_bytes(text: Vec<u8>, format: Vec<u8>) {
        let _ = time::strptime(text, format);
    }

    #[test]
    fn any_directives(text in "[0-9 :.+Z-]{0,12}", format in "(%[a-zA-Z%]|[ :.-]){0,6}") {
        for edition in [Python311, Python312, Python313] {
            let _ = read(&text, &format, edition);
        }
    }
}
