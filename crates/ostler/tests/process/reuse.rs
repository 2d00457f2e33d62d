//! Numbers that are given out again.

use std::time::Duration;

use ostler::ErrorKind;
use ostler::process::{Child, Outcome, Process, Stop, wait_all};

use crate::crowd::{again, fork, fork_as, lives, pause, rounds, say, state, until};
use crate::support::in_child;

const INSIDE: &str = "OSTLER_TEST_REUSE";
/// Numbers up to 300 are given out once.
const LIMIT: usize = 320;

/// In a PID namespace with twenty numbers every new process has the number of one that is gone.
#[test]
fn a_signal_never_reaches_the_next_holder() {
    if std::env::var_os(INSIDE).is_some() {
        return inside();
    }
    // SAFETY: no preconditions.
    if unsafe { libc::geteuid() } != 0 {
        println!("skipped: a PID namespace with a small pid_max takes the superuser");
        return;
    }
    let told = again(
        &["--pid", "--fork", "--mount-proc", "--kill-child"],
        "reuse::a_signal_never_reaches_the_next_holder",
        INSIDE,
        "1",
    );
    let text = told.unwrap_or_default();
    for line in text.lines().filter(|line| line.contains("reuse") && !line.starts_with("test ")) {
        println!("{line}");
    }
}

fn inside() {
    // Each PID namespace has a limit of its own since Linux 6.14; before that this would be everybody's.
    let limit = || std::fs::read_to_string("/proc/sys/kernel/pid_max").unwrap();
    if ostler::os::getpid() != 1 {
        return println!("skipped: no reuses, not in a PID namespace");
    }
    let release = std::fs::read_to_string("/proc/sys/kernel/osrelease").unwrap();
    let mut version = release.split(['.', '-']).map(|word| word.parse::<u32>().unwrap_or(0));
    let is_old = (version.next().unwrap(), version.next().unwrap()) < (6, 14);
    // In a machine that was started for this test alone nothing else needs numbers.
    let is_set = |name| std::env::var_os(name).is_some();
    if is_old && !(is_set("OSTLER_TEST_OWN_MACHINE") && is_set("OSTLER_TEST_ALONE")) {
        return println!("skipped: no reuses, pid_max is everybody's on this kernel");
    }
    std::fs::write("/proc/sys/kernel/pid_max", LIMIT.to_string()).unwrap();
    assert_eq!(limit().trim(), LIMIT.to_string());

    let mut former: Vec<Option<Process>> = vec![None; LIMIT + 1];
    let (mut reuses, mut same_tick) = (0, 0);
    let ticks = |pid: i32| {
        let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap();
        stat.rsplit_once(") ").unwrap().1.split(' ').nth(19).unwrap().to_owned()
    };
    let mut started = vec![String::new(); LIMIT + 1];
    let (wanted, by_inode) = (rounds(10_000), has_pidfs());
    while reuses < wanted {
        let new = fork(|| pause());
        let at = new.pid() as usize;
        let tick = ticks(new.pid());
        let within = started[at] == tick;
        same_tick += usize::from(within);
        if within && !by_inode {
            // Before Linux 6.9 nothing tells these two apart: docs/platforms.md.
            assert_eq!(former[at], Some(new));
        } else if let Some(old) = former[at] {
            assert_ne!(old, new);
            match reuses % 4 {
                0 => assert_eq!(old.kill().unwrap_err().kind(), ErrorKind::ProcessLookup),
                1 => assert!(matches!(Stop::new().force().one(old).unwrap(), Outcome::AlreadyGone)),
                2 => assert!(matches!(
                    Stop::new().force().tree(old).unwrap().get(old).unwrap(),
                    Outcome::AlreadyGone
                )),
                _ => {
                    let waited = wait_all([old], Some(Duration::ZERO), |_| ()).unwrap();
                    assert_eq!(waited.gone.len(), 1);
                    assert_eq!(old.terminate().unwrap_err().kind(), ErrorKind::ProcessLookup);
                }
            }
            assert!(!old.is_running().unwrap());
            reuses += 1;
        }
        // The new one has noticed nothing: the first signal it is sent is the one that is meant for it.
        new.send_signal(ostler::signal::SIGUSR1).unwrap();
        let end = new.wait(None).unwrap().exit_code();
        assert_eq!(end, Some(-libc::SIGUSR1), "number {at} was hit by a signal for another");
        former[at] = Some(new);
        started[at] = tick;
    }
    println!(
        "\n{reuses} reuses of a number, {same_tick} of them within a clock tick: no signal went astray"
    );
}

