//! Trees that grow while they are being stopped.

use std::time::{Duration, Instant};

use ostler::process::{Child, Spawn, Stdio, Stop};

use crate::support::in_child;

/// Programs that fork and fork. They are this test's own executable, and end by themselves: nothing is left of a test that
/// fails.
const STORM: &str = "OSTLER_TEST_STORM";

fn alarm() {
    // SAFETY: no preconditions.
    unsafe { libc::alarm(120) };
}

fn fork() -> i32 {
    // SAFETY: the children make system calls only.
    unsafe { libc::fork() }
}

fn nap(microseconds: u32) {
    // SAFETY: no preconditions.
    unsafe { libc::usleep(microseconds) };
}

/// Each process forks one and exits; the next has no parent. Some take a session of their own.
fn chain(microseconds: u32, sessions: bool, deaf: bool) -> ! {
    let start = Instant::now();
    if deaf {
        // SAFETY: no handler.
        unsafe { libc::signal(libc::SIGTERM, libc::SIG_IGN) };
    }
    loop {
        nap(microseconds);
        if fork() > 0 {
            // SAFETY: leaving is sound.
            unsafe { libc::_exit(0) };
        }
        if sessions {
            // SAFETY: no preconditions.
            unsafe { libc::setsid() };
        }
        if start.elapsed() > Duration::from_secs(90) {
            // SAFETY: leaving is sound.
            unsafe { libc::_exit(0) };
        }
    }
}

/// A process that forks one more every millisecond, up to so many that are there at once. Each goes on for itself.
fn shower(most: usize) -> ! {
    // SAFETY: no handler: the system collects its children.
    unsafe { libc::signal(libc::SIGCHLD, libc::SIG_IGN) };
    for _ in 0..most {
        nap(1000);
        if fork() == 0 {
            alarm();
            crate::crowd::pause();
        }
    }
    crate::crowd::pause()
}

/// Every process forks two more, some levels deep.
fn bush(levels: usize) -> ! {
    alarm();
    for _ in 0..2 {
        nap(2000);
        if levels > 0 && fork() == 0 {
            bush(levels - 1);
        }
    }
    crate::crowd::pause()
}

/// What the program is when it is not the test: it runs before everything.
#[test]
fn storm() {
    let Some(kind) = std::env::var_os(STORM) else { return };
    alarm();
    // Chains are started by a process that stays.
    match kind.to_str().unwrap() {
        "chain" => chain(1000, false, false),
        "deaf chain" => chain(1000, false, true),
        "tight chain" => chain(0, false, true),
        "sessions" => chain(1000, true, true),
        "shower" => shower(2000),
        "bush" => bush(8),
        other => panic!("{other}"),
    }
}

fn start(kind: &str, prepare: impl FnOnce(Spawn) -> Spawn) -> Child {
    let spawn = Spawn::new(std::env::current_exe().unwrap())
        .args(["stop::storm::storm", "--exact", "--nocapture", "--test-threads=1"])
        .env_remove("OSTLER_TEST_CHILD")
        .env(STORM, kind)
        .stdin(Stdio::Null)
        .stdout(Stdio::Pipe)
        .stderr(Stdio::Null);
    prepare(spawn).start().unwrap()
}

fn stop(kind: &str, contained: bool) {
    let mut child =
        start(kind, |spawn| if contained { spawn.contained() } else { spawn.new_session() });
    // Every process of the storm has an end of this pipe, wherever it goes: there are none when it is closed.
    let storm = std::fs::File::from(child.stdout.take().unwrap());
    std::thread::sleep(Duration::from_millis(150));
    assert!(!is_closed(&storm, Duration::ZERO), "{kind}: it storms");
    let start = Instant::now();
    let stop = Stop::new().grace(Duration::from_millis(500)).last_wait(Duration::from_secs(60));
    let report = child.stop_tree(&stop).unwrap();
    let (count, time) = (report.len(), start.elapsed());
    println!(
        "\n{kind}, contained {contained}: {count} in {time:?}, {} reparented",
        report.reparented().len()
    );
    let survivors: Vec<_> = report.survivors().collect();
    assert!(report.is_complete(), "{kind}: {survivors:?}");
    // What was killed may be a moment longer in closing its files.
    assert!(is_closed(&storm, Duration::from_secs(60)), "{kind}, contained {contained}: escaped");
    // On a busy machine, and with little of it, what is killed takes long to end.
    assert!(time < Duration::from_secs(90), "{time:?}");
    child.wait(None).unwrap();
}

/// Whether the other end of a pipe is closed everywhere, within that time.
pub(super) fn is_closed(pipe: &impl std::os::fd::AsRawFd, within: Duration) -> bool {
    let start = Instant::now();
    loop {
        let mut poll = libc::pollfd { fd: pipe.as_raw_fd(), events: 0, revents: 0 };
        // SAFETY: one structure, writable.
        assert_ne!(unsafe { libc::poll(&raw mut poll, 1, 0) }, -1);
        if poll.revents & libc::POLLHUP != 0 {
            return true;
        }
        if start.elapsed() >= within {
            return false;
        }
        nap(2000);
    }
}

macro_rules! storms {
    ($($name:ident: $kind:literal, $contained:literal;)*) => {$(
        #[test]
        fn $name() {
            in_child(concat!("stop::storm::", stringify!($name)), || stop($kind, $contained));
        }
    )*};
}

storms! {
    a_chain_contained: "chain", true;
    a_deaf_chain_contained: "deaf chain", true;
    a_tight_chain_contained: "tight chain", true;
    sessions_contained: "sessions", true;
    a_shower_contained: "shower", true;
    a_bush_contained: "bush", true;
    a_chain: "chain", false;
    a_deaf_chain: "deaf chain", false;
    a_shower: "shower", false;
    a_bush: "bush", false;
}
