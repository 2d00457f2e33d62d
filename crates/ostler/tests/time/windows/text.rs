//! Times as text.

use ostler::ErrorKind;
use ostler::time::{self, StructTime};

const TIME: [i32; 9] = [2024, 2, 9, 13, 5, 7, 4, 40, 0];

fn written(format: &str) -> ostler::Result<String> {
    time::strftime(format, &StructTime::from(TIME))
}

#[test]
fn directives() {
    for (format, text) in [
        ("%Y-%m-%d %H:%M:%S", "2024-02-09 13:05:07"),
        ("%a %A %b %B %h %p", "Fri Friday Feb February Feb PM"),
        ("%c|%x|%X", "Fri Feb  9 13:05:07 2024|02/09/24|13:05:07"),
        ("%D %F %T %R %r", "02/09/24 2024-02-09 13:05:07 13:05 01:05:07 PM"),
        ("%C %y %e %I %j %u %w %U %W %G %g %V", "20 24  9 01 040 5 5 05 06 2024 24 06"),
        ("%%%n%t", "%\n\t"),
        ("%#d %#H %#m %#y", "9 13 2 24"),
        ("\u{e4}\u{20ac}%d\u{1f600}", "\u{e4}\u{20ac}09\u{1f600}"),
        ("a\0%d\0", "a\x0009\0"),
    ] {
        assert_eq!(written(format).unwrap(), text, "{format}");
    }
    let mut text = Vec::new();
    let lone = b"\xed\xa0\x80%Y\xff";
    time::strftime_into(&mut text, lone, &StructTime::from(TIME)).unwrap();
    assert_eq!(text, b"\xed\xa0\x802024\xff");
}

/// What the runtime does not know it refuses, and the reference with it.
#[test]
fn what_is_no_directive() {
    for format in ["%", "%-d", "%Q", "%5d", "%Ed", "%\u{e9}", "%_H", "%#", "%s", "%P", "%k"] {
        let error = written(format).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Value, "{format}");
        assert_eq!(error.to_string(), "Invalid format string");
    }
    for year in [0, -1, 10_000, i32::MIN, i32::MAX] {
        let mut fields = TIME;
        fields[0] = year;
        let error = time::strftime("%d", &StructTime::from(fields)).unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::Value | ErrorKind::Overflow), "{error}");
    }
}

#[test]
fn years_of_few_digits() {
    for (year, text) in [(1, "0001 01"), (99, "0099 99"), (999, "0999 99"), (9999, "9999 99")] {
        let mut fields = TIME;
        fields[0] = year;
        assert_eq!(time::strftime("%Y %y", &StructTime::from(fields)).unwrap(), text);
    }
}

#[test]
fn what_is_written_can_be_read() {
    for seconds in (0..4_102_444_800_i64).step_by(9_999_991) {
        let time = time::gmtime(seconds).unwrap();
        for format in
            ["%Y-%m-%d %H:%M:%S", "%c", "%x %X %Y", "%A, %d %B %Y, %I:%M:%S %p", "%Y %j %H %M %S"]
        {
            let text = time::strftime(format, &time).unwrap();
            let read = time::strptime(&text, format).unwrap();
            assert_eq!(read.fields()[..8], time.fields()[..8], "{format} {text}");
        }
    }
    assert!(time::strptime("UTC", "%Z").unwrap().tm_zone.unwrap() == "UTC");
}
