//! Waiting for any number of processes with the descriptors there are.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use ostler_sys::linux::epoll;
use ostler_sys::{self as sys, c};

use super::ending::how_it_ended;
use crate::errno;
use crate::error::{Error, ErrorKind, Result};
use crate::fd::{AsFd as _, OwnedFd};
use crate::host::Host;
use crate::process::control::{Ended, LONGEST_NAP, Watch, has_ended, left};
use crate::process::error::Trouble;
use crate::process::identity::Held;
use crate::process::{Process, child};

/// How many processes are held at once, where the limit of descriptors allows.
const MOST: usize = 512;

/// As many processes as fit are held by their descriptors, which the kernel watches; the others queue for a place.
#[derive(Debug)]
pub(crate) struct Waiting {
    epoll: OwnedFd,
    queue: VecDeque<usize>,
    /// Which of the entries are in the queue.
    queued: Vec<bool>,
    /// How many may be held.
    room: usize,
    held: usize,
    ready: Vec<u64>,
}

impl Waiting {
    pub(in super::super) fn new() -> Result<Self> {
        let limit = sys::limits::getrlimit(c::RLIMIT_NOFILE as i32)?.soft;
        let half = limit.map_or(MOST, |limit| usize::try_from(limit / 2).unwrap_or(MOST));
        Ok(Self {
            epoll: epoll::create()?,
            queue: VecDeque::new(),
            queued: Vec::new(),
            room: half.clamp(1, MOST),
            held: 0,
            ready: Vec::new(),
        })
    }
}

impl Watch {
    /// The same of one that is held.
    pub(crate) fn push_held(&mut self, held: Held) -> Result<usize> {
        let index = self.add(held.process());
        self.keep(index, held)?;
        Ok(index)
    }

    /// Gets hold of whoever has a number, if somebody has.
    pub(crate) fn take_number(&mut self, pid: i32) -> Result<Option<Held>> {
        loop {
            match Held::take(pid) {
                Ok(held) => return Ok(Some(held)),
                Err(errno::ESRCH | errno::ENOENT) => return Ok(None),
                Err(errno::EMFILE | errno::ENFILE) if self.waiting.held > 0 => self.make_room(),
                Err(errno) => return Err(Trouble::of(errno, "getting hold").about(pid)),
            }
        }
    }

    /// Does something with a process that is held, and goes on holding it if there is room.
    pub(crate) fn with<T>(&mut self, index: usize, act: impl FnOnce(&Held) -> T) -> Result<T> {
        if let Some(held) = &self.entries[index].held {
            return Ok(act(held));
        }
        let held = self.take(self.entries[index].process)?;
        let done = act(&held);
        self.keep(index, held)?;
        Ok(done)
    }

    /// Gets hold of a process, giving up others if there are no descriptors left.
    fn take(&mut self, process: Process) -> Result<Held> {
        loop {
            match Held::of(process) {
                Err(error) if out_of_descriptors(&error) && self.waiting.held > 0 => {
                    self.make_room();
                }
                held => return held,
            }
        }
    }

    /// Lets go of half the processes that are held: somebody else needs descriptors, too.
    fn make_room(&mut self) {
        self.waiting.room = (self.waiting.held / 2).max(1);
        let leave = self.waiting.held / 2;
        for index in (0..self.entries.len()).rev() {
            if self.waiting.held <= leave {
                break;
            }
            if self.let_go(index) {
                self.enqueue(index);
            }
        }
    }

    /// Gives it a place in the queue, if it is to be waited for and is not held.
    pub(in super::super) fn enqueue(&mut self, index: usize) {
        let entry = &self.entries[index];
        if self.waiting.queued.len() <= index {
            self.waiting.queued.resize(index + 1, false);
        }
        if entry.open && entry.held.is_none() && !self.waiting.queued[index] {
            self.waiting.queued[index] = true;
            self.waiting.queue.push_back(index);
        }
    }

    /// No longer holds it. Whether it was held.
    pub(in super::super) fn let_go(&mut self, index: usize) -> bool {
        let Some(held) = self.entries[index].held.take() else { return false };
        if let Some(pidfd) = held.pidfd() {
            // A copy in a child being forked would go on being told of.
            let _ = epoll::delete(self.waiting.epoll.as_fd(), pidfd);
        }
        self.waiting.held -= 1;
        true
    }

    fn keep(&mut self, index: usize, held: Held) -> Result<()> {
        match held.pidfd() {
            Some(pidfd) if self.waiting.held < self.waiting.room && self.entries[index].open => {
                epoll::add(self.waiting.epoll.as_fd(), pidfd, index as u64)?;
                self.waiting.held += 1;
                self.entries[index].held = Some(held);
            }
            _ => self.enqueue(index),
        }
        Ok(())
    }

