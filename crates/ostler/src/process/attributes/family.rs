//! Parents and children.

use std::collections::HashMap;

use crate::error::Result;

use super::super::identity::Held;
use super::super::reader::Reader;
use super::super::scan::pids;
use super::super::{Process, Value};
use super::reads;

/// Who is whose child, at about one time.
#[derive(Debug, Default)]
pub(crate) struct Family {
    children: HashMap<i32, Vec<i32>>,
    parents: HashMap<i32, i32>,
}

impl Family {
    /// Looks at every process.
    pub(crate) fn look() -> Self {
        let mut family = Self::default();
        let mut reader = Reader::new();
        for pid in pids().unwrap_or_default() {
            reader.turn_to(pid);
            if let Ok(stat) = reader.stat() {
                family.children.entry(stat.ppid).or_default().push(pid);
                family.parents.insert(pid, stat.ppid);
            }
        }
        family
    }

    /// The numbers of the children, in order.
    pub(crate) fn children(&self, pid: i32) -> &[i32] {
        self.children.get(&pid).map_or(&[], Vec::as_slice)
    }

    /// The children, their children and so on, parents before children. Numbers change hands while one looks: what comes round
    /// to itself is left out.
    pub(crate) fn descendants(&self, pid: i32) -> Vec<i32> {
        let mut found = Vec::new();
        let mut seen = std::collections::HashSet::from([pid]);
        let mut ahead = std::collections::VecDeque::from([pid]);
        while let Some(parent) = ahead.pop_front() {
            for &child in self.children(parent) {
                if seen.insert(child) {
                    found.push(child);
                    ahead.push_back(child);
                }
            }
        }
        found
    }

    /// The parent, its parent and so on.
    pub(crate) fn ancestors(&self, pid: i32) -> Vec<i32> {
        let mut found = Vec::new();
        let mut at = pid;
        while let Some(&parent) = self.parents.get(&at) {
            if parent <= 0 || parent == pid || found.contains(&parent) {
                break;
            }
            found.push(parent);
            at = parent;
        }
        found
    }
}

reads! {
    /// The number of its parent: `psutil.Process.ppid()`. Zero if that is outside of our PID namespace.
    ///
    /// ```
    /// use ostler::{os, process::Process};
    /// assert_eq!(Process::current()?.ppid()?, os::getppid());
    /// # Ok::<(), ostler::Error>(())
    /// ```
    ppid: i32 = "parent", super::super::reader::Reader::ppid;
}

impl Process {
    /// Its parent: `psutil.Process.parent()`. `None` if that is outside of our PID namespace.
    ///
    /// # Errors
    ///
    /// [`ProcessLookup`](crate::ErrorKind::ProcessLookup) if this process is gone.
    ///
    /// ```
    /// use ostler::{os, process::Process};
    /// let parent = Process::current()?.parent()?;
    /// assert_eq!(parent.map(|parent| parent.pid()), Some(os::getppid()));
    /// # Ok::<(), ostler::Error>(())
    /// ```
    pub fn parent(&self) -> Result<Option<Self>> {
        loop {
            let ppid = self.ppid()?;
            if ppid <= 0 {
                return Ok(None);
            }
            // Whoever has the number now is the parent if it is it still: had it ended, this process would have another.
            if let Ok(held) = Held::take(ppid)
                && self.ppid()? == ppid
                && held.still_there().unwrap_or(false)
            {
                return Ok(Some(held.process()));
            }
        }
    }

    /// Its parent, that one's parent, and so on: `psutil.Process.parents()`.
    ///
    /// # Errors
    ///
    /// [`ProcessLookup`](crate::ErrorKind::ProcessLookup) if this process is gone.
    pub fn parents(&self) -> Result<Vec<Self>> {
        let mut parents = Vec::new();
        let mut next = self.parent()?;
        while let Some(parent) = next {
            if parents.contains(&parent) {
                break;
            }
            parents.push(parent);
            // A parent that ended meanwhile has no parent any more.
            next = parent.parent().unwrap_or(None);
        }
        Ok(parents)
    }

    /// Its children, or with `recursive` all its descendants, parents before their children:
    /// `psutil.Process.children(recursive)`.
    ///
    /// Each was looked up as the child of a process that had the same parent still while it was held.
    ///
    /// # Errors
    ///
    /// [`ProcessLookup`](crate::ErrorKind::ProcessLookup) if this process is gone.
    ///
    /// ```
    /// use ostler::process::Process;
    /// assert!(Process::current()?.children(true)?.is_empty());
    /// # Ok::<(), ostler::Error>(())
    /// ```
    pub fn children(&self, recursive: bool) -> Result<Vec<Self>> {
        let held = Held::of(*self)?;
        let family = Family::look();
        let mut found = Vec::new();
        let mut reader = Reader::new();
        let mut parents = std::collections::VecDeque::from([self.pid()]);
        let mut seen = std::collections::HashSet::from([self.pid()]);
        while let Some(parent) = parents.pop_front() {
            for &pid in family.children(parent) {
                let Ok(child) = Held::take(pid) else { continue };
                let process = child.process();
                reader.turn_to_held(child);
                let is_child = matches!(reader.stat(), Ok(stat) if stat.ppid == parent);
                if is_child && matches!(reader.still_there(), Ok(true)) && seen.insert(pid) {
                    found.push(process);
                    if recursive {
                        parents.push_back(pid);
                    }
                }
            }
        }
        match held.still_there() {
            Ok(true) => Ok(found),
            _ => Err(super::super::Trouble::Gone.about(self.pid())),
        }
    }
}

impl Reader {
    pub(crate) fn family(&mut self) -> &Family {
        self.context.family.get_or_insert_with(Family::look)
    }

    pub(crate) fn children(&mut self) -> Value {
        let pid = self.pid();
        self.family().children(pid).to_vec().into()
    }

    pub(crate) fn descendants(&mut self) -> Value {
        let pid = self.pid();
        self.family().descendants(pid).into()
    }

    pub(crate) fn ancestors(&mut self) -> Value {
        let pid = self.pid();
        self.family().ancestors(pid).into()
    }
}
