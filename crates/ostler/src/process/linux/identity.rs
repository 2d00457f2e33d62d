//! Which process is meant: a number, and what tells its holder from those who have the number later.

use std::sync::atomic::{AtomicU8, Ordering::Relaxed};
use std::time::Duration;

use ostler_sys as sys;
use ostler_sys::key::Key;
use ostler_sys::linux::process::read::{Place, ProcPath};
use ostler_sys::linux::process::status::Status;
use ostler_sys::linux::process::{pidfd, stat};

use crate::errno::{self, Errno};
use crate::fd::{AsFd as _, BorrowedFd, OwnedFd};
use crate::host::retry;
use crate::signal::Signal;

use super::super::types::error::Trouble;
use super::super::types::{Binding, Process, Protection};

/// A process that is held: what is read of its number between [`Held::take`] and a [`Held::still_there`] that is true was
/// read of it.
#[derive(Debug)]
pub(crate) struct Held {
    pub(crate) process: Process,
    hold: Hold,
}

#[derive(Debug)]
enum Hold {
    /// Its process descriptor: while the process is there, the number is its own.
    Pidfd(OwnedFd),
    /// Its directory in `/proc`, whose files are not to be had once it is gone.
    Directory(OwnedFd),
}

impl Held {
    /// Holds the process that has the number. `ESRCH` if no process has it, or a thread that is no process.
    pub(crate) fn take(pid: i32) -> Result<Self, Errno> {
        if pid <= 0 {
            return Err(errno::ESRCH);
        }
        let hold = match retry(|| sys::linux::pidfd::pidfd_open(pid, 0)) {
            Ok(pidfd) => {
                if let Some(inode) = inode_of(pidfd.as_fd())? {
                    let process = Process::from_parts(pid, Key::Pidfd(inode));
                    return Ok(Self { process, hold: Hold::Pidfd(pidfd) });
                }
                Hold::Pidfd(pidfd)
            }
            // The number of a thread that leads no process.
            Err(errno::EINVAL | errno::ENOENT | errno::ESRCH) => return Err(errno::ESRCH),
            // A kernel without them, or a filter of system calls that knows none.
            Err(errno::ENOSYS | errno::EPERM | errno::EACCES) => {
                match Place::Number(&mut ProcPath::of(pid)).open_dir("") {
                    // `/proc` hides it from us.
                    Err(errno::ENOENT) if has_holder(pid) => return Err(errno::EACCES),
                    directory => Hold::Directory(directory?),
                }
            }
            Err(errno) => return Err(errno),
        };
        let process = Process::from_parts(pid, Key::Ticks(0));
        let mut held = Self { process, hold };
        held.process = Process::from_parts(pid, Key::Ticks(held.stat()?.starttime));
        Ok(held)
    }

    /// Whether it is the process of this key. The kernel may have refused a process descriptor for one and not for the other:
    /// a filter of system calls can be put in between.
    pub(crate) fn is(&self, meant: Key) -> Result<bool, Errno> {
        match (self.process.key(), meant) {
            (Key::Pidfd(own), Key::Pidfd(meant)) | (Key::Ticks(own), Key::Ticks(meant)) => {
                Ok(own == meant)
            }
            (Key::Pidfd(_), Key::Ticks(meant)) => Ok(self.stat()?.starttime == meant),
            // What refused the descriptor that would tell.
            (Key::Ticks(_), Key::Pidfd(_)) => {
                let refusal = retry(|| sys::linux::pidfd::pidfd_open(self.process.pid(), 0));
                Err(refusal.err().unwrap_or(errno::EAGAIN))
            }
            // Of no process here.
            (_, Key::Created(_)) | (Key::Created(_), _) => Ok(false),
        }
    }

    /// Where its files are to be read.
    pub(crate) fn place<'a>(&'a self, path: &'a mut ProcPath) -> Place<'a> {
        match &self.hold {
            Hold::Pidfd(_) => Place::Number(path),
            Hold::Directory(dir) => Place::Directory(dir.as_fd()),
        }
    }

