//! What processes do about signals, and what they may do.

use ostler::process::{Field, Query};
use ostler::signal::{SIGHUP, SIGINT, SIGRTMIN, SIGTERM, SIGUSR1, SIGUSR2};

use super::children::{fork, is_root, status};

extern "C" fn handler(_: i32) {}

#[test]
fn blocked_ignored_caught() {
    let child = fork(|| {
        // SAFETY: this process's own signals, and a handler that does nothing.
        unsafe {
            let mut set = std::mem::zeroed();
            libc::sigemptyset(&raw mut set);
            libc::sigaddset(&raw mut set, libc::SIGUSR1);
            libc::sigaddset(&raw mut set, libc::SIGRTMIN());
            libc::sigprocmask(libc::SIG_SETMASK, &raw const set, std::ptr::null_mut());
            libc::signal(libc::SIGHUP, libc::SIG_IGN);
            libc::signal(libc::SIGTERM, handler as *const () as usize);
        }
    });
    let process = child.process();
    assert_eq!(process.signals_blocked().unwrap(), [SIGUSR1, SIGRTMIN()]);
    let (ignored, caught) = (process.signals_ignored().unwrap(), process.signals_caught().unwrap());
    assert!(
        ignored.contains(&SIGHUP) && !ignored.contains(&SIGTERM) && !ignored.contains(&SIGUSR2)
    );
    assert!(caught.contains(&SIGTERM) && !caught.contains(&SIGHUP) && !caught.contains(&SIGINT));
    let mask = u64::from_str_radix(&status(child.0, "SigIgn"), 16).unwrap();
    assert_eq!(mask.count_ones() as usize, ignored.len());
    let query = format!(
        "pid == {} and signals_caught == SIGTERM and not signals_ignored == SIGTERM",
        child.0
    );
    assert_eq!(Query::parse(&query).unwrap().find().unwrap(), [process]);
    let snapshot = process.snapshot(Field::SignalsBlocked).unwrap();
    assert_eq!(snapshot.get(Field::SignalsBlocked), Some(&vec!["SIGUSR1", "SIGRTMIN"].into()));
}

#[test]
fn capabilities() {
    let child = fork(|| {});
    let all = child.process().capabilities().unwrap();
    let mask = u64::from_str_radix(&status(child.0, "CapEff"), 16).unwrap();
    assert_eq!(all.len() as u32, mask.count_ones());
    // CAP_KILL is number 5, CAP_SYS_ADMIN number 21.
    for (name, bit) in
        [("CAP_CHOWN", 0), ("CAP_KILL", 5), ("CAP_SYS_ADMIN", 21), ("CAP_CHECKPOINT_RESTORE", 40)]
    {
        assert_eq!(all.iter().any(|other| other == name), mask & 1 << bit != 0, "{name}");
    }
    if is_root("giving capabilities up") {
        // SAFETY: a system call with numbers.
        let child = fork(|| unsafe {
            libc::syscall(libc::SYS_setresuid, 65534, 65534, 65534);
        });
        assert_eq!(child.process().capabilities().unwrap(), [""; 0]);
    }
}

#[test]
fn memory_running_out() {
    let child = fork(|| {
        // SAFETY: this process's own file; who is likelier to be ended may say so.
        unsafe {
            let file = libc::open(c"/proc/self/oom_score_adj".as_ptr(), libc::O_WRONLY);
            libc::write(file, c"321".as_ptr().cast(), 3);
            libc::close(file);
        }
    });
    let process = child.process();
    assert_eq!(process.oom_score_adj().unwrap(), 321);
    let score: i64 = std::fs::read_to_string(format!("/proc/{}/oom_score", child.0))
        .unwrap()
        .trim()
        .parse()
        .unwrap();
    assert!((process.oom_score().unwrap() - score).abs() <= 5);
}

#[test]
fn where_it_sleeps() {
    let child = fork(|| {});
    super::children::asleep(child.0);
    // It is looked at while it falls asleep, too.
    let (expected, found) = crate::support::undisturbed(
        || std::fs::read_to_string(format!("/proc/{}/wchan", child.0)).unwrap(),
        || child.process().wchan().unwrap(),
    );
    assert_eq!(found, Some(expected).filter(|name| name != "0"));
}
