//! Processes that are stopped go on if the one that has stopped them ends.

use std::ptr::NonNull;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, poll};
use rustix::mm::{MapFlags, ProtFlags};
use rustix::net::{AddressFamily, SendFlags, SocketFlags, SocketType};

use super::read::{Place, ProcPath};
use super::{helper, pidfd, stat};
use crate::errno::{self, Errno};
use crate::fd::{AsFd as _, BorrowedFd, OwnedFd};
use crate::key::Key;
use crate::linux::pidfd::{pidfd_open, pidfd_send_signal};

/// A helper that waits for the end of this process, however it comes, and then makes the processes go on that have been
/// entered. Dropped, it is gone without doing so.
#[derive(Debug)]
pub struct Guard {
    list: List,
    pid: i32,
    pidfd: Option<OwnedFd>,
    /// A socket, closed with this process, or when it executes another program.
    alive: Option<OwnedFd>,
}

impl Guard {
    /// Starts it, with room for so many.
    pub fn start(room: usize) -> Result<Self, Errno> {
        let list = List::new(room)?;
        let (watched, alive) = rustix::net::socketpair(
            AddressFamily::UNIX,
            SocketType::STREAM,
            SocketFlags::CLOEXEC,
            None,
        )?;
        // A copy of the socket in a child that is just being forked would hide this process's end.
        let this = pidfd_open(rustix::process::getpid().as_raw_pid(), 0).ok();
        // SAFETY: the copy makes system calls only.
        let pid = match unsafe { helper::split() }? {
            0 => {
                let this = this.as_ref().map(|this| this.as_fd());
                watch(&list, watched.as_fd(), this)
            }
            pid => pid,
        };
        drop(watched);
        let guard = Self { list, pid, pidfd: pidfd_open(pid, 0).ok(), alive: Some(alive) };
        guard.wait_until_ready()?;
        Ok(guard)
    }

    /// Before the helper has a session of its own, what kills this process may kill it as well.
    fn wait_until_ready(&self) -> Result<(), Errno> {
        let Some(socket) = &self.alive else { return Ok(()) };
        let mut byte = [0];
        loop {
            match rustix::io::read(socket, &mut byte) {
                Err(rustix::io::Errno::INTR) => {}
                Ok(0) => return Err(errno::ECHILD),
                read => return Ok(read.map(drop)?),
            }
        }
    }

    /// Its number.
    pub fn pid(&self) -> i32 {
        self.pid
    }

    /// Has the helper do it now, for want of means to do it here.
    pub fn resume_all(&mut self) {
        self.alive = None;
    }

    /// Enters a process that is about to be stopped: whether there was room, and it may be one of this system.
    pub fn enter(&mut self, pid: i32, key: Key) -> bool {
        self.list.push(pid, key)
    }
}

/// How long the helper may take to make processes go on.
const PATIENCE: Duration = Duration::from_secs(5);

impl Drop for Guard {
    fn drop(&mut self) {
        if self.alive.is_none() {
            // It is at it, unless a child that is just being forked has a copy of the socket; such a child lasts for moments.
            let ended =
                self.pidfd.as_ref().map(|pidfd| pidfd::has_ended(pidfd.as_fd(), Some(PATIENCE)));
            if matches!(ended, None | Some(Ok(true))) {
                helper::collect(self.pid, true);
                return;
            }
        }
        let killed = match &self.pidfd {
            Some(pidfd) => pidfd_send_signal(pidfd.into(), libc::SIGKILL, 0),
            // An uncollected child: nobody else has its number.
            None => crate::processes::kill(self.pid, libc::SIGKILL),
        };
        // One that is gone already, or has been collected by another, is not waited for.
        helper::collect(self.pid, killed.is_ok());
    }
}

/// What the helper does.
fn watch(list: &List, socket: BorrowedFd<'_>, process: Option<BorrowedFd<'_>>) -> ! {
    // What kills the group or the session of this process is to spare the helper.
    if rustix::process::setsid().is_err() {
        crate::processes::exit_now(1);
    }
    helper::name_oneself(c"ostler-guard");
    // SAFETY: a copy, which nobody relies on.
    unsafe { helper::close_all_but([Some(socket), process]) };
    // Nothing has been entered yet: without this message nothing will be.
    if rustix::net::send(socket, &[0], SendFlags::NOSIGNAL).is_err() {
        crate::processes::exit_now(1);
    }
    let mut watched = [
        PollFd::new(&socket, PollFlags::IN),
        PollFd::from_borrowed_fd(process.unwrap_or(socket), PollFlags::IN),
    ];
    while poll(&mut watched, None).is_err() {}
    list.for_each(resume);
    crate::processes::exit_now(0)
}

