//! Local time, zone by zone. The zone is the process's: in children.

use std::path::{Path, PathBuf};

use ostler::time::{self, StructTime};

use super::python::{self, Random};
use super::support::in_child;

fn set(zone: &str) {
    // SAFETY: the only other thread is waiting for this one.
    unsafe { std::env::set_var("TZ", zone) };
    time::tzset().unwrap();
}

const FOLDER: &str = "/usr/share/zoneinfo";

/// Every zone of the system's database.
fn zones() -> Vec<String> {
    let mut folders = vec![PathBuf::from(FOLDER)];
    let mut zones = Vec::new();
    while let Some(folder) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else { continue };
        for entry in entries.flatten() {
            let path = entry.path();
            // The same again with leap seconds, and without.
            if path.is_dir() {
                if !path.ends_with("right") && !path.ends_with("posix") {
                    folders.push(path);
                }
            } else if std::fs::read(&path).is_ok_and(|bytes| bytes.starts_with(b"TZif")) {
                zones.push(path.strip_prefix(FOLDER).unwrap().to_str().unwrap().to_owned());
            }
        }
    }
    zones.sort();
    zones
}

#[test]
fn local_time_and_back_in_every_zone() {
    const FROM_1900: i64 = -2_208_988_800;
    const TO_2100: i64 = 4_102_444_800;
    in_child("zones::local_time_and_back_in_every_zone", || {
        let zones = zones();
        if zones.is_empty() {
            eprintln!("skipped: no database of zones");
        }
        let mut random = Random::new();
        let (mut not_back, mut count) = (0, 0);
        for zone in &zones {
            set(zone);
            for _ in 0..200 {
                let seconds = FROM_1900 + random.below((TO_2100 - FROM_1900) as usize) as i64;
                let local = time::localtime(seconds).unwrap();
                let back = time::mktime(&local).unwrap();
                assert_eq!(time::localtime(back).unwrap(), local, "{zone} {seconds}");
                // The same number is not promised: clocks were put back without summer time, in Moscow in 2014.
                not_back += usize::from(back != seconds);
                count += 1;
                assert_eq!(
                    time::timegm(&local).unwrap() - local.tm_gmtoff.unwrap(),
                    seconds,
                    "{zone}"
                );
                assert_eq!(
                    local.to_system_time().unwrap(),
                    time::system_time(i128::from(seconds) * 1_000_000_000).unwrap()
                );
            }
        }
        println!("{} zones, {count} times, {not_back} of them with two numbers", zones.len());
    });
}

#[test]
fn hours_that_came_twice_without_summer_time() {
    in_child("zones::hours_that_came_twice_without_summer_time", || {
        for (zone, seconds) in [("Europe/Moscow", 1_414_276_200), ("Asia/Pyongyang", 1_439_566_200)]
        {
            if !Path::new(FOLDER).join(zone).exists() {
                continue;
            }
            set(zone);
            let hour_before = seconds - 3_600;
            let (first, second) =
                (time::localtime(hour_before).unwrap(), time::localtime(seconds).unwrap());
            if first == second {
                assert_ne!(first.tm_gmtoff, second.tm_gmtoff, "only the offset tells them apart");
                assert_eq!(time::mktime(&first).unwrap(), time::mktime(&second).unwrap());
                assert_ne!(first.to_system_time().unwrap(), second.to_system_time().unwrap());
            }
        }
    });
}

#[test]
fn rules_in_the_variable() {
    in_child("zones::rules_in_the_variable", || {
        set("EST+05EDT,M4.1.0,M10.5.0");
        let zone = time::zone();
        assert_eq!((zone.timezone, zone.altzone, zone.daylight), (18_000, 14_400, true));
        assert!(zone.tzname.0 == "EST" && zone.tzname.1 == "EDT");
        assert_eq!(time::tzname(), zone.tzname);
        let summer = time::localtime(1_052_372_256).unwrap();
        assert_eq!(time::strftime("%X %x %Z", &summer).unwrap(), "01:37:36 05/08/03 EDT");
        assert_eq!((summer.tm_isdst, summer.tm_gmtoff), (1, Some(-14_400)));

        // Summer is in January.
        set("AEST-10AEDT-11,M10.5.0,M3.5.0");
        assert_eq!((time::timezone(), time::altzone(), time::daylight()), (-36_000, -39_600, true));
        let local = time::localtime(1_052_372_256).unwrap();
        assert_eq!(time::strftime("%X %x %Z", &local).unwrap(), "15:37:36 05/08/03 AEST");

        // A summer time of two hours; none; names of any length.
        set("STD-1DST-3,M3.5.0,M10.5.0");
        assert_eq!((time::timezone(), time::altzone()), (-3_600, -10_800));
        set("<+0330>-3:30");
        assert_eq!(
            (time::timezone(), time::altzone(), time::daylight()),
            (-12_600, -12_600, false)
        );
        let name = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
        set(&format!("{name}5"));
        assert!(time::tzname().0 == name && time::localtime(0).unwrap().tm_zone.unwrap() == name);
    });
}

#[test]
fn summer_time_that_does_not_say() {
    in_child("zones::summer_time_that_does_not_say", || {
        set("CET-1CEST,M3.5.0,M10.5.0/3");
        let of = |hour, isdst| {
            time::mktime(&StructTime::from([2024, 10, 27, hour, 30, 0, 0, 0, isdst])).unwrap()
        };
        assert_eq!(of(2, 0) - of(2, 1), 3_600, "the hour comes twice");
        assert!([of(2, 0), of(2, 1)].contains(&of(2, -1)));
        let skipped = time::mktime(&StructTime::from([2024, 3, 31, 2, 30, 0, 0, 0, -1])).unwrap();
        assert!(
            [1, 3].contains(&time::localtime(skipped).unwrap().tm_hour),
            "there is no such hour"
        );
        let carried =
            time::mktime(&StructTime::from([2023, 14, 30, 25, 61, 61, 0, 0, -1])).unwrap();
        assert_eq!(&time::localtime(carried).unwrap().fields()[..6], [2024, 3, 2, 2, 2, 1]);
    });
}

#[test]
fn the_zone_is_what_the_stock_interpreter_says() {
    let Some((python, _)) = python::interpreter() else {
        eprintln!("skipped: no interpreter to compare with");
        return;
    };
    in_child("zones::the_zone_is_what_the_stock_interpreter_says", || {
        let odd = ["UTC", "X", "ABC24", "EST5EDT", "STD-1DST-3,M3.5.0,M10.5.0", "<+0330>-3:30"];
        let some = zones().into_iter().step_by(7);
        let zones: Vec<String> = some.chain(odd.map(String::from)).collect();
        let script = r"
import os, sys, time
for line in sys.stdin:
    os.environ['TZ'] = line.strip()
    time.tzset()
    local = time.localtime(1720000000)
    print(time.timezone, time.altzone, time.daylight, *time.tzname, list(local), local.tm_zone, local.tm_gmtoff)
";
        let theirs = python::run(&python, script, zones.join("\n"));
        assert_eq!(theirs.lines().count(), zones.len());
        for (zone, theirs) in zones.iter().zip(theirs.lines()) {
            set(zone);
            let (standard, summer) = time::tzname();
            let local = time::localtime(1_720_000_000).unwrap();
            let ours = format!(
                "{} {} {} {standard} {summer} {:?} {} {}",
                time::timezone(),
                time::altzone(),
                u8::from(time::daylight()),
                local.fields(),
                local.tm_zone.as_ref().unwrap(),
                local.tm_gmtoff.unwrap()
            );
            assert_eq!(ours, theirs, "{zone}");
        }
    });
}
