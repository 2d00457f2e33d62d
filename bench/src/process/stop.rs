//! Stopping a tree of 500 processes.
#![allow(unsafe_code)]

use std::cell::RefCell;
use std::io::{PipeWriter, Read as _};
use std::os::fd::{FromRawFd as _, OwnedFd, RawFd};
use std::process::{Command, Stdio};
use std::time::Duration;

use super::{Crowds, ours};
use crate::harness::{Clock, Contender, Table};

const PROCESSES: usize = 500;

/// At most 1.2 times as long as the loop.
const LOOP: f64 = 1.0 / 1.2;

pub(crate) fn alone(_: &Crowds, table: &mut Table<'_>) {
    row(table, "stop a tree of 500, few others", 0.0);
}

pub(crate) fn beside(crowds: &Crowds, table: &mut Table<'_>) {
    let work = "stop a tree of 500 beside 2,000 others";
    if table.wants(work) {
        crowds.get();
        row(table, work, LOOP);
    }
}

fn row(table: &mut Table<'_>, work: &str, target: f64) {
    // Those whose parents are gone become our children: we see whether they have ended.
    adopt_orphans(true);
    let (one, other) = (RefCell::new(None), RefCell::new(None));
    let ours =
        felling("ostler Stop, finds them itself", &one, |tree| ours::stop_tree(tree.pids[0]));
    let theirs =
        felling("pidfd send and poll, knows them", &other, |tree| send_and_poll(&tree.pids));
    table.row(work, Clock::Wall, ours, vec![(theirs, target)]);
    adopt_orphans(false);
}

/// A new tree before each round, and a look at what is left of it after.
fn felling<'a>(
    name: &'a str,
    tree: &'a RefCell<Option<Tree>>,
    stop: impl Fn(&Tree) -> u64 + 'a,
) -> Contender<'a> {
    Contender::new(name, move || stop(tree.borrow().as_ref().expect("a tree")))
        .prepared(|| *tree.borrow_mut() = Some(Tree::grow()))
        .checked(move || {
            let left = tree.borrow_mut().as_mut().expect("a tree").left();
            assert_eq!(left, 0, "{name}: processes are left");
        })
}

/// A tree of processes that sleep until a signal comes, or this is dropped.
struct Tree {
    /// Of all, the root first.
    pids: Vec<i32>,
    lifeline: Option<PipeWriter>,
}

impl Tree {
    fn grow() -> Self {
        let (silence, lifeline) = std::io::pipe().expect("a pipe");
        let (mut answers, answer) = std::io::pipe().expect("a pipe");
        let mut command = Command::new(std::env::current_exe().expect("a program"));
        command.args(["--tree", &PROCESSES.to_string()]);
        let root = command.stdin(silence).stdout(answer).stderr(Stdio::inherit()).spawn();
        let root = root.expect("a process").id() as i32;
        // Or it would keep the other ends of the pipes.
        drop(command);
        let mut bytes = [0; 4 * PROCESSES];
        answers.read_exact(&mut bytes).expect("numbers");
        let all = bytes
            .chunks_exact(4)
            .map(|four| i32::from_ne_bytes([four[0], four[1], four[2], four[3]]));
        let pids = std::iter::once(root).chain(all.filter(|pid| *pid != root)).collect();
        Self { pids, lifeline: Some(lifeline) }
    }

    /// How many have not ended. The others are collected.
    fn left(&mut self) -> usize {
        self.pids.retain(|&pid| collect(pid) != pid);
        self.pids.len()
    }
}

impl Drop for Tree {
    fn drop(&mut self) {
        self.lifeline = None;
        // A parent that is gone makes its children ours: only then can they be collected.
        for _ in 0..1_000 {
            if self.left() == 0 {
                return;
            }
            std::thread::sleep(Duration::from_millis(1));
        }
    }
}

fn collect(pid: i32) -> i32 {
    // SAFETY: no status is asked for.
    unsafe { libc::waitpid(pid, std::ptr::null_mut(), libc::WNOHANG) }
}

fn adopt_orphans(adopt: bool) {
    // SAFETY: this changes whose children orphans become, and nothing else.
    unsafe { libc::prctl(libc::PR_SET_CHILD_SUBREAPER, libc::c_ulong::from(adopt)) };
}

/// What a program in C would do that knows them all: a pidfd and a signal for each, then `poll` until all have ended.
fn send_and_poll(pids: &[i32]) -> u64 {
    let no_info = std::ptr::null::<libc::siginfo_t>();
    let mut fds = Vec::with_capacity(pids.len());
    let mut polled = Vec::with_capacity(pids.len());
    for &pid in pids {
        // SAFETY: a new descriptor, or -1.
        let fd = unsafe { libc::syscall(libc::SYS_pidfd_open, pid, 0) } as RawFd;
        assert!(fd >= 0, "no pidfd");
        // SAFETY: it is new and nobody else's.
        fds.push(unsafe { OwnedFd::from_raw_fd(fd) });
        // SAFETY: the descriptor is open.
        unsafe { libc::syscall(libc::SYS_pidfd_send_signal, fd, libc::SIGTERM, no_info, 0) };
        polled.push(libc::pollfd { fd, events: libc::POLLIN, revents: 0 });
    }
    while !polled.is_empty() {
        // SAFETY: there are so many.
        unsafe { libc::poll(polled.as_mut_ptr(), polled.len() as libc::nfds_t, -1) };
        polled.retain(|one| one.revents == 0);
    }
    pids.len() as u64
}
