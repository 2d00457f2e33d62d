//! Between seconds and the calendar.

use ostler::time::{self, StructTime};
use ostler::{ErrorKind, errno};
use proptest::prelude::*;

/// The C library's year is an `int` from 1900.
const FIRST: i64 = -67_768_040_609_740_800;
const LAST: i64 = 67_768_036_191_676_799;

fn witness(seconds: i64) -> Option<[i64; 9]> {
    // SAFETY: a structure of numbers and a pointer.
    let mut tm: libc::tm = unsafe { std::mem::zeroed() };
    // SAFETY: one is readable, the other writable.
    let answer = unsafe { libc::gmtime_r(&raw const seconds, &raw mut tm) };
    (!answer.is_null()).then(|| {
        let fields =
            [tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec, (tm.tm_wday + 6) % 7].map(i64::from);
        let [mday, hour, min, sec, wday] = fields;
        let year = i64::from(tm.tm_year) + 1900;
        [year, i64::from(tm.tm_mon) + 1, mday, hour, min, sec, wday, i64::from(tm.tm_yday) + 1, 0]
    })
}

#[test]
fn the_ends_of_utc() {
    for seconds in [FIRST, LAST, 0, -1, 951_827_696, i64::from(i32::MAX) + 1] {
        let time = time::gmtime(seconds).unwrap();
        assert_eq!(Some(time.fields()), witness(seconds));
        assert_eq!(time::timegm(&time).unwrap(), seconds);
    }
    // The stock interpreter shows the last year as -2147481749.
    assert_eq!(time::gmtime(LAST).unwrap().tm_year, 2_147_485_547);
    for seconds in [FIRST - 1, LAST + 1, i64::MAX, i64::MIN, 1_000_000_000_000_000_000] {
        assert_eq!(witness(seconds), None);
        for error in [time::gmtime(seconds).unwrap_err(), time::localtime(seconds).unwrap_err()] {
            assert_eq!(error.kind(), ErrorKind::Overflow);
            assert_eq!(error.errno(), Some(errno::EOVERFLOW));
        }
    }
}

#[test]
fn moments_of_all_types() {
    assert_eq!(time::gmtime(-0.5).unwrap().tm_sec, 59, "down, not towards 0");
    assert_eq!(time::gmtime(0.999_999).unwrap().tm_sec, 0);
    assert_eq!(time::gmtime(7_u64).unwrap(), time::gmtime(7_i32).unwrap());
    for (result, kind, text) in [
        (time::gmtime(f64::NAN), ErrorKind::Value, "Invalid value NaN (not a number)"),
        (time::gmtime(1e200), ErrorKind::Overflow, "timestamp out of range for platform time_t"),
        (
            time::localtime(-1e200),
            ErrorKind::Overflow,
            "timestamp out of range for platform time_t",
        ),
        (time::gmtime(u64::MAX), ErrorKind::Overflow, "timestamp out of range for platform time_t"),
        (
            time::gmtime(i128::MIN),
            ErrorKind::Overflow,
            "timestamp out of range for platform time_t",
        ),
    ] {
        let error = result.unwrap_err();
        assert_eq!((error.kind(), error.to_string().as_str()), (kind, text));
    }
    assert_eq!(time::ctime(f64::INFINITY).unwrap_err().kind(), ErrorKind::Overflow);
}

