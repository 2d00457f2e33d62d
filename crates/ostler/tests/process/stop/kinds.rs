//! Storms over the kinds of trees: again and again, no stranger is hit, and nothing gets away where that is promised.

use std::io::{PipeReader, Read as _};
use std::os::fd::AsRawFd as _;
use std::process::Command;
use std::sync::atomic::{AtomicBool, AtomicI32, Ordering::SeqCst};
use std::time::{Duration, Instant};

use ostler::process::{Process, Report, Spawn, Stdio, Stop};

use super::storm::is_closed;
use super::tree::descendants;
use crate::crowd::{fork, lives, pause, rounds, say, state, unblock, until};
use crate::support::in_child;

const GRACE: Duration = Duration::from_secs(60);

pub(super) fn stop() -> Stop<'static> {
    Stop::new().grace(GRACE)
}

/// A tree, and the pipe that everything in it has the other end of: what comes up when the root is asked to end tells its
/// number there.
pub(super) struct Tree {
    pub(super) root: Process,
    pipe: PipeReader,
}

/// What the root does when it is asked to end: forks once more, into a session of its own or not, and exits.
static LEAVES: AtomicBool = AtomicBool::new(false);
static LEAVES_SESSION: AtomicBool = AtomicBool::new(false);
static PIPE: AtomicI32 = AtomicI32::new(-1);

extern "C" fn leave(_: i32) {
    // SAFETY: system calls only.
    unsafe {
        if LEAVES.load(SeqCst) && libc::fork() == 0 {
            libc::alarm(60);
            if LEAVES_SESSION.load(SeqCst) {
                libc::setsid();
            }
            let this = libc::getpid();
            libc::write(PIPE.load(SeqCst), (&raw const this).cast(), 4);
            libc::signal(libc::SIGTERM, libc::SIG_DFL);
            unblock();
            pause();
        }
        libc::_exit(0);
    }
}

impl Tree {
    /// A root that founds something, and a child of it.
    pub(super) fn plant(
        found: unsafe extern "C" fn() -> i32,
        leaves: bool,
        leaves_session: bool,
    ) -> Self {
        let (mut pipe, write) = std::io::pipe().unwrap();
        PIPE.store(write.as_raw_fd(), SeqCst);
        LEAVES.store(leaves, SeqCst);
        LEAVES_SESSION.store(leaves_session, SeqCst);
        let root = fork(|| {
            // SAFETY: system calls only.
            unsafe {
                libc::alarm(60);
                found();
                if libc::fork() == 0 {
                    libc::alarm(60);
                    pause();
                }
                libc::signal(libc::SIGTERM, leave as extern "C" fn(i32) as usize);
                libc::write(PIPE.load(SeqCst), c"x".as_ptr().cast(), 1);
            }
            pause()
        });
        pipe.read_exact(&mut [0]).unwrap();
        Self { root, pipe }
    }

    /// The numbers told meanwhile by those that came up.
    fn told(&mut self) -> Vec<i32> {
        let mut bytes = Vec::new();
        // SAFETY: a number.
        unsafe { libc::fcntl(self.pipe.as_raw_fd(), libc::F_SETFL, libc::O_NONBLOCK) };
        // An error where there is nothing more yet.
        let _ = self.pipe.read_to_end(&mut bytes);
        bytes.chunks_exact(4).map(|four| i32::from_ne_bytes(four.try_into().unwrap())).collect()
    }

    /// Whether nothing of it is left. What was killed may be a moment longer in closing its files.
    fn is_over(&self) -> bool {
        is_closed(&self.pipe, Duration::from_secs(20))
    }
}

pub(super) unsafe extern "C" fn nothing() -> i32 {
    0
}

unsafe extern "C" fn group() -> i32 {
    // SAFETY: numbers only.
    unsafe { libc::setpgid(0, 0) }
}

unsafe extern "C" fn session() -> i32 {
    // SAFETY: no preconditions.
    unsafe { libc::setsid() }
}

