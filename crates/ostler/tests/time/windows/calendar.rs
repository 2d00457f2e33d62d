//! Local time and back.

use ostler::time::{self, StructTime};
use ostler::{ErrorKind, errno};

use super::{in_zone, is_wine};

#[test]
fn a_zone_with_summer_time() {
    in_zone("EST5EDT", "calendar::a_zone_with_summer_time", || {
        let zone = time::zone();
        assert_eq!((zone.timezone, zone.altzone, zone.daylight), (18_000, 14_400, true));
        // Wine keeps two letters of each.
        let [standard, summer_time] = if is_wine() { ["ES", "ED"] } else { ["EST", "EDT"] };
        assert!(zone.tzname.0 == standard && zone.tzname.1 == summer_time, "{zone:?}");
        let winter = time::localtime(1_705_000_000).unwrap();
        assert_eq!(winter.fields(), [2024, 1, 11, 14, 6, 40, 3, 11, 0]);
        assert_eq!(winter.tm_gmtoff, Some(-18_000));
        assert!(winter.tm_zone.as_ref().unwrap() == standard);
        let summer = time::localtime(1_720_000_000).unwrap();
        assert_eq!(summer.tm_gmtoff, Some(-14_400));
        assert_eq!(summer.fields(), [2024, 7, 3, 5, 46, 40, 2, 185, 1]);
        assert!(summer.tm_zone.as_ref().unwrap() == summer_time);
        let text = format!("-0400 {summer_time}");
        assert_eq!(time::strftime("%z %Z", &summer).unwrap(), text);
    });
}

#[test]
fn local_time_and_back() {
    for zone in ["EST5EDT", "UTC0", "XYZ-5:30"] {
        in_zone(zone, "calendar::local_time_and_back", || {
            // From 1601 to 5000, in steps that meet all hours and seasons; and where the runtime's knowledge ends.
            let some = (-11_644_473_600..95_617_584_000_i64).step_by(30_000_017);
            let ends = [0, 1, -1, 3_600, 86_399, 172_800, 32_535_215_999, 32_535_216_000];
            for seconds in some.chain(ends) {
                let local = time::localtime(seconds).unwrap();
                let east = local.tm_gmtoff.unwrap();
                assert_eq!(time::timegm(&local).unwrap() - east, seconds, "{local}");
                assert!(east.abs() <= 19_800 && east % 1_800 == 0, "{local} {east}");
                let back = time::mktime(&local).unwrap();
                assert_eq!(back, seconds, "{local}");
                assert_eq!(
                    local.to_system_time().unwrap(),
                    time::system_time(i128::from(seconds) * 1_000_000_000).unwrap()
                );
            }
        });
    }
}

#[test]
fn times_that_there_are_not() {
    for seconds in [i64::MIN, i64::MAX, 1 << 60] {
        let error = time::localtime(seconds).unwrap_err();
        assert_eq!((error.kind(), error.errno()), (ErrorKind::Overflow, Some(errno::EOVERFLOW)));
    }
    for fields in [[i32::MAX; 9], [2024, i32::MIN + 1, 1, 0, 0, 0, 0, 0, 0]] {
        let error = time::mktime(&StructTime::from(fields)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Overflow, "{fields:?}");
    }
}

#[test]
fn fields_carry_over() {
    in_zone("CET-1", "calendar::fields_carry_over", || {
        let carried = StructTime::from([2023, 14, 30, 25, 61, 61, 0, 0, -1]);
        let carried = time::mktime(&carried).unwrap();
        assert_eq!(time::localtime(carried).unwrap().fields()[..6], [2024, 3, 2, 2, 2, 1]);
        let before = StructTime::from([1900, 1, 1, 0, 0, 0, 0, 0, 0]);
        assert_eq!(time::mktime(&before).unwrap(), -2_208_992_400);
        assert_eq!(time::altzone(), time::timezone());
        assert_eq!((time::timezone(), time::daylight()), (-3_600, false));
    });
}

/// The names of the system, without a variable.
#[test]
fn the_zone_of_the_system() {
    use windows_sys::Win32::System::Time::{GetTimeZoneInformation, TIME_ZONE_INFORMATION};
    if std::env::var_os("TZ").is_some() {
        return;
    }
    let mut known = TIME_ZONE_INFORMATION::default();
    // SAFETY: the structure is written to.
    unsafe { GetTimeZoneInformation(&raw mut known) };
    let name =
        |name: &[u16]| String::from_utf16_lossy(name.split(|unit| *unit == 0).next().unwrap());
    let zone = time::zone();
    assert_eq!(zone.timezone, i64::from(known.Bias + known.StandardBias) * 60);
    assert_eq!(zone.tzname.0.to_string(), name(&known.StandardName));
}