/// The supervisor of a child ends with the last of those below it, and its number is free.
#[test]
fn whoever_has_the_number_of_a_supervisor_has_children_of_their_own() {
    in_child("reuse::whoever_has_the_number_of_a_supervisor_has_children_of_their_own", || {
        let spawn = ostler::process::Spawn::new("sh").args(["-c", "echo $PPID"]).contained();
        let (child, pids) = say(spawn, 1);
        child.wait(None).unwrap();
        assert!(child.stop_tree(&Stop::new()).unwrap().is_complete());
        until("the end of the supervisor", || state(pids[0]).is_none());
        let (mut read, write) = std::io::pipe().unwrap();
        let next = fork_as(pids[0], || {
            // SAFETY: system calls only.
            unsafe {
                libc::alarm(30);
                let below = libc::fork();
                if below == 0 {
                    libc::alarm(30);
                    pause();
                }
                libc::write(std::os::fd::AsRawFd::as_raw_fd(&write), (&raw const below).cast(), 4);
            }
            pause()
        });
        let Some(next) = next else { return };
        let mut below = [0; 4];
        std::io::Read::read_exact(&mut read, &mut below).unwrap();
        let below = i32::from_ne_bytes(below);
        let report = child.stop_tree(&Stop::new().force()).unwrap();
        assert_eq!(report.len(), 1, "{report:?}");
        assert!(lives(below) && lives(next.pid()));
        Process::new(below).unwrap().kill().unwrap();
        next.kill().unwrap();
        next.wait(None).unwrap();
    });
}

/// A session or a group is called by the number of who founded it, which is free when nobody is left in there.
#[test]
fn whoever_founds_a_session_of_the_same_number_is_left_alone() {
    in_child("reuse::whoever_founds_a_session_of_the_same_number_is_left_alone", || {
        for founds in [libc::setsid as unsafe extern "C" fn() -> i32, own_group] {
            let root = fork(|| {
                // SAFETY: system calls only.
                unsafe {
                    libc::alarm(30);
                    libc::signal(libc::SIGTERM, libc::SIG_IGN);
                    libc::signal(libc::SIGCHLD, libc::SIG_IGN);
                    if libc::fork() == 0 {
                        // First: as soon as it has founded something it is stopped.
                        libc::signal(libc::SIGTERM, libc::SIG_DFL);
                        founds();
                        pause();
                    }
                }
                pause()
            });
            let mut founder = 0;
            until("the founder", || {
                let children = root.children(false).unwrap();
                founder = children.first().map_or(0, Process::pid);
                // SAFETY: a number only.
                founder > 0 && unsafe { libc::getpgid(founder) } == founder
            });
            let stopper = std::thread::spawn(move || {
                Stop::new().grace(Duration::from_millis(500)).tree(root).unwrap()
            });
            until("the end of the founder", || state(founder).is_none());
            let next = fork_as(founder, || {
                // SAFETY: system calls only.
                unsafe { (libc::alarm(30), founds()) };
                pause()
            });
            let report = stopper.join().unwrap();
            root.wait(None).unwrap();
            let Some(next) = next else { return };
            assert!(lives(next.pid()), "{report:?}");
            assert_eq!(report.len(), 2, "{report:?}");
            next.kill().unwrap();
            next.wait(None).unwrap();
        }
    });
}

unsafe extern "C" fn own_group() -> i32 {
    // SAFETY: numbers only.
    unsafe { libc::setpgid(0, 0) }
}

const FOREIGN: &str = "OSTLER_TEST_FOREIGN";

/// In a PID namespace with the `/proc` of another, every number there is somebody else's.
#[test]
fn the_numbers_of_another_namespace_are_not_ours() {
    if std::env::var_os(FOREIGN).is_some() {
        return foreign();
    }
    again(
        &["--pid", "--fork", "--kill-child"],
        "reuse::the_numbers_of_another_namespace_are_not_ours",
        FOREIGN,
        "1",
    );
}

fn foreign() {
    let refused = Some(ostler::errno::EOPNOTSUPP);
    assert_eq!(ostler::process::pids().unwrap_err().errno(), refused);
    assert_eq!(ostler::process::Query::name("sleep").find().unwrap_err().errno(), refused);
    // SAFETY: the copy makes a system call only.
    let pid = unsafe { libc::fork() };
    if pid == 0 {
        pause();
    }
    if has_pidfs() {
        let child = Process::new(pid).unwrap();
        assert_eq!(child.name().unwrap_err().errno(), refused);
        assert_eq!(Stop::new().tree(child).unwrap_err().errno(), refused);
        // What takes no look there goes on.
        child.kill().unwrap();
        assert_eq!(child.wait(None).unwrap().exit_code(), Some(-9));
    } else {
        // A process is told by its number and its start, which is read there: none is to be had, and none is started.
        assert_eq!(Process::new(pid).unwrap_err().errno(), refused);
        assert_eq!(Process::current().unwrap_err().errno(), refused);
        assert_eq!(Child::spawn("sleep", ["600"]).unwrap_err().errno(), refused);
        // SAFETY: our own child, and the only one.
        unsafe {
            libc::kill(pid, libc::SIGKILL);
            assert_eq!(libc::waitpid(-1, std::ptr::null_mut(), 0), pid);
            assert_eq!(libc::waitpid(-1, std::ptr::null_mut(), 0), -1);
        }
    }
}

/// Whether each process has an inode of its own: since Linux 6.9.
pub(crate) fn has_pidfs() -> bool {
    // SAFETY: a number of our own, and a structure that may be zero and is written.
    unsafe {
        let pidfd = libc::syscall(libc::SYS_pidfd_open, libc::getpid(), 0);
        let mut system: libc::statfs = std::mem::zeroed();
        let told = libc::fstatfs(pidfd as i32, &raw mut system);
        libc::close(pidfd as i32);
        told == 0 && system.f_type as u64 == u64::from(u32::from_be_bytes(*b"PIDF"))
    }
}
