//! A small process between this one and a child, to which the child's orphaned descendants fall.

use std::ffi::CStr;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, poll};
use rustix::net::{AddressFamily, RecvFlags, SendFlags, SocketFlags, SocketType};

use super::helper::{self, End};
use crate::errno::{self, Errno};
use crate::fd::{AsFd as _, BorrowedFd, OwnedFd};
use crate::linux::epoll::timespec;
use crate::linux::pidfd::{pidfd_open, pidfd_send_signal};
use crate::processes::{Pointers, Spawn};

/// The supervisor of a child, as its parent has it.
#[derive(Debug)]
pub struct Supervisor {
    pid: i32,
    /// Of the supervisor itself, where the kernel has them.
    pidfd: Option<OwnedFd>,
    socket: OwnedFd,
    /// How it ended. Once it is collected, its number may be another child's.
    collected: Mutex<Option<End>>,
}

/// A cgroup that a program is to start in.
#[derive(Clone, Copy, Debug)]
pub struct Cgroup<'a> {
    /// Its `cgroup.procs`.
    pub entrance: BorrowedFd<'a>,
    /// The `cgroup.procs` of the one that this process is in, where the supervisor is to go back to.
    pub back: Option<BorrowedFd<'a>>,
}

/// Starts a program under a supervisor, and tells the program's number. The supervisor collects nothing before
/// [`Supervisor::go`], so that the number stays the program's. `ENOENT` and the like are about the program; `ECHILD` says
/// that the supervisor was lost on the way, and the program with it. `apart` says that the program leaves the process group of
/// this one.
pub fn start(
    spawn: &mut Spawn,
    program: &CStr,
    argv: &Pointers<'_>,
    envp: &Pointers<'_>,
    cgroup: Option<Cgroup<'_>>,
    apart: bool,
) -> Result<(Supervisor, i32), Errno> {
    let (socket, other) = rustix::net::socketpair(
        AddressFamily::UNIX,
        SocketType::SEQPACKET,
        SocketFlags::CLOEXEC,
        None,
    )?;
    spawn.keep_signal_mask()?;
    // SAFETY: the copy makes system calls only. `posix_spawn` is one more or less: glibc's and musl's allocate nothing but
    // pages of their own, and take no lock that another thread could have held, short of one that is about to abort.
    let pid = match unsafe { helper::split() }? {
        0 => supervise(&other, spawn, program, argv, envp, cgroup, apart),
        pid => pid,
    };
    drop(other);
    let pidfd = pidfd_open(pid, 0).ok();
    let supervisor = Supervisor { pid, pidfd, socket, collected: Mutex::new(None) };
    match supervisor.first_message() {
        Some([STARTED, child]) => {
            // One that is lost from now on is reported when something is asked of it.
            supervisor.first_message();
            Ok((supervisor, child))
        }
        Some([_, errno]) => {
            supervisor.collect_now(true);
            Err(Errno::from_raw(errno))
        }
        None => {
            supervisor.end();
            Err(errno::ECHILD)
        }
    }
}

/// Messages: the program was started, with its number; it was not, and why; it has ended, and how; all is as promised.
const STARTED: i32 = 0;
const FAILED: i32 = 1;
const ENDED: i32 = 2;
const READY: i32 = 3;

/// How long a supervisor that goes on may take to tell what it knows.
const PATIENCE: Duration = Duration::from_secs(5);

/// How often one is looked at that has no process descriptor, and one that may have been stopped.
const GLANCE: Duration = Duration::from_millis(20);

impl Supervisor {
    /// Its number.
    pub fn pid(&self) -> i32 {
        self.pid
    }

