//! A small process between this one and a child, to which the child's orphaned descendants fall.

use std::ffi::CStr;
use std::sync::{Mutex, PoisonError};

use rustix::net::{AddressFamily, RecvFlags, SendFlags, SocketFlags, SocketType};

use super::helper;
use crate::errno::{self, Errno};
use crate::fd::{AsFd as _, BorrowedFd, OwnedFd};
use crate::sys::linux::epoll::timespec;
use crate::sys::processes::{Pointers, Spawn};

/// The supervisor of a child, as its parent has it.
#[derive(Debug)]
pub struct Supervisor {
    pid: i32,
    /// Of the supervisor itself, where the kernel has them.
    pidfd: Option<OwnedFd>,
    socket: OwnedFd,
    /// Once collected, its number may be another child's.
    collected: Mutex<bool>,
}

/// Starts a program under a supervisor, and tells the program's number. The supervisor collects nobody before
/// [`Supervisor::go`], so that the number stays the program's. `ENOENT` and the like are about the program.
///
/// It enters the cgroup first whose `cgroup.procs` is given.
pub fn start(
    spawn: &mut Spawn,
    program: &CStr,
    argv: &Pointers<'_>,
    envp: &Pointers<'_>,
    cgroup: Option<BorrowedFd<'_>>,
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
        0 => supervise(&other, spawn, program, argv, envp, cgroup),
        pid => pid,
    };
    drop(other);
    let mut supervisor = Supervisor { pid, pidfd: None, socket, collected: Mutex::new(false) };
    supervisor.pidfd = crate::sys::linux::pidfd::pidfd_open(pid, 0).ok();
    match supervisor.told(None) {
        Some([STARTED, child]) => Ok((supervisor, child)),
        Some([_, errno]) => {
            supervisor.collect_now(true);
            Err(Errno::from_raw(errno))
        }
        None => {
            supervisor.collect_now(true);
            Err(errno::ECHILD)
        }
    }
}

/// Messages: the program was started, with its number; it was not, and why; it has ended, and how.
const STARTED: i32 = 0;
const FAILED: i32 = 1;
const ENDED: i32 = 2;

impl Supervisor {
    /// Its number.
    pub fn pid(&self) -> i32 {
        self.pid
    }

    /// Its process descriptor, where the kernel has them. It ends after the last of the child's descendants.
    pub fn pidfd(&self) -> Option<BorrowedFd<'_>> {
        self.pidfd.as_ref().map(|pidfd| pidfd.as_fd())
    }

    /// Whether its number is still its own: nobody has collected it.
    pub fn is_there(&self) -> bool {
        match &self.pidfd {
            Some(pidfd) => super::pidfd::is_there(pidfd.as_fd()) == Ok(true),
            None => !*self.collected.lock().unwrap_or_else(PoisonError::into_inner),
        }
    }

    /// Lets it begin to collect.
    pub fn go(&self) -> Result<(), Errno> {
        send(&self.socket, [0, 0])
    }

    /// The wait status of the child, which has ended. `None` if the supervisor was killed before it could tell.
    pub fn status(&self) -> Option<i32> {
        // It is told within moments; a supervisor that somebody has stopped tells nothing.
        match self.told(Some(std::time::Duration::from_secs(5))) {
            Some([ENDED, status]) => Some(status),
            _ => None,
        }
    }

    /// Collects it if it has ended: whether there is none any more.
    pub fn collect(&self) -> bool {
        self.collect_now(false)
    }

    fn collect_now(&self, wait: bool) -> bool {
        let mut collected = self.collected.lock().unwrap_or_else(PoisonError::into_inner);
        *collected = *collected || helper::collect(self.pid, wait);
        *collected
    }

    fn told(&self, timeout: Option<std::time::Duration>) -> Option<[i32; 2]> {
        receive(&self.socket, timeout)
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

fn receive(socket: &OwnedFd, timeout: Option<std::time::Duration>) -> Option<[i32; 2]> {
    use rustix::event::{PollFd, PollFlags, poll};

    let timeout = timeout.map(timespec);
    let mut bytes = [0; 8];
    loop {
        match poll(&mut [PollFd::new(socket, PollFlags::IN)], timeout.as_ref()) {
            Err(rustix::io::Errno::INTR) => continue,
            Err(_) | Ok(0) => return None,
            Ok(_) => {}
        }
        match rustix::net::recv(socket, bytes.as_mut_slice(), RecvFlags::DONTWAIT) {
            Err(rustix::io::Errno::INTR | rustix::io::Errno::AGAIN) => {}
            Ok((8, _)) => break,
            _ => return None,
        }
    }
    let number = |at: usize| Some(i32::from_ne_bytes(bytes[at..at + 4].try_into().ok()?));
    Some([number(0)?, number(4)?])
}

/// What the supervisor does.
fn supervise(
    socket: &OwnedFd,
    spawn: &mut Spawn,
    program: &CStr,
    argv: &Pointers<'_>,
    envp: &Pointers<'_>,
    cgroup: Option<BorrowedFd<'_>>,
) -> ! {
    let give_up = |errno: Errno| -> ! {
        let _ = send(socket, [FAILED, errno.raw()]);
        crate::sys::processes::exit_now(0)
    };
    helper::name_oneself(c"ostler-tree");
    // SAFETY: where the signal is ignored the system collects children, and they tell nothing.
    unsafe { libc::signal(libc::SIGCHLD, libc::SIG_DFL) };
    // SAFETY: numbers only.
    let answer = unsafe { libc::prctl(libc::PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) };
    if let Err(errno) = crate::sys::check(answer) {
        give_up(errno);
    }
    if let Some(cgroup) = cgroup {
        // Zero is whoever writes it.
        if let Err(errno) = rustix::io::write(cgroup, b"0\n") {
            give_up(errno.into());
        }
    }
    let child = match spawn.spawnp(program, argv, envp) {
        Ok(child) => child,
        Err(errno) => give_up(errno),
    };
    // SAFETY: a copy, which nobody relies on.
    unsafe { helper::close_all_but([Some(socket.as_fd()), None]) };
    let _ = send(socket, [STARTED, child]);
    // Where the parent ends first, there is nobody to wait for.
    receive(socket, None);
    loop {
        let mut status = 0;
        // SAFETY: the status is writable.
        match crate::sys::check(unsafe { libc::waitpid(-1, &raw mut status, libc::__WALL) }) {
            Ok(pid) if pid == child && !libc::WIFSTOPPED(status) => {
                let _ = send(socket, [ENDED, status]);
            }
            Ok(_) | Err(errno::EINTR) => {}
            Err(_) => crate::sys::processes::exit_now(0),
        }
    }
}
