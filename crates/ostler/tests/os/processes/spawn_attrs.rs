//! How a child of `posix_spawn` differs from its parent.

use ostler::os::{self, SchedPolicy, SpawnAttrs};
use ostler::signal::{self, Signal};
use ostler::{ErrorKind, errno};

use super::{eventually, state, status_of};
use crate::support::in_child;

/// A child that sleeps until it is dropped.
struct Sleeper(i32);

impl Sleeper {
    fn new(attrs: &SpawnAttrs<'_>) -> Self {
        let pid = os::posix_spawn_with("/bin/sleep", ["sleep", "60"], os::INHERIT, attrs).unwrap();
        eventually(|| state(pid) == Some('S'));
        Self(pid)
    }

    /// A line of `/proc/<pid>/status`.
    fn line(&self, name: &str) -> String {
        let text = std::fs::read_to_string(format!("/proc/{}/status", self.0)).unwrap();
        let value = |line: &str| line.strip_prefix(name).map(|rest| rest.trim().to_owned());
        text.lines().find_map(value).unwrap()
    }

    fn signals(&self, name: &str) -> u64 {
        u64::from_str_radix(&self.line(name), 16).unwrap()
    }
}

impl Drop for Sleeper {
    fn drop(&mut self) {
        os::kill(self.0, signal::SIGKILL).unwrap();
        status_of(self.0);
    }
}

fn bit(signal: Signal) -> u64 {
    1 << (signal.raw() - 1)
}

#[test]
fn process_groups() {
    in_child("processes::spawn_attrs::process_groups", || {
        let group = |child: &Sleeper| libc!(getpgid(child.0));
        let same = Sleeper::new(&SpawnAttrs::default());
        assert_eq!(group(&same), libc!(getpgrp()));
        let own = Sleeper::new(&SpawnAttrs { setpgroup: Some(0), ..Default::default() });
        assert_eq!(group(&own), own.0);
        let joined = Sleeper::new(&SpawnAttrs { setpgroup: Some(own.0), ..Default::default() });
        assert_eq!(group(&joined), own.0);
        for (pgid, number) in [(i32::MAX, errno::EPERM), (-1, errno::EINVAL)] {
            let attrs = SpawnAttrs { setpgroup: Some(pgid), ..Default::default() };
            let result = os::posix_spawn_with("/bin/true", ["true"], os::INHERIT, &attrs);
            assert_eq!(result.unwrap_err().errno(), Some(number), "{pgid}");
        }
    });
}

#[test]
fn sessions() {
    in_child("processes::spawn_attrs::sessions", || {
        let session = |child: &Sleeper| libc!(getsid(child.0));
        let same = Sleeper::new(&SpawnAttrs::default());
        assert_eq!(session(&same), libc!(getsid(0)));
        let own = Sleeper::new(&SpawnAttrs { setsid: true, ..Default::default() });
        assert_eq!(session(&own), own.0);
    });
}

#[test]
fn signal_masks() {
    in_child("processes::spawn_attrs::signal_masks", || {
        let mut blocked = zeroed!(sigset_t);
        libc!(sigaddset(&raw mut blocked, libc::SIGUSR2));
        libc!(pthread_sigmask(libc::SIG_BLOCK, &raw const blocked, std::ptr::null_mut()));
        let same = Sleeper::new(&SpawnAttrs::default());
        assert_eq!(same.signals("SigBlk:"), bit(signal::SIGUSR2));
        let both = [signal::SIGUSR1, signal::SIGTERM];
        let own = Sleeper::new(&SpawnAttrs { setsigmask: Some(&both), ..Default::default() });
        assert_eq!(own.signals("SigBlk:"), bit(signal::SIGUSR1) | bit(signal::SIGTERM));
        let none = Sleeper::new(&SpawnAttrs { setsigmask: Some(&[]), ..Default::default() });
        assert_eq!(none.signals("SigBlk:"), 0);
    });
}

#[test]
fn default_signals() {
    in_child("processes::spawn_attrs::default_signals", || {
        for number in [libc::SIGUSR1, libc::SIGUSR2] {
            libc!(signal(number, libc::SIG_IGN));
        }
        let (one, two) = (bit(signal::SIGUSR1), bit(signal::SIGUSR2));
        let same = Sleeper::new(&SpawnAttrs::default());
        assert_eq!(same.signals("SigIgn:") & (one | two), one | two);
        let own = Sleeper::new(&SpawnAttrs { setsigdef: &[signal::SIGUSR1], ..Default::default() });
        assert_eq!(own.signals("SigIgn:") & (one | two), two);
    });
}

