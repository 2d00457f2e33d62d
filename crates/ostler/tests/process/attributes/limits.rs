//! Resource limits.

use std::time::Duration;

use ostler::process::*;

use super::children::{sleeper, start};

/// The limits as the kernel has them by number.
fn limit(pid: i32, resource: i32) -> (u64, u64) {
    let mut limit = libc::rlimit64 { rlim_cur: 0, rlim_max: 0 };
    // SAFETY: nothing is set, and the structure is writable.
    assert_eq!(unsafe { libc::prlimit64(pid, resource as _, std::ptr::null(), &raw mut limit) }, 0);
    (limit.rlim_cur, limit.rlim_max)
}

#[test]
fn every_limit() {
    let child = sleeper();
    let process = child.process();
    let all = [
        RLIMIT_AS,
        RLIMIT_CORE,
        RLIMIT_CPU,
        RLIMIT_DATA,
        RLIMIT_FSIZE,
        RLIMIT_LOCKS,
        RLIMIT_MEMLOCK,
        RLIMIT_MSGQUEUE,
        RLIMIT_NICE,
        RLIMIT_NOFILE,
        RLIMIT_NPROC,
        RLIMIT_RSS,
        RLIMIT_RTPRIO,
        RLIMIT_RTTIME,
        RLIMIT_SIGPENDING,
        RLIMIT_STACK,
    ];
    let limits = process.rlimits().unwrap();
    assert_eq!(limits.len(), all.len());
    for (n, resource) in all.into_iter().enumerate() {
        // Each its own value, so that none is taken for another.
        let soft = 1000 + n as u64;
        let (_, hard) = limit(child.pid(), resource.raw());
        let ours = (soft.min(hard), hard);
        process.set_rlimit(resource, ours).unwrap();
        assert_eq!(limit(child.pid(), resource.raw()), ours, "{resource:?}");
    }
    for resource in all {
        let expected = limit(child.pid(), resource.raw());
        assert_eq!(process.rlimit(resource).unwrap(), expected, "{resource:?}");
        assert!(process.rlimits().unwrap().contains(&(resource, expected)), "{resource:?}");
    }
}

#[test]
fn no_limit() {
    let child = start(std::process::Command::new("sh").args(["-c", "ulimit -f 7; exec sleep 600"]));
    let process = child.process();
    super::children::until("the program", || process.name().unwrap() == "sleep");
    // In blocks of 512 or 1024, as the shell has it.
    let (soft, hard) = process.rlimit(RLIMIT_FSIZE).unwrap();
    assert!(soft == 7 * 512 || soft == 7 * 1024, "{soft}");
    assert_eq!(soft, hard);
    let snapshot = process.snapshot(Field::Rlimits).unwrap();
    let limits = snapshot.get(Field::Rlimits).unwrap();
    assert_eq!(
        limits.part("fsize"),
        Some(&Value::List(vec![Value::Size(soft), Value::Size(hard)]))
    );
    if process.rlimit(RLIMIT_CPU).unwrap() == (RLIM_INFINITY, RLIM_INFINITY) {
        assert_eq!(limits.part("cpu"), Some(&Value::List(vec![Value::None, Value::None])));
    }
    // Each is in its unit.
    for (resource, name, value) in [
        (RLIMIT_NOFILE, "nofile", Value::Int(20)),
        (RLIMIT_CPU, "cpu", Value::Duration(Duration::from_secs(20))),
        (RLIMIT_RTTIME, "rttime", Value::Duration(Duration::from_micros(20))),
        (RLIMIT_CORE, "core", Value::Size(20)),
    ] {
        process.set_rlimit(resource, (20, 20)).unwrap();
        let snapshot = process.snapshot(Field::Rlimits).unwrap();
        let part = snapshot.get(Field::Rlimits).unwrap().part(name);
        assert_eq!(part, Some(&Value::List(vec![value.clone(), value])));
    }
}

#[test]
fn limits_that_there_are_not() {
    let child = sleeper();
    let process = child.process();
    for number in [-1, 16, i32::MAX] {
        let error = process.rlimit(Resource::from_raw(number)).unwrap_err();
        assert_eq!(error.errno(), Some(ostler::errno::EINVAL), "{number}");
    }
    let error = process.set_rlimit(RLIMIT_CORE, (2, 1)).unwrap_err();
    assert_eq!(error.errno(), Some(ostler::errno::EINVAL));
}