/// A process that has nothing to do with the tree, in this group if one is given; it has no end of the pipe.
pub(super) fn stranger(leader: Option<i32>) -> Process {
    let stranger = fork(|| {
        // SAFETY: numbers only.
        unsafe { (libc::alarm(60), libc::close(PIPE.load(SeqCst))) };
        pause()
    });
    if let Some(leader) = leader {
        // SAFETY: numbers only.
        assert_eq!(unsafe { libc::setpgid(stranger.pid(), leader) }, 0);
    }
    stranger
}

pub(super) fn end(process: Process) {
    let _ = process.kill();
    let _ = process.wait(None);
}

/// Counts what must stay at zero.
#[derive(Default)]
pub(super) struct Count {
    rounds: usize,
    pub(super) hit: usize,
    escaped: usize,
    silent: usize,
    /// What was left alone, and told of.
    told: usize,
}

impl Count {
    fn strangers(&mut self, strangers: &[Process], report: &Report) {
        for stranger in strangers {
            let hit = !lives(stranger.pid()) || report.get(*stranger).is_some();
            self.hit += usize::from(hit);
            if hit {
                println!("hit {}: {report:?}", stranger.pid());
            }
            end(*stranger);
        }
    }

    /// What is left of a tree of which only a report is promised.
    pub(super) fn strays(&mut self, tree: &mut Tree, report: &Report) {
        let start = Instant::now();
        // Each tells its number as its first step.
        while !is_closed(&tree.pipe, Duration::ZERO) && start.elapsed() < Duration::from_secs(20) {
            for pid in tree.told() {
                let told = report.strays().iter().any(|stray| stray.pid() == pid);
                self.told += usize::from(lives(pid) && told);
                if lives(pid) && !told {
                    self.silent += 1;
                    println!("silent {pid}: {report:?}");
                }
                if let Ok(process) = Process::new(pid) {
                    let _ = process.kill();
                }
            }
            std::thread::sleep(Duration::from_millis(1));
        }
        assert!(tree.is_over(), "{report:?}");
    }

    fn none_left(&mut self, tree: &Tree, report: &Report) {
        if !tree.is_over() || !report.is_complete() {
            self.escaped += 1;
            println!("escaped: {report:?}");
        }
    }

    fn tell(&self, kind: &str, start: Instant) {
        let Self { rounds, hit, escaped, silent, told } = self;
        println!(
            "\n{kind}: {rounds} rounds in {:?}: {hit} strangers hit, {escaped} escaped, \
             {silent} left untold, {told} left and told of",
            start.elapsed()
        );
        assert_eq!((hit, escaped, silent), (&0, &0, &0));
    }
}

pub(super) fn storm(kind: &str, few: usize, mut round: impl FnMut(usize, &mut Count)) {
    let start = Instant::now();
    let mut count = Count::default();
    for number in 0..rounds(few) {
        round(number, &mut count);
        count.rounds += 1;
    }
    count.tell(kind, start);
}

/// Half a pipeline is stopped; the other half is there already, or has ended and is not collected.
pub(super) fn pipeline(number: usize, count: &mut Count) {
    let mut tree = Tree::plant(group, number % 2 == 1, false);
    let other = stranger(Some(tree.root.pid()));
    if number % 4 == 3 {
        other.kill().unwrap();
        until("the zombie", || state(other.pid()) == Some('Z'));
    }
    let report = stop().tree(tree.root).unwrap();
    let strangers = if number % 4 == 3 { &[][..] } else { &[other] };
    count.strangers(strangers, &report);
    count.strays(&mut tree, &report);
    end(other);
    end(tree.root);
}

/// A group or a session that the tree has for itself: what loses its parent is found. In a group it may be told of only, where
/// others come and go so fast that it cannot be made out whose the group is.
pub(super) fn own(number: usize, count: &mut Count) {
    let mut tree = Tree::plant(if number.is_multiple_of(2) { group } else { session }, true, false);
    let beside = stranger(None);
    let report = stop().tree(tree.root).unwrap();
    count.strangers(&[beside], &report);
    if number.is_multiple_of(2) {
        count.strays(&mut tree, &report);
    } else {
        count.none_left(&tree, &report);
    }
    end(tree.root);
}