    /// Its process descriptor, where the kernel has them.
    pub(crate) fn pidfd(&self) -> Option<BorrowedFd<'_>> {
        match &self.hold {
            Hold::Pidfd(pidfd) => Some(pidfd.as_fd()),
            Hold::Directory(_) => None,
        }
    }

    /// The same for good.
    pub(crate) fn into_owned(self) -> Option<OwnedFd> {
        match self.hold {
            Hold::Pidfd(pidfd) => Some(pidfd),
            Hold::Directory(_) => None,
        }
    }

    /// Whether the process has its number still: it runs, or is a zombie.
    pub(crate) fn still_there(&self) -> Result<bool, Errno> {
        match &self.hold {
            Hold::Pidfd(pidfd) => pidfd::is_there(pidfd.as_fd()),
            Hold::Directory(dir) => match Place::Directory(dir.as_fd()).stat("stat") {
                Ok(_) => Ok(true),
                Err(errno::ESRCH | errno::ENOENT) => Ok(false),
                Err(errno) => Err(errno),
            },
        }
    }

    /// Whether it has ended, all its threads with it: it is a zombie, or gone.
    pub(crate) fn has_ended(&self) -> Result<bool, Errno> {
        match &self.hold {
            Hold::Pidfd(pidfd) => pidfd::has_ended(pidfd.as_fd(), Some(Duration::ZERO)),
            Hold::Directory(_) => match self.stat() {
                // The first thread of a process may end before the others: it is a zombie until they do.
                Ok(stat) => Ok(matches!(stat.state, b'Z' | b'X') && stat.num_threads <= 1),
                Err(errno::ESRCH | errno::ENOENT) => Ok(true),
                Err(errno) => Err(errno),
            },
        }
    }

    /// What is wrong with it by itself: it has ended, or is gone.
    pub(crate) fn over(&self) -> Option<Trouble> {
        match self.stat() {
            Ok(stat) if stat.is_over() => Some(Trouble::Zombie),
            Err(errno::ESRCH | errno::ENOENT) => Some(Trouble::Gone),
            _ => None,
        }
    }

    /// What an answer about a file of the process says: that there is none may mean that `/proc` hides the process from us
    /// (`hidepid`), which is a refusal.
    pub(crate) fn judged(&self, errno: Errno) -> Errno {
        let hidden = matches!(errno, errno::ENOENT | errno::ESRCH)
            && matches!(self.hold, Hold::Pidfd(_))
            && Place::Number(&mut ProcPath::of(self.process.pid())).stat("").err()
                == Some(errno::ENOENT)
            && self.still_there() == Ok(true);
        if hidden { errno::EACCES } else { errno }
    }

    /// The numbers of `stat`.
    pub(crate) fn stat(&self) -> Result<stat::Stat, Errno> {
        let mut text = Vec::new();
        self.place(&mut ProcPath::of(self.process.pid()))
            .read_piece("stat", &mut text)
            .map_err(|errno| self.judged(errno))?;
        let (_, stat) = stat::parse(&text)?;
        if self.still_there()? { Ok(stat) } else { Err(errno::ESRCH) }
    }

    /// Whether we may trace it: what the kernel asks where it shows some things to some.
    pub(crate) fn may_trace(&self) -> Result<bool, Errno> {
        let pid = self.process.pid();
        let mut text = Vec::new();
        match self.place(&mut ProcPath::of(pid)).read_piece("io", &mut text) {
            Ok(()) => return Ok(true),
            Err(errno::EACCES | errno::EPERM) => {}
            Err(errno) => return Err(errno),
        }
        // The files of a zombie are the superuser's, whoever's it is.
        self.place(&mut ProcPath::of(pid)).read_piece("status", &mut text)?;
        let status = Status(&text);
        let ours = |line, id| {
            status
                .ids(line)
                .is_some_and(|[real, effective, saved, _]| [real, effective, saved] == [id; 3])
        };
        Ok(ours("Uid", crate::os::geteuid()) && ours("Gid", crate::os::getegid()))
    }

    /// The number of its parent; zero for one outside our PID namespace. `ESRCH` once it has been collected.
    pub(crate) fn ppid(&self) -> Result<i32, Errno> {
        let told = self.pidfd().map(|pidfd| pidfd::info(pidfd, pidfd::Info::PID));
        match told {
            Some(Ok(info)) if info.mask & pidfd::Info::PID != 0 => Ok(info.ppid as i32),
            Some(Err(errno::ESRCH)) => Err(errno::ESRCH),
            _ => Ok(self.stat()?.ppid),
        }
    }

    /// Whether it is one that the system is made of.
    pub(crate) fn part_of_system(&self) -> Result<Option<Protection>, Errno> {
        if self.process.pid() == 1 {
            return Ok(Some(Protection::Init));
        }
        Ok(self.stat()?.is_kernel_thread().then_some(Protection::KernelThread))
    }

    /// How a signal reaches it.
    pub(crate) fn binding(&self) -> Binding {
        match &self.hold {
            Hold::Pidfd(_) => Binding::Handle,
            Hold::Directory(_) => Binding::Checked,
        }
    }

    /// Sends a signal to this process and no other; where the kernel gives no hold, after looking whether the number is
    /// still its own.
    pub(crate) fn send_signal(&self, signal: Signal) -> Result<(), Errno> {
        match &self.hold {
            Hold::Pidfd(pidfd) => {
                let pidfd = pidfd.as_fd().into();
                retry(|| sys::linux::pidfd::pidfd_send_signal(pidfd, signal.raw(), 0))
            }
            Hold::Directory(_) if self.still_there()? => {
                sys::processes::kill(self.process.pid(), signal.raw())
            }
            Hold::Directory(_) => Err(errno::ESRCH),
        }
    }
}

/// Whether a process or a thread has the number, in sight or not.
fn has_holder(pid: i32) -> bool {
    matches!(sys::processes::kill(pid, 0), Ok(()) | Err(errno::EPERM))
}

/// The inode number of a process descriptor, where it is an identity. Kernels do not change while they run: the first
/// answer tells whether it is.
fn inode_of(pidfd: BorrowedFd<'_>) -> Result<Option<u64>, Errno> {
    const UNKNOWN: u8 = 0;
    const OWN: u8 = 1;
    const SHARED: u8 = 2;
    static INODES: AtomicU8 = AtomicU8::new(UNKNOWN);
    match INODES.load(Relaxed) {
        OWN => pidfd::own_inode(pidfd).map(Some),
        SHARED => Ok(None),
        _ => {
            let inode = pidfd::inode(pidfd)?;
            INODES.store(if inode.is_some() { OWN } else { SHARED }, Relaxed);
            Ok(inode)
        }
    }
}