#[test]
fn asctime_and_its_refusals() {
    let case = |fields: [i32; 9]| time::asctime(&StructTime::from(fields));
    assert_eq!(case([1993, 6, 9, 4, 26, 40, 2, 160, 0]).unwrap(), "Wed Jun  9 04:26:40 1993");
    assert_eq!(case([0; 9]).unwrap(), "Mon Jan  1 00:00:00 0");
    assert_eq!(case([12345, 12, 31, 23, 59, 61, 6, 366, 0]).unwrap(), "Sun Dec 31 23:59:61 12345");
    assert_eq!(case([-5, 1, 1, 0, 0, 0, -1, 0, 0]).unwrap(), "Sun Jan  1 00:00:00 -5");
    for (fields, text) in [
        ([1, 13, 0, 0, 0, 0, 0, 0, 0], "month out of range"),
        ([1, -1, 0, 0, 0, 0, 0, 0, 0], "month out of range"),
        ([1, 1, 32, 0, 0, 0, 0, 0, 0], "day of month out of range"),
        ([1, 1, -1, 0, 0, 0, 0, 0, 0], "day of month out of range"),
        ([1, 1, 1, 24, 0, 0, 0, 0, 0], "hour out of range"),
        ([1, 1, 1, 0, 60, 0, 0, 0, 0], "minute out of range"),
        ([1, 1, 1, 0, 0, 62, 0, 0, 0], "seconds out of range"),
        ([1, 1, 1, 0, 0, -1, 0, 0, 0], "seconds out of range"),
        ([1, 1, 1, 0, 0, 0, -2, 0, 0], "day of week out of range"),
        ([1, 1, 1, 0, 0, 0, 0, 367, 0], "day of year out of range"),
        ([1, 1, 1, 0, 0, 0, 0, -1, 0], "day of year out of range"),
    ] {
        let error = case(fields).unwrap_err();
        assert_eq!((error.kind(), error.to_string().as_str()), (ErrorKind::Value, text));
        assert!(time::strftime("%Y", &StructTime::from(fields)).is_err());
    }
    assert_eq!(case([1, 1, 1, 0, 0, 0, 8, 0, 0]).unwrap(), "Tue Jan  1 00:00:00 1", "modulo 7");
    let late = StructTime { tm_year: 1 << 40, ..StructTime::from([0; 9]) };
    assert_eq!(time::asctime(&late).unwrap_err().kind(), ErrorKind::Overflow);
    assert_eq!(time::mktime(&late).unwrap_err().to_string(), "year out of range");
    assert_eq!(
        time::timegm(&StructTime { tm_mon: 1, tm_year: i64::MIN, ..late }).unwrap_err().kind(),
        ErrorKind::Overflow
    );
}

#[test]
fn one_second_before_1970_is_an_answer() {
    super::support::in_child("calendar::one_second_before_1970_is_an_answer", || {
        // SAFETY: the only other thread is waiting for this one.
        unsafe { std::env::set_var("TZ", "UTC0") };
        time::tzset().unwrap();
        let before = StructTime::from([1969, 12, 31, 23, 59, 59, 0, 0, 0]);
        assert_eq!(time::mktime(&before).unwrap(), -1);
        let last = StructTime {
            tm_year: 2_147_485_547,
            ..StructTime::from([0, 12, 31, 23, 59, 59, 0, 0, 0])
        };
        assert_eq!(time::mktime(&last).unwrap(), LAST);
        let none = StructTime { tm_mon: i32::MAX, ..last.clone() };
        let error = time::mktime(&none).unwrap_err();
        assert_eq!(
            (error.kind(), error.to_string().as_str()),
            (ErrorKind::Overflow, "mktime argument out of range")
        );
        for extreme in [i32::MIN, i32::MAX] {
            let _ = time::mktime(&StructTime::from([extreme; 9]));
            let _ = time::asctime(&StructTime::from([extreme; 9]));
            let _ = time::timegm(&StructTime { tm_mon: 1, ..StructTime::from([extreme; 9]) });
        }
    });
}

proptest! {
    #[test]
    fn utc_is_the_c_librarys(seconds in FIRST..=LAST) {
        prop_assert_eq!(Some(time::gmtime(seconds).unwrap().fields()), witness(seconds));
    }

    /// Over all of the years that jiff has, -9999 to 9999.
    #[test]
    fn utc_is_jiffs(seconds in -377_705_023_201_i64..=253_402_207_200) {
        let time = time::gmtime(seconds).unwrap();
        let jiff = jiff::Timestamp::from_second(seconds).unwrap().to_zoned(jiff::tz::TimeZone::UTC);
        let expected = [
            i64::from(jiff.year()), jiff.month().into(), jiff.day().into(), jiff.hour().into(), jiff.minute().into(),
            jiff.second().into(), jiff.weekday().to_monday_zero_offset().into(), jiff.day_of_year().into(), 0,
        ];
        prop_assert_eq!(time.fields(), expected);
        prop_assert_eq!(time::timegm(&time).unwrap(), seconds);
    }

    #[test]
    fn never_a_panic(fields: [i32; 9], year: i64, east: Option<i64>) {
        let time = StructTime { tm_year: year, tm_gmtoff: east, ..StructTime::from(fields) };
        let _ = (time::mktime(&time), time::timegm(&time), time::asctime(&time), time.to_system_time());
        let _ = time::strftime("%c %s %z %Z %G %V %E", &time);
        let _ = (time.to_string(), format!("{time:?}"));
    }
}