    /// Waits until all have ended or the time is up, and tells of each that has. Whether all have.
    pub(crate) fn wait(
        &mut self,
        deadline: Option<Instant>,
        host: &mut dyn Host,
        mut each: impl FnMut(usize, Ended) -> Result<()>,
    ) -> Result<bool> {
        let mut nap = Duration::from_millis(1);
        loop {
            // Those that have no place yet get one, or are looked at.
            let started = Instant::now();
            self.look(&mut each)?;
            let looking = started.elapsed();
            if self.open == 0 {
                return Ok(true);
            }
            // A ninth of the time for looking, at most.
            let pause = (!self.waiting.queue.is_empty()).then(|| nap.max(looking * 8));
            nap = (nap * 2).min(LONGEST_NAP);
            let until = pause.and_then(|pause| Instant::now().checked_add(pause));
            let until = match (until, deadline) {
                (Some(one), Some(other)) => Some(one.min(other)),
                (one, other) => one.or(other),
            };
            self.sleep(until, host, &mut each)?;
            if self.open == 0 {
                return Ok(true);
            }
            if left(deadline).is_some_and(|left| left.is_zero()) {
                // Asking how one ended may have taken its time, in which others have.
                while self.take_ready(&mut each)? {}
                self.look(&mut each)?;
                return Ok(self.open == 0);
            }
        }
    }

    /// Sleeps until then, or until there is room for one that is queued.
    fn sleep(
        &mut self,
        until: Option<Instant>,
        host: &mut dyn Host,
        each: &mut impl FnMut(usize, Ended) -> Result<()>,
    ) -> Result<()> {
        /// Older kernels take no longer times.
        const LONGEST: Duration = Duration::from_secs(3600);
        let mut ready = std::mem::take(&mut self.waiting.ready);
        let crowded = !self.waiting.queue.is_empty();
        loop {
            let left = left(until).unwrap_or(LONGEST).min(LONGEST);
            match epoll::wait(self.waiting.epoll.as_fd(), Some(left), &mut ready) {
                Err(errno::EINTR) => {
                    ready.clear();
                    host.interrupted()?;
                }
                told => told?,
            }
            for &key in &ready {
                self.readable(key as usize, each)?;
            }
            let room = crowded && self.waiting.held < self.waiting.room && !ready.is_empty();
            if self.open == 0 || room || until.is_some_and(|until| until <= Instant::now()) {
                self.waiting.ready = ready;
                return Ok(());
            }
        }
    }

    /// Tells of those that have ended by now, some of them: whether there were any.
    fn take_ready(&mut self, each: &mut impl FnMut(usize, Ended) -> Result<()>) -> Result<bool> {
        let before = self.open;
        let mut ready = std::mem::take(&mut self.waiting.ready);
        match epoll::wait(self.waiting.epoll.as_fd(), Some(Duration::ZERO), &mut ready) {
            Err(errno::EINTR) => ready.clear(),
            told => told?,
        }
        for &key in &ready {
            self.readable(key as usize, each)?;
        }
        self.waiting.ready = ready;
        Ok(self.open < before)
    }

    /// Tells of a process whose descriptor is readable.
    fn readable(
        &mut self,
        index: usize,
        each: &mut impl FnMut(usize, Ended) -> Result<()>,
    ) -> Result<()> {
        let Some(held) = self.entries.get(index).and_then(|entry| entry.held.as_ref()) else {
            return Ok(());
        };
        let ended = Ended { process: held.process(), status: how_it_ended(held, self.collect) };
        self.ended(index, ended, each)
    }

    /// Looks at every process that queues, and holds as many as there is room for.
    fn look(&mut self, each: &mut impl FnMut(usize, Ended) -> Result<()>) -> Result<()> {
        for _ in 0..self.waiting.queue.len() {
            let Some(index) = self.waiting.queue.pop_front() else { break };
            self.waiting.queued[index] = false;
            let entry = &self.entries[index];
            if !entry.open || entry.held.is_some() {
                continue;
            }
            let process = entry.process;
            let held = match Held::of(process) {
                Ok(held) => held,
                Err(error) if error.kind() == ErrorKind::ProcessLookup => {
                    self.ended(index, Ended { process, status: child::known(process) }, each)?;
                    continue;
                }
                Err(error) => {
                    self.enqueue(index);
                    if out_of_descriptors(&error) && self.waiting.held > 0 {
                        self.waiting.room = self.waiting.held;
                        return Ok(());
                    }
                    return Err(error);
                }
            };
            if has_ended(&held)? {
                let status = how_it_ended(&held, self.collect);
                self.ended(index, Ended { process, status }, each)?;
            } else {
                self.keep(index, held)?;
            }
        }
        Ok(())
    }
}

fn out_of_descriptors(error: &Error) -> bool {
    matches!(error.errno(), Some(errno::EMFILE | errno::ENFILE))
}
