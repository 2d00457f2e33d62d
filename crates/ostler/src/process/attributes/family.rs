//! Parents and children.

use std::collections::{HashMap, HashSet, VecDeque};

use crate::error::{ErrorKind, Result};

use super::super::error::is_gone;
use super::super::identity::Held;
use super::super::platform::{self, Code};
use super::super::reader::Reader;
use super::super::{Process, Trouble, Value};
use super::reads;

/// Who is whose child, at about one time.
#[derive(Debug, Default)]
pub(crate) struct Family {
    children: HashMap<i32, Vec<i32>>,
    parents: HashMap<i32, i32>,
}

impl Family {
    /// Looks at every process.
    pub(crate) fn look() -> Result<Self, Code> {
        let mut family = Self::default();
        platform::each_parent(|pid, ppid| family.enter(pid, ppid))?;
        Ok(family)
    }

    fn enter(&mut self, pid: i32, ppid: i32) {
        self.children.entry(ppid).or_default().push(pid);
        self.parents.insert(pid, ppid);
    }

    /// The numbers of the children, in order.
    pub(crate) fn children(&self, pid: i32) -> &[i32] {
        self.children.get(&pid).map_or(&[], Vec::as_slice)
    }

    /// The children, their children and so on, parents before children. Numbers change hands while one looks: what comes round
    /// to itself is left out.
    pub(crate) fn descendants(&self, pid: i32) -> Vec<i32> {
        let mut found = Vec::new();
        let mut seen = HashSet::from([pid]);
        let mut ahead = VecDeque::from([pid]);
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

    /// The parent, its parent and so on, bounded likewise.
    pub(crate) fn ancestors(&self, pid: i32) -> Vec<i32> {
        let mut found = Vec::new();
        let mut seen = HashSet::from([pid]);
        let mut at = pid;
        while let Some(&parent) = self.parents.get(&at) {
            if parent <= 0 || !seen.insert(parent) {
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
    ppid: i32 = "parent", Reader::ppid;
}

impl Process {
    /// Its parent: `psutil.Process.parent()`. `None` if that is outside of our PID namespace, or hidden from us.
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
        let mut ppid = self.ppid()?;
        while ppid > 0 {
            let taken = Held::take(ppid);
            let before = std::mem::replace(&mut ppid, self.ppid()?);
            // Whoever had the number in between is the parent if it is the parent's still: had that one ended, this process would
            // have got another.
            if ppid != before {
                continue;
            }
            return match taken {
                Ok(held) => Ok(Some(held.process())),
                Err(code) if is_gone(code) => Ok(None),
                Err(code) => Err(Trouble::of(code, "parent").about(self.pid())),
            };
        }
        Ok(None)
    }

    /// Its parent, that one's parent, and so on: `psutil.Process.parents()`.
    ///
    /// # Errors
    ///
    /// [`ProcessLookup`](crate::ErrorKind::ProcessLookup) if this process is gone.
    ///
    /// ```
    /// use ostler::process::Process;
    /// let me = Process::current()?;
    /// assert_eq!(me.parents()?.first().copied(), me.parent()?);
    /// # Ok::<(), ostler::Error>(())
    /// ```
    pub fn parents(&self) -> Result<Vec<Self>> {
        let mut parents = Vec::new();
        let mut next = self.parent()?;
        while let Some(parent) = next {
            // What comes round to itself is no ancestry: parents may change while one asks.
            if parent == *self || parents.contains(&parent) {
                break;
            }
            parents.push(parent);
            next = match parent.parent() {
                // It ended meanwhile: its parent cannot be known any more.
                Err(error) if error.kind() == ErrorKind::ProcessLookup => None,
                answer => answer?,
            };
        }
        Ok(parents)
    }

    /// Its children, or with `recursive` all its descendants, parents before their children:
    /// `psutil.Process.children(recursive)`.
    ///
    /// Each was seen to be the child of a process that was there before and afterwards. Those that come up meanwhile may be
    /// missing, and the descendants of one that ends meanwhile, who get another parent; so are those that `/proc` hides from us.
    /// To stop them all there is [`Stop::tree`](crate::process::Stop::tree).
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
        let this = Held::of(*self)?;
        let family =
            Family::look().map_err(|code| Trouble::of(code, "children").about(self.pid()))?;
        let mut found = Vec::new();
        family.children_of(&this, &mut found)?;
        let mut at = 0;
        while let Some(parent) = found.get(at).copied().filter(|_| recursive) {
            at += 1;
            match Held::of(parent) {
                Ok(parent) => family.children_of(&parent, &mut found)?,
                Err(error) if error.kind() == ErrorKind::ProcessLookup => {}
                Err(error) => return Err(error),
            }
        }
        match this.still_there() {
            Ok(true) => Ok(found),
            Ok(false) => Err(Trouble::Gone.about(self.pid())),
            Err(code) => Err(Trouble::of(code, "children").about(self.pid())),
        }
    }
}

impl Family {
    /// Adds those children of a process that are there, each made sure of; none if the process has ended meanwhile.
    fn children_of(&self, parent: &Held, found: &mut Vec<Process>) -> Result<()> {
        let start = found.len();
        let ppid = parent.process().pid();
        for &pid in self.children(ppid) {
            let told = Held::take(pid).and_then(|child| Ok((child.ppid()?, child.process())));
            match told {
                Ok((parent, child)) if parent == ppid => found.push(child),
                Ok(_) => {}
                Err(code) if is_gone(code) => {}
                Err(code) => return Err(Trouble::of(code, "parent").about(pid)),
            }
        }
        // If it has, its number may be another's, and so may those who name it as their parent.
        let there = parent
            .still_there()
            .map_err(|code| Trouble::of(code, "looking at the state").about(ppid))?;
        if !there {
            found.truncate(start);
        }
        Ok(())
    }
}

impl Reader {
    pub(crate) fn family(&mut self) -> Result<&Family, Code> {
        let family = match self.context.family.take() {
            Some(family) => family,
            None => Family::look()?,
        };
        Ok(self.context.family.insert(family))
    }

    pub(crate) fn children(&mut self) -> Result<Value, Code> {
        let pid = self.pid();
        Ok(self.family()?.children(pid).to_vec().into())
    }

    pub(crate) fn descendants(&mut self) -> Result<Value, Code> {
        let pid = self.pid();
        Ok(self.family()?.descendants(pid).into())
    }

    pub(crate) fn ancestors(&mut self) -> Result<Value, Code> {
        let pid = self.pid();
        Ok(self.family()?.ancestors(pid).into())
    }
}

#[cfg(test)]
mod tests {
    use super::Family;

    fn family(parents: &[(i32, i32)]) -> Family {
        let mut family = Family::default();
        for &(pid, ppid) in parents {
            family.enter(pid, ppid);
        }
        family
    }

    #[test]
    fn up_and_down() {
        let family = family(&[(1, 0), (2, 1), (3, 1), (4, 2), (5, 4)]);
        assert_eq!(family.ancestors(5), [4, 2, 1]);
        assert_eq!(family.ancestors(1), []);
        assert_eq!(family.children(1), [2, 3]);
        assert_eq!(family.descendants(1), [2, 3, 4, 5]);
        assert_eq!(family.descendants(9), []);
    }

    #[test]
    fn what_comes_round_to_itself() {
        let family = family(&[(2, 3), (3, 4), (4, 2), (5, 2), (6, 6)]);
        assert_eq!(family.ancestors(2), [3, 4]);
        assert_eq!(family.ancestors(5), [2, 3, 4]);
        assert_eq!(family.ancestors(6), []);
        assert_eq!(family.descendants(2), [4, 5, 3]);
        assert_eq!(family.descendants(6), []);
    }
}
