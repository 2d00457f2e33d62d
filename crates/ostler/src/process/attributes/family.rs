//! Parents and children.

use crate::error::{ErrorKind, Result};

use super::super::backend;
use super::super::code::{Code, is_gone};
use super::super::family::Family;
use super::super::identity::Held;
use super::super::reader::Reader;
use super::super::{Process, Trouble, Value};
use super::reads;

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
    /// Looks at every process.
    pub(crate) fn look() -> Result<Self, Code> {
        let mut family = Self::default();
        backend::each_parent(|pid, ppid| family.enter(pid, ppid))?;
        Ok(family)
    }

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