#[test]
fn numbers_that_are_no_signals() {
    for number in [0, -1, 65, 4000, i32::MIN, i32::MAX] {
        let signals = [Signal::from_raw(number)];
        let mask = SpawnAttrs { setsigmask: Some(&signals), ..Default::default() };
        let default = SpawnAttrs { setsigdef: &signals, ..Default::default() };
        for attrs in [mask, default] {
            let result = os::posix_spawn_with("/bin/true", ["true"], os::INHERIT, &attrs);
            let error = result.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Value);
            assert_eq!(error.to_string(), format!("signal number {number} out of range"));
        }
    }
}

#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[test]
fn schedulers() {
    in_child("processes::spawn_attrs::schedulers", || {
        let policy = |child: &Sleeper| libc!(sched_getscheduler(child.0));
        let batch = libc::sched_param { sched_priority: 0 };
        assert_eq!(libc!(sched_setscheduler(0, libc::SCHED_BATCH, &raw const batch)), 0);
        let same = Sleeper::new(&SpawnAttrs::default());
        assert_eq!(policy(&same), libc::SCHED_BATCH);
        let scheduler = Some((Some(os::SCHED_OTHER), 0));
        let child = Sleeper::new(&SpawnAttrs { scheduler, ..Default::default() });
        assert_eq!(policy(&child), libc::SCHED_OTHER);
        let child = Sleeper::new(&SpawnAttrs { scheduler: Some((None, 0)), ..Default::default() });
        assert_eq!(policy(&child), libc::SCHED_BATCH, "only the priority was given");
        // A priority the policy does not have, a policy nobody has.
        for scheduler in [
            (Some(os::SCHED_OTHER), 7),
            (None, 7),
            (Some(SchedPolicy::from_raw(i32::MAX)), 0),
            (Some(SchedPolicy::from_raw(-1)), 0),
        ] {
            let attrs = SpawnAttrs { scheduler: Some(scheduler), ..Default::default() };
            let result = os::posix_spawn_with("/bin/true", ["true"], os::INHERIT, &attrs);
            assert_eq!(result.unwrap_err().errno(), Some(errno::EINVAL), "{scheduler:?}");
        }
    });
}

#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[test]
fn real_time() {
    in_child("processes::spawn_attrs::real_time", || {
        let scheduler = Some((Some(os::SCHED_RR), 3));
        let attrs = SpawnAttrs { scheduler, ..Default::default() };
        let pid = match os::posix_spawn_with("/bin/sleep", ["sleep", "60"], os::INHERIT, &attrs) {
            Err(error) if error.kind() == ErrorKind::PermissionDenied => {
                println!("skipped: {error}");
                return;
            }
            other => other.unwrap(),
        };
        let child = Sleeper(pid);
        let mut param = libc::sched_param { sched_priority: 0 };
        assert_eq!(libc!(sched_getscheduler(child.0)), libc::SCHED_RR);
        assert_eq!(libc!(sched_getparam(child.0, &raw mut param)), 0);
        assert_eq!(param.sched_priority, 3);
    });
}

#[test]
fn effective_ids_are_reset() {
    in_child("processes::spawn_attrs::effective_ids_are_reset", || {
        if libc!(geteuid()) != 0 {
            println!("skipped: needs the superuser");
            return;
        }
        assert_eq!(libc!(setegid(65534)), 0);
        assert_eq!(libc!(seteuid(65534)), 0);
        // Real, effective, saved, file system.
        let reset = Sleeper::new(&SpawnAttrs { resetids: true, ..Default::default() });
        assert_eq!(reset.line("Uid:"), "0\t0\t0\t0");
        assert_eq!(reset.line("Gid:"), "0\t0\t0\t0");
        let same = Sleeper::new(&SpawnAttrs::default());
        assert_eq!(same.line("Uid:"), "0\t65534\t65534\t65534");
        // To signal the first one again.
        assert_eq!(libc!(seteuid(0)), 0);
    });
}

#[cfg(target_os = "linux")]
#[test]
fn an_ordinary_user_may_not_have_real_time() {
    crate::support::as_nobody(
        "processes::spawn_attrs::an_ordinary_user_may_not_have_real_time",
        || {
            super::witness::limit(libc::RLIMIT_RTPRIO as i32, 0);
            let scheduler = Some((Some(os::SCHED_FIFO), 1));
            let attrs = SpawnAttrs { scheduler, ..Default::default() };
            let result = os::posix_spawn_with("/bin/true", ["true"], os::INHERIT, &attrs);
            let error = result.unwrap_err();
            let seen =
                [ErrorKind::PermissionDenied, ErrorKind::NotImplemented].contains(&error.kind());
            assert!(seen, "{error}");
        },
    );
}
