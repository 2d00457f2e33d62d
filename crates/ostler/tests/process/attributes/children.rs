//! Processes to be looked at.

use std::process::{Child, Command, Stdio};

use ostler::process::Process;

pub(super) use crate::support::until;

/// A child that is ended and collected at the end of the test.
pub(super) struct Started(pub(super) Child);

impl Started {
    pub(super) fn pid(&self) -> i32 {
        self.0.id() as i32
    }

    pub(super) fn process(&self) -> Process {
        Process::new(self.pid()).unwrap()
    }
}

impl Drop for Started {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Starts a program, which runs by then.
pub(super) fn start(command: &mut Command) -> Started {
    ready(command.stdin(Stdio::null()).stdout(Stdio::null()).spawn().unwrap())
}

/// Waits until a child's program has its arguments. Before that it has none, and the name of the one before; and before that
/// those of this process, whose memory a child of `posix_spawn` leaves after this one is told that it has.
pub(super) fn ready(child: Child) -> Started {
    let started = Started(child);
    let cmdline = |of: &str| std::fs::read(format!("/proc/{of}/cmdline")).unwrap();
    let (pid, ours) = (started.pid().to_string(), cmdline("self"));
    until("the program", || {
        let theirs = cmdline(&pid);
        !theirs.is_empty() && theirs != ours
    });
    started
}

/// A child that sleeps, by now.
pub(super) fn sleeper() -> Started {
    let child = start(Command::new("sleep").arg("600"));
    asleep(child.pid());
    child
}

/// Makes a program of one's own. By another process: one that is forked meanwhile would keep ours from being started.
pub(super) fn copy_of_sleep(path: &std::path::Path) {
    assert!(Command::new("cp").arg("/bin/sleep").arg(path).status().unwrap().success());
}

/// Waits until somebody sleeps.
pub(super) fn asleep(pid: i32) {
    until("sleep", || stat(pid)[0] == "S");
}

/// A copy of this process, ended and collected at the end of the test.
pub(super) struct Forked(pub(super) i32);

impl Forked {
    pub(super) fn process(&self) -> Process {
        Process::new(self.0).unwrap()
    }
}

impl Drop for Forked {
    fn drop(&mut self) {
        // SAFETY: the child has not been collected, so the number is its own.
        unsafe {
            libc::kill(self.0, libc::SIGKILL);
            libc::waitpid(self.0, std::ptr::null_mut(), 0);
        }
    }
}

/// A copy of this process that does something which a signal handler may do, and has done it by then. It sleeps after that.
pub(super) fn fork(body: impl FnOnce()) -> Forked {
    let mut pipe = [-1; 2];
    // SAFETY: the bodies make system calls only; the descriptors are this function's own.
    unsafe {
        assert_eq!(libc::pipe2(pipe.as_mut_ptr(), libc::O_CLOEXEC), 0);
        let pid = libc::fork();
        if pid == 0 {
            libc::close(pipe[0]);
            body();
            libc::write(pipe[1], c"!".as_ptr().cast(), 1);
            libc::close(pipe[1]);
            loop {
                libc::pause();
            }
        }
        libc::close(pipe[1]);
        // A byte, and not the end of the file: a copy that another test makes meanwhile has the other side, too, and two that
        // have each other's would wait for ever.
        let mut byte = 0_u8;
        let told = libc::read(pipe[0], (&raw mut byte).cast(), 1);
        libc::close(pipe[0]);
        assert!(pid > 0);
        let child = Forked(pid);
        assert_eq!(told, 1, "it has left");
        child
    }
}

/// A child that has ended and was not collected.
pub(super) fn zombie() -> Forked {
    // SAFETY: the copy leaves at once, which is sound.
    let child = unsafe {
        let pid = libc::fork();
        if pid == 0 {
            libc::_exit(3);
        }
        assert!(pid > 0);
        Forked(pid)
    };
    until("a zombie", || stat(child.0)[0] == "Z");
    child
}

/// The words of `stat` from the state on: what is number 3 in `proc_pid_stat(5)` is number 0 here.
pub(super) fn stat(pid: i32) -> Vec<String> {
    let text = std::fs::read(format!("/proc/{pid}/stat")).unwrap();
    let text = String::from_utf8_lossy(&text);
    text.rsplit_once(") ").unwrap().1.split_whitespace().map(str::to_owned).collect()
}

/// A line of `status`.
pub(super) fn status(pid: i32, name: &str) -> String {
    let text = std::fs::read(format!("/proc/{pid}/status")).unwrap();
    let text = String::from_utf8_lossy(&text);
    let line = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
    line.unwrap().trim().to_owned()
}

/// Whether the tests run as the superuser; says what is left out if not.
pub(super) fn is_root(what: &str) -> bool {
    // SAFETY: no preconditions.
    let root = unsafe { libc::geteuid() } == 0;
    if !root {
        eprintln!("left out, for the superuser only: {what}");
    }
    root
}

/// A part of the kernel, where one is to be seen.
pub(super) fn kernel_thread() -> Option<Process> {
    let is_one = |pid: &i32| {
        let text = std::fs::read(format!("/proc/{pid}/stat")).unwrap_or_default();
        let text = String::from_utf8_lossy(&text).into_owned();
        let flags =
            text.rsplit_once(") ").and_then(|(_, rest)| rest.split(' ').nth(6)?.parse().ok());
        flags.is_some_and(|flags: u32| flags & 0x0020_0000 != 0)
    };
    let found = ostler::process::pids().unwrap().into_iter().find(is_one);
    if found.is_none() {
        eprintln!("left out, no part of the kernel to be seen");
    }
    found.and_then(|pid| Process::new(pid).ok())
}
