//! How often two holders of a number are taken for one, where a kernel has nothing better than the tick of their start.
//!
//! These are measurements. `docs/platforms.md` has their results.

use std::time::{Duration, Instant};

use ostler::process::Process;

use crate::crowd::{fork, fork_as, pause};
use crate::reuse::has_pidfs;

const REUSES: usize = 2000;
const PID_MAX: &str = "/proc/sys/kernel/pid_max";

/// When a process was started, in clock ticks.
fn tick(process: Process) -> String {
    let stat = std::fs::read_to_string(format!("/proc/{}/stat", process.pid())).unwrap();
    stat.rsplit_once(") ").unwrap().1.split(' ').nth(19).unwrap().to_owned()
}

fn end(process: Process) {
    // SAFETY: our own child, which has not been collected. By its number, as the library would be wrong about the very thing
    // that is measured.
    unsafe {
        libc::kill(process.pid(), libc::SIGKILL);
        libc::waitpid(process.pid(), std::ptr::null_mut(), 0);
    }
}

/// Pairs of holders of a number, one after the other.
#[derive(Default)]
struct Pairs {
    all: usize,
    within_a_tick: usize,
    taken_for_one: usize,
}

impl Pairs {
    fn add(&mut self, (former, former_tick): (Process, &str), (next, next_tick): (Process, &str)) {
        self.all += 1;
        self.within_a_tick += usize::from(former_tick == next_tick);
        self.taken_for_one += usize::from(former == next);
    }

    fn print(self, what: &str, took: Duration) {
        let Self { all, within_a_tick, taken_for_one } = self;
        let each = took / all.max(1) as u32;
        println!(
            "{what}: {all} reuses, one in {each:?}: {within_a_tick} within a tick, {taken_for_one} taken for one"
        );
        let expected = if has_pidfs() { 0 } else { within_a_tick };
        assert_eq!(taken_for_one, expected);
    }
}

/// The worst there is: the next holder is started with that very number as soon as it is free.
#[test]
#[ignore = "a measurement"]
fn a_number_that_is_asked_for() {
    let (mut pairs, start) = (Pairs::default(), Instant::now());
    let mut former = fork(|| pause());
    let mut former_tick = tick(former);
    while pairs.all < REUSES {
        end(former);
        let Some(next) = fork_as(former.pid(), || pause()) else { return };
        let next_tick = tick(next);
        pairs.add((former, &former_tick), (next, &next_tick));
        (former, former_tick) = (next, next_tick);
    }
    end(former);
    pairs.print("the number asked for", start.elapsed());
}

/// A machine that has hardly a number left.
#[test]
#[ignore = "a measurement"]
fn twenty_numbers() {
    if std::env::var_os("OSTLER_TEST_OWN_MACHINE").is_none() {
        return println!("skipped: the largest number would be everybody's");
    }
    let usual = std::fs::read_to_string(PID_MAX).unwrap();
    // Numbers up to 300 are given out once.
    std::fs::write(PID_MAX, "320").unwrap();
    let (mut pairs, start) = (Pairs::default(), Instant::now());
    let mut former: Vec<Option<(Process, String)>> = vec![None; 321];
    while pairs.all < REUSES {
        let next = fork(|| pause());
        let next_tick = tick(next);
        let last = &mut former[next.pid() as usize];
        if let Some((last, last_tick)) = last {
            pairs.add((*last, last_tick), (next, &next_tick));
        }
        *last = Some((next, next_tick));
        end(next);
    }
    std::fs::write(PID_MAX, usual).unwrap();
    pairs.print("twenty numbers in turn", start.elapsed());
}

/// How long it takes to come round to a number where there are as many as a kernel has by default.
#[test]
#[ignore = "a measurement"]
fn a_turn_of_all_numbers() {
    const SOME: u32 = 5000;
    let start = Instant::now();
    for _ in 0..SOME {
        // SAFETY: the copy leaves at once, which is sound; our own child.
        unsafe {
            let pid = libc::fork();
            if pid == 0 {
                libc::_exit(0);
            }
            libc::waitpid(pid, std::ptr::null_mut(), 0);
        }
    }
    let each = start.elapsed() / SOME;
    println!("a process comes and goes in {each:?}: 32,768 of them in {:?}", each * 32_768);
}