    /// Its process descriptor, where the kernel has them. It ends after the last of the child's descendants.
    pub fn pidfd(&self) -> Option<BorrowedFd<'_>> {
        self.pidfd.as_ref().map(|pidfd| pidfd.as_fd())
    }

    /// Whether its number is still its own: it has not been collected.
    pub fn is_there(&self) -> Result<bool, Errno> {
        match &self.pidfd {
            Some(pidfd) => super::pidfd::is_there(pidfd.as_fd()),
            None => Ok(self.lock().is_none()),
        }
    }

    /// Lets it begin to collect.
    pub fn go(&self) -> Result<(), Errno> {
        send(&self.socket, [0, 0])
    }

    /// Makes it go on if it has been stopped. One that has ended takes no notice.
    pub fn resume(&self) -> Result<(), Errno> {
        self.signal(libc::SIGCONT)
    }

    fn signal(&self, signal: i32) -> Result<(), Errno> {
        let collected = self.lock();
        let sent = match &self.pidfd {
            Some(pidfd) => pidfd_send_signal(pidfd.into(), signal, 0),
            // As long as it is not collected the number is its own.
            None if collected.is_none() => crate::processes::kill(self.pid, signal),
            None => Ok(()),
        };
        if sent == Err(errno::ESRCH) { Ok(()) } else { sent }
    }

    /// Whether it goes on: until [`go`](Self::go) the number of the program is the program's as long as it does.
    pub fn goes_on(&self) -> bool {
        self.collect().is_none()
    }

    /// Ends the program, which it has not been let collect, and then itself.
    pub fn end_with(&self, program: i32) {
        if self.goes_on() {
            let _ = crate::processes::kill(program, libc::SIGKILL);
        }
        self.end();
    }

    /// Ends it, whatever it is at, and collects it.
    fn end(&self) {
        let killed = self.signal(libc::SIGKILL);
        self.collect_now(killed.is_ok());
    }

    /// The wait status of the child, which has ended. `None` if the supervisor was killed before it could tell.
    pub fn status(&self) -> Option<i32> {
        let deadline = Instant::now() + PATIENCE;
        // It is told within moments. One that has been stopped tells nothing; it may be stopped again at any time.
        loop {
            if let Some([ENDED, status]) = self.told(GLANCE) {
                return Some(status);
            }
            let over = self.collect().is_some() || Instant::now() >= deadline;
            if over || self.resume().is_err() {
                // The message may have come right before its end.
                return match self.told(Duration::ZERO) {
                    Some([ENDED, status]) => Some(status),
                    _ => None,
                };
            }
        }
    }

    /// Collects it if it has ended: how. `None` as long as it is there.
    pub fn collect(&self) -> Option<End> {
        self.collect_now(false)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Option<End>> {
        self.collected.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn collect_now(&self, wait: bool) -> Option<End> {
        let mut collected = self.lock();
        if collected.is_none() {
            *collected = helper::collect(self.pid, wait);
        }
        *collected
    }

    /// What it has to tell before [`go`](Self::go). `None` if it has ended without a word.
    fn first_message(&self) -> Option<[i32; 2]> {
        loop {
            let message = self.told(GLANCE);
            if message.is_some() {
                return message;
            }
            if self.collect().is_some() {
                // It may have come right before its end.
                return self.told(Duration::ZERO);
            }
            // The program may have stopped it already. Where this fails it is as if it had not been tried.
            let _ = self.resume();
        }
    }

    /// Its next message. `None` when the time is up, and if it has ended without one.
    fn told(&self, timeout: Duration) -> Option<[i32; 2]> {
        let deadline = Instant::now() + timeout;
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            // A copy of the socket in a child that is just being forked would hide its end.
            let ended = match self.await_news(left) {
                Ok(ended) => ended,
                Err(errno::EINTR) => continue,
                Err(_) => {
                    std::thread::sleep(left.min(GLANCE));
                    false
                }
            };
            // What it sent before its end is there by now.
            match receive(&self.socket) {
                Ok(message) => return Some(message),
                Err(errno::EAGAIN) if !ended && !left.is_zero() => {}
                Err(_) => return None,
            }
        }
    }

    /// Waits for a message or the supervisor's end: whether it has ended.
    fn await_news(&self, timeout: Duration) -> Result<bool, Errno> {
        let timeout = timespec(timeout);
        let socket = self.socket.as_fd();
        let mut watched = [
            PollFd::from_borrowed_fd(socket, PollFlags::IN),
            PollFd::from_borrowed_fd(self.pidfd().unwrap_or(socket), PollFlags::IN),
        ];
        poll(&mut watched, Some(&timeout))?;
        Ok(self.pidfd.is_some() && !watched[1].revents().is_empty())
    }
}

fn send(socket: &OwnedFd, message: [i32; 2]) -> Result<(), Errno> {
    let mut bytes = [0; 8];
    bytes[..4].copy_from_slice(&message[0].to_ne_bytes());
    bytes[4..].copy_from_slice(&message[1].to_ne_bytes());
    loop {
        match rustix::net::send(socket, &bytes, SendFlags::NOSIGNAL) {
            Err(rustix::io::Errno::INTR) => {}
            sent => return Ok(sent.map(drop)?),
        }
    }
}

