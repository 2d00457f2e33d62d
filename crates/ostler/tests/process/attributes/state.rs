//! What processes are doing, and since when.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use ostler::process::{Field, Query, Status, Value};

use super::children::{fork, kernel_thread, sleeper, stat, until, zombie};
use crate::support::undisturbed;

#[test]
fn states() {
    let child = sleeper();
    let process = child.process();
    assert_eq!(process.status().unwrap(), Status::Sleeping);
    // SAFETY: the child is ours.
    unsafe { libc::kill(child.pid(), libc::SIGSTOP) };
    until("stopped", || stat(child.pid())[0] == "T");
    assert_eq!(process.status().unwrap(), Status::Stopped);
    let query = format!("status == stopped and pid == {}", child.pid());
    assert_eq!(Query::parse(&query).unwrap().find().unwrap(), [process]);
    assert_eq!(zombie().process().status().unwrap(), Status::Zombie);
    if let Some(kernel) = kernel_thread() {
        // It is asleep, runs, and is asleep again.
        let letter = || stat(kernel.pid())[0].bytes().next().unwrap();
        let (before, status) = undisturbed(letter, || kernel.status().unwrap());
        assert!([Status::from_letter(before).unwrap(), Status::Running].contains(&status));
    }
}

#[test]
fn traced() {
    // SAFETY: tracing oneself by the parent.
    let child = fork(|| unsafe {
        libc::ptrace(libc::PTRACE_TRACEME, 0, 0, 0);
    });
    // SAFETY: the child is ours.
    unsafe { libc::kill(child.0, libc::SIGUSR1) };
    until("a tracing stop", || stat(child.0)[0] == "t");
    assert_eq!(child.process().status().unwrap(), Status::TracingStop);
}

#[test]
fn texts() {
    let texts = [
        (Status::Running, "running"),
        (Status::Sleeping, "sleeping"),
        (Status::DiskSleep, "disk-sleep"),
        (Status::Stopped, "stopped"),
        (Status::TracingStop, "tracing-stop"),
        (Status::Zombie, "zombie"),
        (Status::Dead, "dead"),
        (Status::WakeKill, "wake-kill"),
        (Status::Waking, "waking"),
        (Status::Idle, "idle"),
        (Status::Parked, "parked"),
        (Status::Locked, "locked"),
        (Status::Waiting, "waiting"),
    ];
    for (status, text) in texts {
        assert_eq!(status.to_string(), text);
        assert_eq!(status.as_str(), text);
    }
    assert_eq!(format!("{:>9}", Status::Dead), "     dead");
    assert_eq!(Status::from_letter(b'x'), Some(Status::Dead));
    assert_eq!(Status::from_letter(b'?'), None);
}

#[test]
fn start_times() {
    let before = SystemTime::now();
    let child = sleeper();
    let process = child.process();
    let start = process.create_time().unwrap();
    // The second of the boot began before the boot, and a tick begins before it ends.
    let (second, tick) = (Duration::from_millis(1150), Duration::from_millis(150));
    assert!(start + second >= before && start <= SystemTime::now() + tick, "{start:?}, {before:?}");
    // The kernel's own account, which any program finds, and finds again in its next run.
    let text = std::fs::read_to_string("/proc/stat").unwrap();
    let boot: u64 =
        text.lines().find_map(|line| line.strip_prefix("btime ")).unwrap().parse().unwrap();
    let ticks: u64 = stat(child.pid())[19].parse().unwrap();
    // SAFETY: no preconditions.
    let hertz = unsafe { libc::sysconf(libc::_SC_CLK_TCK) } as f64;
    let expected = boot as f64 + ticks as f64 / hertz;
    let found = start.duration_since(UNIX_EPOCH).unwrap().as_secs_f64();
    assert!((found - expected).abs() < 1e-6, "{found} and {expected}");
    // It is one time, whenever and however it is asked for.
    for _ in 0..100 {
        assert_eq!(process.create_time().unwrap(), start);
    }
    let snapshot = process.snapshot(Field::CreateTime).unwrap();
    assert_eq!(snapshot.get(Field::CreateTime), Some(&Value::Time(start)));
}

#[test]
fn ages() {
    let child = sleeper();
    std::thread::sleep(Duration::from_millis(120));
    let age = child.process().age().unwrap();
    assert!(age >= Duration::from_millis(100) && age < Duration::from_secs(60), "{age:?}");
}
