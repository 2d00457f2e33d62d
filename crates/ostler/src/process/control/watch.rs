//! [`Watch`]: waiting for any number of processes. The entries are kept here; the system's part holds and waits.

#[cfg(linux_kernel)]
use super::system::Waiting;
use super::{Collect, Ended};
use crate::error::Result;
use crate::process::Process;
use crate::process::identity::Held;

/// Processes whose end is waited for, in the order of addition.
#[derive(Debug)]
pub(crate) struct Watch {
    pub(super) entries: Vec<Entry>,
    /// How many have not ended yet.
    pub(super) open: usize,
    pub(super) collect: Collect,
    /// What the kernel watches, and what queues.
    #[cfg(linux_kernel)]
    pub(super) waiting: Waiting,
}

#[derive(Debug)]
pub(super) struct Entry {
    pub(super) process: Process,
    pub(super) held: Option<Held>,
    /// Whether it is still to be waited for.
    pub(super) open: bool,
}

impl Watch {
    #[cfg_attr(windows, allow(clippy::unnecessary_wraps))] // Elsewhere it takes a descriptor.
    pub(crate) fn new(collect: Collect) -> Result<Self> {
        Ok(Self {
            entries: Vec::new(),
            open: 0,
            collect,
            #[cfg(linux_kernel)]
            waiting: Waiting::new()?,
        })
    }

    /// Adds a process, and tells its place in the order of addition.
    pub(crate) fn push(&mut self, process: Process) -> usize {
        let index = self.add(process);
        self.enqueue(index);
        index
    }

    pub(super) fn add(&mut self, process: Process) -> usize {
        self.entries.push(Entry { process, held: None, open: true });
        self.open += 1;
        self.entries.len() - 1
    }

    pub(crate) fn process(&self, index: usize) -> Process {
        self.entries[index].process
    }

    /// Those that have not ended.
    pub(crate) fn alive(&self) -> impl Iterator<Item = Process> {
        self.entries.iter().filter(|entry| entry.open).map(|entry| entry.process)
    }

    /// The places of those that have not ended.
    pub(crate) fn open(&self) -> Vec<usize> {
        (0..self.entries.len()).filter(|&index| self.entries[index].open).collect()
    }

    pub(crate) fn is_open(&self, index: usize) -> bool {
        self.entries[index].open
    }

    /// No longer waits for a process.
    pub(crate) fn settle(&mut self, index: usize) {
        self.let_go(index);
        if std::mem::replace(&mut self.entries[index].open, false) {
            self.open -= 1;
        }
    }

    /// Tells of a process that has ended.
    pub(super) fn ended(
        &mut self,
        index: usize,
        ended: Ended,
        each: &mut impl FnMut(usize, Ended) -> Result<()>,
    ) -> Result<()> {
        self.settle(index);
        each(index, ended)
    }
}