/// The message that is there: `EAGAIN` if there is none yet, `ECHILD` if none will come.
fn receive(socket: &OwnedFd) -> Result<[i32; 2], Errno> {
    let mut bytes = [0; 8];
    loop {
        match rustix::net::recv(socket, bytes.as_mut_slice(), RecvFlags::DONTWAIT) {
            Err(rustix::io::Errno::INTR) => {}
            Ok((8, _)) => break,
            Ok(_) => return Err(errno::ECHILD),
            Err(errno) => return Err(errno.into()),
        }
    }
    let (first, second) = bytes.split_at(4);
    let number = |bytes: &[u8]| bytes.try_into().map(i32::from_ne_bytes).map_err(|_| errno::EIO);
    Ok([number(first)?, number(second)?])
}

/// What the supervisor does.
fn supervise(
    socket: &OwnedFd,
    spawn: &mut Spawn,
    program: &CStr,
    argv: &Pointers<'_>,
    envp: &Pointers<'_>,
    cgroup: Option<Cgroup<'_>>,
    apart: bool,
) -> ! {
    let give_up = |errno: Errno| -> ! {
        // Where this is lost, the end of this process tells as much.
        let _ = send(socket, [FAILED, errno.raw()]);
        crate::processes::exit_now(1)
    };
    helper::name_oneself(c"ostler-tree");
    // SAFETY: where the signal is ignored the system collects children, and they tell nothing.
    unsafe { libc::signal(libc::SIGCHLD, libc::SIG_DFL) };
    // SAFETY: numbers only.
    let answer = unsafe { libc::prctl(libc::PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) };
    if let Err(errno) = crate::check(answer) {
        give_up(errno);
    }
    if let Some(cgroup) = cgroup {
        // Zero stands for the writer itself.
        if let Err(errno) = rustix::io::write(cgroup.entrance, b"0\n") {
            give_up(errno.into());
        }
    }
    let child = match spawn.spawnp(program, argv, envp) {
        Ok(child) => child,
        Err(errno) => give_up(errno),
    };
    // At once: the program may do away with this process. A child that its parent never hears of must not go on. It has not been
    // collected: the number is its own.
    if send(socket, [STARTED, child]).is_err() {
        let _ = crate::processes::kill(child, libc::SIGKILL);
        give_up(errno::ECHILD);
    }
    // After the child was started, which may be in the group of this program: what kills that group is to spare this process.
    // A child with a group of its own needs a parent in its session, or the group is an orphaned one. One in the group of
    // this program must not have one in another group of the session: at its end the kernel would take our group for newly
    // orphaned, and hang it up if something in there is stopped (setpgid(2), credentials(7)).
    let _ = if apart {
        rustix::process::setpgid(None, None)
    } else {
        rustix::process::setsid().map(drop)
    };
    // It stays with the child where it may not leave: it ends with it when the cgroup is killed, and cannot tell how.
    if let Some(back) = cgroup.and_then(|cgroup| cgroup.back) {
        let _ = rustix::io::write(back, b"0\n");
    }
    // SAFETY: a copy, which nothing relies on.
    unsafe { helper::close_all_but([Some(socket.as_fd()), None]) };
    // Where this is lost, the parent learns of it by the end of this process.
    if send(socket, [READY, 0]).is_err() {
        crate::processes::exit_now(1);
    }
    // Where the parent ends first, there is nothing to wait for.
    wait_for_go(socket);
    loop {
        let mut status = 0;
        // SAFETY: the status is writable.
        match crate::check(unsafe { libc::waitpid(-1, &raw mut status, libc::__WALL) }) {
            Ok(pid) if pid == child && !libc::WIFSTOPPED(status) => {
                // Where the parent has ended there is nothing to tell.
                let _ = send(socket, [ENDED, status]);
            }
            Ok(_) | Err(errno::EINTR) => {}
            // There is none left.
            Err(errno::ECHILD) => crate::processes::exit_now(0),
            Err(_) => crate::processes::exit_now(1),
        }
    }
}

fn wait_for_go(socket: &OwnedFd) {
    while receive(socket) == Err(errno::EAGAIN) {
        // Where this fails, `receive` is asked again at once.
        let _ = poll(&mut [PollFd::new(socket, PollFlags::IN)], None);
    }
}
