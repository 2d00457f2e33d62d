//! Processor time and processors.

use std::process::Command;
use std::time::{Duration, Instant};

use ostler::os::{self, CpuSet};
use ostler::process::{Field, Value};

use super::children::{Started, asleep, fork, sleeper, start, stat, until};

/// A child that computes.
fn busy_child() -> Started {
    start(Command::new("sh").args(["-c", "while :; do :; done"]))
}

#[test]
fn times() {
    let child = fork(|| {
        // SAFETY: a child that computes for a while, and is waited for.
        unsafe {
            let pid = libc::fork();
            let mut time = std::mem::zeroed::<libc::timespec>();
            loop {
                libc::clock_gettime(libc::CLOCK_PROCESS_CPUTIME_ID, &raw mut time);
                if time.tv_sec > 0 || time.tv_nsec > 60_000_000 {
                    break;
                }
            }
            if pid == 0 {
                libc::_exit(0);
            }
            libc::waitpid(pid, std::ptr::null_mut(), 0);
        }
    });
    asleep(child.0);
    let times = child.process().cpu_times().unwrap();
    let own = times.user + times.system;
    let children = times.children_user + times.children_system;
    let least = Duration::from_millis(40);
    assert!(own >= least && children >= least, "{times:?}");
    let words = stat(child.0);
    // SAFETY: no preconditions.
    let hertz = unsafe { libc::sysconf(libc::_SC_CLK_TCK) } as u64;
    let ticks = |at: usize| words[at].parse::<u64>().unwrap();
    let duration = |ticks: u64| Duration::from_millis(ticks * 1000 / hertz);
    assert_eq!(times.user, duration(ticks(11)));
    assert_eq!(times.system, duration(ticks(12)));
    assert_eq!(times.children_user, duration(ticks(13)));
    assert_eq!(times.children_system, duration(ticks(14)));
    let snapshot = child.process().snapshot(Field::CpuTimes | Field::CpuTime).unwrap();
    assert_eq!(snapshot.get(Field::CpuTime), Some(&Value::Duration(own)));
    let parts = snapshot.get(Field::CpuTimes).unwrap();
    assert_eq!(parts.part("children_user"), Some(&Value::Duration(times.children_user)));
}

#[test]
fn shares() {
    let idle = sleeper();
    assert!(idle.process().cpu_percent(Duration::from_millis(50)).unwrap() < 20.0);
    let busy = busy_child();
    let process = busy.process();
    let made = (Instant::now(), used(busy.pid()));
    let mut meter = process.cpu_meter().unwrap();
    assert_eq!(meter.process(), process);
    // Others want processors too; what counts is what the kernel gave it, between the moments before and after each look.
    let look = || (Instant::now(), used(busy.pid()), Instant::now());
    let percent = |used: Duration, time: Duration| used.as_secs_f64() / time.as_secs_f64() * 100.0;
    let began = look();
    until("some computing", || used(busy.pid()) > began.1 + Duration::from_secs(1));
    let almost = look();
    let found = meter.percent().unwrap();
    let ended = look();
    // It counts in ticks of ten milliseconds: each of two sums, and they lag behind, at either end.
    let ticks = Duration::from_millis(60);
    let least = percent(almost.1.saturating_sub(began.1 + ticks), ended.2 - made.0);
    let most = percent((ended.1 + ticks).saturating_sub(made.1), almost.0 - began.2);
    assert!((least..=most).contains(&found), "{found}, and not {least} to {most}");
    until("its share", || process.cpu_percent(Duration::from_millis(60)).unwrap() > 1.0);
    let snapshot = process.snapshot(Field::CpuPercent).unwrap();
    let Some(Value::Percent(share)) = snapshot.get(Field::CpuPercent) else { panic!() };
    assert!(*share > 0.0 && *share < 1000.0, "{share}");
}

/// The processor time of a process by its own account.
fn used(pid: i32) -> Duration {
    // SAFETY: numbers, and structures that are writable.
    unsafe {
        let mut clock = 0;
        assert_eq!(libc::clock_getcpuclockid(pid, &raw mut clock), 0);
        let mut time = std::mem::zeroed::<libc::timespec>();
        assert_eq!(libc::clock_gettime(clock, &raw mut time), 0);
        Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
    }
}

#[test]
fn processors() {
    let child = sleeper();
    let process = child.process();
    let all = os::sched_getaffinity(child.pid()).unwrap();
    assert_eq!(process.cpu_affinity().unwrap(), all);
    let one = CpuSet::from_iter(all.iter().next());
    process.set_cpu_affinity(&one).unwrap();
    assert_eq!(process.cpu_affinity().unwrap(), one);
    assert_eq!(os::sched_getaffinity(child.pid()).unwrap(), one);
    let snapshot = process.snapshot(Field::CpuAffinity).unwrap();
    let numbers: Vec<i64> = one.iter().map(|cpu| cpu as i64).collect();
    assert_eq!(snapshot.get(Field::CpuAffinity), Some(&numbers.into()));
    assert_eq!(process.cpu_num().unwrap().to_string(), stat(child.pid())[36]);
    // None, and one that no machine has.
    let error = process.set_cpu_affinity(&CpuSet::new()).unwrap_err();
    assert_eq!(error.errno(), Some(ostler::errno::EINVAL));
    let error = process.set_cpu_affinity(&CpuSet::from([usize::MAX])).unwrap_err();
    assert_eq!(error.kind(), ostler::ErrorKind::Overflow);
    assert_eq!(process.cpu_affinity().unwrap(), one);
}
