//! To and from jiff's types.

#![cfg(feature = "jiff")]

use jiff::civil::DateTime;
use jiff::{Timestamp, Zoned};
use ostler::time::{self, StructTime};

#[test]
fn moments_and_dates() {
    let moment: Timestamp = "1969-12-31T23:59:59.5Z".parse().unwrap();
    let time = time::gmtime(moment).unwrap();
    assert_eq!(time.fields(), [1969, 12, 31, 23, 59, 59, 2, 365, 0], "rounded down");
    let whole = Timestamp::from_second(-1).unwrap();
    assert_eq!(Timestamp::try_from(&time).unwrap(), whole);
    assert_eq!(DateTime::try_from(&time).unwrap(), "1969-12-31T23:59:59".parse().unwrap());

    let zoned: Zoned = "2024-07-01T12:30:00+05:30[+05:30]".parse().unwrap();
    let time = StructTime::from(&zoned);
    assert_eq!(time.fields(), [2024, 7, 1, 12, 30, 0, 0, 183, 0]);
    assert_eq!(time.tm_gmtoff, Some(19_800));
    assert_eq!(Zoned::try_from(&time).unwrap(), zoned);
    assert_eq!(time::gmtime(&zoned).unwrap().tm_hour, 7);
    assert_eq!(StructTime::from(zoned.datetime()).tm_isdst, -1);
}

#[test]
fn what_jiff_does_not_have() {
    for fields in [
        [2024, 2, 30, 0, 0, 0, 0, 0, 0],
        [2024, 1, 1, 0, 0, 60, 0, 0, 0],
        [10_000, 1, 1, 0, 0, 0, 0, 0, 0],
        [i32::MAX; 9],
    ] {
        let time = StructTime { tm_gmtoff: Some(0), ..StructTime::from(fields) };
        assert!(DateTime::try_from(&time).is_err());
        assert!(Zoned::try_from(&time).is_err());
    }
    assert!(
        Zoned::try_from(&StructTime::from([2024, 1, 1, 0, 0, 0, 0, 0, 0])).is_err(),
        "no offset"
    );
}