/// A tree among others, which becomes a daemon, or leaves an orphan, when it is asked to end.
pub(super) fn daemon(number: usize, count: &mut Count) {
    let mut tree = Tree::plant(nothing, true, number.is_multiple_of(2));
    let beside = stranger(None);
    let report = stop().tree(tree.root).unwrap();
    count.strangers(&[beside], &report);
    count.strays(&mut tree, &report);
    end(tree.root);
}

#[test]
fn pipelines_with_job_control() {
    in_child("stop::kinds::pipelines_with_job_control", || storm("pipelines", 20, pipeline));
}

#[test]
fn groups_and_sessions_of_its_own() {
    in_child("stop::kinds::groups_and_sessions_of_its_own", || storm("own groups", 20, own));
}

#[test]
fn daemons_among_others() {
    in_child("stop::kinds::daemons_among_others", || storm("daemons", 20, daemon));
}

/// As kernels before Linux 5.3 have it: processes are told by their number and the tick of their start.
#[test]
fn without_process_descriptors() {
    in_child("stop::kinds::without_process_descriptors", || {
        crate::crowd::without_pidfds();
        storm("pipelines, by ticks", 10, pipeline);
        storm("own groups, by ticks", 10, own);
        storm("daemons, by ticks", 10, daemon);
    });
}

/// A contained child whose descendants do what they can to get away.
fn fleeing() -> Spawn {
    let text = "(setsid sh -c '(sleep 600 &)' &); (sleep 600 & setsid sleep 600 &); \
                setsid sh -c 'trap \"setsid sleep 600 & exit\" TERM; while :; do sleep 0.01; done' & \
                echo $PPID; while :; do (sleep 0.005 &); done";
    Spawn::new("sh").args(["-c", text]).contained()
}

#[test]
fn double_forks_and_sessions_contained() {
    in_child("stop::kinds::double_forks_and_sessions_contained", || {
        storm("double forks, contained", 5, |number, count| {
            let (mut child, pipe) = start(fleeing());
            let beside = stranger(None);
            // A shell that has just forked may lose a signal for which it has a trap: the second is needed at times.
            let gently = stop().grace(Duration::from_millis(300));
            let report = child.stop_tree(&if number % 2 == 0 { gently } else { stop().force() });
            let report = report.unwrap();
            count.strangers(&[beside], &report);
            let over = is_closed(&pipe, Duration::from_secs(20));
            if !over || !report.is_complete() {
                count.escaped += 1;
                println!("escaped: {report:?}");
            }
            child.wait(None).unwrap();
            drop(child.stdout.take());
        });
    });
}

/// Starts it, and waits for its first line: it has the other end of the pipe, and so has all below it.
fn start(spawn: Spawn) -> (ostler::process::Child, std::fs::File) {
    let mut child = spawn.stdout(Stdio::Pipe).stderr(Stdio::Null).start().unwrap();
    let mut pipe = std::fs::File::from(child.stdout.take().unwrap());
    let mut byte = [0];
    while byte != [b'\n'] {
        pipe.read_exact(&mut byte).unwrap();
    }
    (child, pipe)
}

/// The supervisor is killed or stopped at any time: what gets away is in doubt.
#[test]
fn supervisors_killed_or_stopped() {
    in_child("stop::kinds::supervisors_killed_or_stopped", || {
        storm("supervisors disturbed", 10, |number, count| {
            let text = "echo $PPID; (setsid sleep 600 &); (sleep 600 &); exec sleep 600";
            let mut child = Spawn::new("sh")
                .args(["-c", text])
                .contained()
                .stdout(Stdio::Pipe)
                .start()
                .unwrap();
            let mut pipe = std::fs::File::from(child.stdout.take().unwrap());
            let mut line = Vec::new();
            while line.last() != Some(&b'\n') {
                let mut byte = [0];
                pipe.read_exact(&mut byte).unwrap();
                line.push(byte[0]);
            }
            let supervisor = std::str::from_utf8(&line).unwrap().trim().parse().unwrap();
            let supervisor = Process::new(supervisor).unwrap();
            let kill = number % 2 == 0;
            let disturber = std::thread::spawn(move || {
                std::thread::sleep(Duration::from_micros(number as u64 * 37 % 3000));
                // It may be gone already.
                let _ = if kill { supervisor.kill() } else { supervisor.suspend() };
            });
            // Before the stop as well as during it.
            let during = number % 4 < 2;
            let disturber = if during {
                Some(disturber)
            } else {
                disturber.join().unwrap();
                None
            };
            let report = child.stop_tree(&stop().force()).unwrap();
            if let Some(disturber) = disturber {
                disturber.join().unwrap();
            }
            let within = if report.is_complete() { 20 } else { 0 };
            let over = is_closed(&pipe, Duration::from_secs(within));
            // Killed, it can keep no promise, and that is told; stopped, it goes on.
            if !over && report.is_complete() || !kill && !report.is_complete() {
                count.escaped += 1;
                println!("escaped: {report:?}");
            }
            let _ = child.wait(None);
            // What got away is in this program's reach by its pipe only.
            if !over {
                for pid in ostler::process::pids().unwrap() {
                    if holds(pid, &pipe) {
                        end(Process::new(pid).unwrap());
                    }
                }
            }
        });
    });
}