/// Makes a process go on, and no other that has its number by now. What the system is short of it may have a moment later.
fn resume(pid: i32, key: Key) {
    const TRIES: u32 = 100;
    for _ in 0..TRIES {
        match try_to_resume(pid, key) {
            Err(errno::EMFILE | errno::ENFILE | errno::ENOMEM | errno::EINTR | errno::EAGAIN) => {
                std::thread::sleep(Duration::from_millis(10));
            }
            // It goes on, is gone, or is not ours to signal any more.
            Ok(()) | Err(_) => return,
        }
    }
}

fn try_to_resume(pid: i32, key: Key) -> Result<(), Errno> {
    match key {
        Key::Pidfd(inode) => {
            let process = pidfd_open(pid, 0)?;
            if pidfd::own_inode(process.as_fd())? != inode {
                return Ok(());
            }
            pidfd_send_signal((&process).into(), libc::SIGCONT, 0)
        }
        Key::Ticks(ticks) => {
            let mut text = [0; 2048];
            let mut path = ProcPath::of(pid);
            let length = Place::Number(&mut path).read_some("stat", &mut text)?;
            let (_, stat) = stat::parse(text.get(..length).unwrap_or_default())?;
            if stat.starttime != ticks {
                return Ok(());
            }
            crate::processes::kill(pid, libc::SIGCONT)
        }
        // Of no process here.
        Key::Created(_) => Err(errno::ESRCH),
    }
}

/// Processes, in memory that this process and its helper share. Words: how many; then of each its number and kind of key,
/// and its key.
#[derive(Debug)]
struct List {
    words: NonNull<AtomicU64>,
    room: usize,
}

const TICKS: u64 = 1 << 32;

impl List {
    fn bytes(room: usize) -> usize {
        room.saturating_mul(2).saturating_add(1).saturating_mul(size_of::<AtomicU64>())
    }

    fn new(room: usize) -> Result<Self, Errno> {
        // SAFETY: new memory, zeroed, where the kernel likes.
        let memory = unsafe {
            rustix::mm::mmap_anonymous(
                std::ptr::null_mut(),
                Self::bytes(room),
                ProtFlags::READ | ProtFlags::WRITE,
                MapFlags::SHARED,
            )
        }?;
        Ok(Self { words: NonNull::new(memory.cast()).ok_or(errno::ENOMEM)?, room })
    }

    fn word(&self, index: usize) -> &AtomicU64 {
        debug_assert!(index <= self.room * 2);
        // SAFETY: within the memory, which is aligned to a page; atomic, whoever shares it.
        unsafe { self.words.add(index).as_ref() }
    }

    fn push(&mut self, pid: i32, key: Key) -> bool {
        let count = self.word(0).load(Ordering::Relaxed) as usize;
        if count >= self.room {
            return false;
        }
        let (kind, key) = match key {
            Key::Pidfd(inode) => (0, inode),
            Key::Ticks(ticks) => (TICKS, ticks),
            Key::Created(_) => return false,
        };
        self.word(count * 2 + 1).store(kind | u64::from(pid as u32), Ordering::Relaxed);
        self.word(count * 2 + 2).store(key, Ordering::Relaxed);
        self.word(0).store(count as u64 + 1, Ordering::Release);
        true
    }

    fn for_each(&self, mut each: impl FnMut(i32, Key)) {
        let count = (self.word(0).load(Ordering::Acquire) as usize).min(self.room);
        for index in 0..count {
            let first = self.word(index * 2 + 1).load(Ordering::Relaxed);
            let key = self.word(index * 2 + 2).load(Ordering::Relaxed);
            let key = if first & TICKS == 0 { Key::Pidfd(key) } else { Key::Ticks(key) };
            each(first as u32 as i32, key);
        }
    }
}

impl Drop for List {
    fn drop(&mut self) {
        // SAFETY: mapped by `new` with this length; nobody borrows from it any more.
        let _ = unsafe { rustix::mm::munmap(self.words.as_ptr().cast(), Self::bytes(self.room)) };
    }
}

// SAFETY: memory that belongs to this list alone, written through `&mut self`.
unsafe impl Send for List {}
