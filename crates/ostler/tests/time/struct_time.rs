//! The sequence of fields.

use std::collections::HashSet;

use ostler::time::{self, StructTime, ZoneName};

#[test]
fn nine_fields_are_what_it_is() {
    let fields = [1999, 3, 17, 22, 44, 55, 2, 76, 0];
    let time = StructTime::from(fields);
    assert_eq!(time.fields(), fields.map(i64::from));
    assert_eq!(<[i64; 9]>::from(&time), time.fields());
    let StructTime {
        tm_year,
        tm_mon,
        tm_mday,
        tm_hour,
        tm_min,
        tm_sec,
        tm_wday,
        tm_yday,
        tm_isdst,
        ..
    } = time;
    assert_eq!(
        (tm_year, [tm_mon, tm_mday, tm_hour, tm_min], [tm_sec, tm_wday, tm_yday, tm_isdst]),
        (1999, [3, 17, 22, 44], [55, 2, 76, 0])
    );

    let zoned = StructTime { tm_zone: Some("CET".into()), tm_gmtoff: Some(3_600), ..time.clone() };
    assert_eq!(zoned, time, "the zone is beside them");
    assert!(zoned < StructTime::from([1999, 3, 18, 0, 0, 0, 0, 0, 0]));
    assert_eq!(HashSet::from([zoned.clone(), time.clone()]).len(), 1);
    let shown = "time.struct_time(tm_year=1999, tm_mon=3, tm_mday=17, tm_hour=22, tm_min=44, tm_sec=55, tm_wday=2, \
                 tm_yday=76, tm_isdst=0)";
    assert_eq!(zoned.to_string(), shown);
}

#[test]
fn names_of_zones() {
    for name in
        ["", "CET", "+0530", "12345678901234", "123456789012345", "A name that is rather long"]
    {
        let zone = ZoneName::from(name);
        assert!(zone == *name && zone == ZoneName::new(name.as_bytes()));
        assert_eq!((zone.to_string(), format!("{zone:?}")), (name.to_owned(), format!("{name:?}")));
        assert_eq!(zone.as_ref() as &[u8], name.as_bytes());
    }
    assert_eq!(ZoneName::new(b"a\xff").to_str(), "a\u{fffd}");
    assert!(ZoneName::default() == "");
    assert_eq!(format!("[{:5}]", ZoneName::from("CET")), "[CET  ]");
}

#[test]
fn to_and_from_the_standard_library() {
    use std::time::{Duration, SystemTime, UNIX_EPOCH};
    /// What the standard library's type counts in.
    const STEP: u32 = if cfg!(windows) { 100 } else { 1 };
    for ns in
        [0, 1, -1, 999_999_999, -1_000_000_001, 1_700_000_000_123_456_789, i128::from(i64::MAX)]
    {
        let ns = ns / i128::from(STEP) * i128::from(STEP);
        assert_eq!(time::nanoseconds(time::system_time(ns).unwrap()), ns);
    }
    for ns in [i128::MAX, i128::MIN, i128::from(u64::MAX) * 1_000_000_000] {
        assert_eq!(time::system_time(ns).unwrap_err().kind(), ostler::ErrorKind::Overflow);
    }
    let before = UNIX_EPOCH - Duration::from_nanos(STEP.into());
    assert_eq!(time::gmtime(before).unwrap().tm_year, 1969);
    let now = SystemTime::now();
    let local = time::localtime(now).unwrap();
    let seconds = now.duration_since(UNIX_EPOCH).unwrap().as_secs();
    assert_eq!(local.to_system_time().unwrap(), UNIX_EPOCH + Duration::from_secs(seconds));
}