/// Whether a process has the other end of a pipe.
fn holds(pid: i32, pipe: &std::fs::File) -> bool {
    let ours = std::fs::read_link(format!("/proc/self/fd/{}", pipe.as_raw_fd())).unwrap();
    pid != ostler::os::getpid()
        && std::fs::read_dir(format!("/proc/{pid}/fd")).is_ok_and(|files| {
            files
                .filter_map(Result::ok)
                .any(|file| std::fs::read_link(file.path()).is_ok_and(|link| link == ours))
        })
}

/// What stops a tree is killed with all of its group while the tree is frozen.
#[test]
fn stoppers_killed_with_their_group() {
    in_child("stop::kinds::stoppers_killed_with_their_group", || {
        // A tree that goes on growing and does not become large.
        let root = fork(|| {
            // SAFETY: system calls only.
            unsafe {
                libc::signal(libc::SIGCHLD, libc::SIG_IGN);
                let parent = libc::getppid();
                while libc::getppid() == parent {
                    if libc::fork() == 0 {
                        libc::usleep(20_000);
                        libc::_exit(0);
                    }
                    libc::usleep(500);
                }
            }
        });
        let stopped = || {
            let all = descendants(root.pid());
            all.into_iter().chain([root.pid()]).filter(|&pid| state(pid) == Some('T')).count()
        };
        storm("stoppers killed", 5, |_, count| {
            let stopper = fork(|| {
                // SAFETY: numbers only.
                unsafe { (libc::alarm(60), libc::setpgid(0, 0)) };
                loop {
                    let _ = super::freeze::harmless().tree(root);
                }
            });
            until("a frozen tree", || stopped() > 0);
            // SAFETY: numbers only.
            assert_eq!(unsafe { libc::kill(-stopper.pid(), libc::SIGKILL) }, 0);
            stopper.wait(None).unwrap();
            let start = Instant::now();
            while stopped() > 0 && start.elapsed() < Duration::from_secs(20) {
                std::thread::sleep(Duration::from_millis(1));
            }
            count.escaped += usize::from(stopped() > 0);
        });
        end(root);
    });
}

/// A tree is started and stopped by its shell's numbers only: real programs, with the shell's own job control.
#[test]
fn jobs_of_a_real_shell() {
    if Command::new("bash").arg("--version").output().is_err() {
        return println!("skipped: no bash here");
    }
    in_child("stop::kinds::jobs_of_a_real_shell", || {
        storm("jobs of bash", 3, |_, count| {
            let text = "set -m; sh -c 'sleep 600 & echo $$; wait' | (read p; echo $p; exec sleep 600) & \
                        read go; kill %1";
            let spawn = Spawn::new("bash").args(["-c", text]).stdin(Stdio::Pipe);
            let (mut shell, pids) = say(spawn, 1);
            let root = Process::new(pids[0]).unwrap();
            let other =
                || shell.process().children(false).unwrap().into_iter().find(|one| *one != root);
            until("the other half", || other().is_some());
            let other = other().unwrap();
            let report = stop().tree(root).unwrap();
            if !lives(other.pid()) || report.get(other).is_some() {
                count.hit += 1;
                println!("hit: {report:?}");
            }
            let _ = other.kill();
            drop(shell.stdin.take());
            shell.wait(None).unwrap();
        });
    });
}
