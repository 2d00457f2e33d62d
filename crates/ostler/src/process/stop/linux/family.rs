//! The members of a tree: what descends from a process by what is said of parents and children.

use std::collections::{HashMap, HashSet};

use ostler_sys::linux::process::family;
use ostler_sys::linux::process::read::{Place, ProcPath};
use ostler_sys::linux::process::stat;
use ostler_sys::linux::process::supervisor::Supervisor;

use super::census::{Census, Numbers, Since, most};
use super::control_group::{self, ControlGroup};
use super::groups::Groups;
use super::inherited::Inherited;
use crate::errno::{self, Errno};
use crate::error::Result;
use crate::process::child::Shared;
use crate::process::identity::Held;
use crate::process::stop::ladder::Ladder;
use crate::process::{Doubt, Process, Trouble, pids};

/// What is known of a tree.
#[derive(Debug)]
pub(super) struct Family<'a> {
    /// Number and place of every member. One that has ended may have left its number to another.
    pub(super) members: HashMap<i32, usize>,
    /// Descendants that had ended when they were seen.
    pub(super) ended: HashSet<Process>,
    /// Whose children are members, though it is none itself: the supervisor.
    pub(super) anchor: Option<&'a Supervisor>,
    /// The control group that the tree has for itself.
    pub(super) control_group: Option<&'a ControlGroup>,
    /// A helper of this program, which is no member.
    pub(super) helper: Option<i32>,
    /// Sessions that a member has founded: what is in one descends from it.
    pub(super) sessions: HashSet<i32>,
    pub(super) groups: Groups,
    /// The processes that the root descends from, its parent first. The orphans of the tree fall to one of them, or to the first
    /// process of all.
    pub(super) ancestors: Vec<Process>,
    /// What members have that their descendants inherit.
    pub(super) inherited: HashSet<Inherited>,
    /// What there was before the first signal.
    pub(super) census: Option<Census>,
    pub(super) first: Numbers,
    last: Numbers,
    pub(super) most: Option<u64>,
    /// Children that lost their parent before it could be made sure of.
    lost: Vec<i32>,
    pub(super) reparented: Vec<Process>,
    pub(super) doubts: Vec<Doubt>,
    /// Processes that a doubt is about already.
    doubtful: HashSet<i32>,
    /// Whether the last look saw one that was gone before anything could be done.
    pub(super) missed: bool,
    /// Whether the last look came too late for some that have come up, which may have been members.
    pub(super) unsure: bool,
    text: Vec<u8>,
    scan: bool,
}

impl<'a> Family<'a> {
    pub(super) fn new(child: Option<&'a Shared>) -> Self {
        let now = Numbers::now();
        Self {
            members: HashMap::new(),
            ended: HashSet::new(),
            anchor: child.and_then(Shared::supervisor),
            control_group: child.and_then(Shared::control_group),
            helper: None,
            sessions: HashSet::new(),
            groups: Groups::default(),
            ancestors: Vec::new(),
            inherited: HashSet::new(),
            census: None,
            first: now,
            last: now,
            most: most(),
            lost: Vec::new(),
            reparented: Vec::new(),
            doubts: Vec::new(),
            doubtful: HashSet::new(),
            missed: false,
            unsure: false,
            text: Vec::new(),
            scan: false,
        }
    }

    /// Whether any process may have come up since before the last look.
    pub(super) fn is_stale(&self) -> bool {
        Numbers::now().since(self.last, self.most) != Since::Nothing
    }

    /// The number of the supervisor, as long as it is its own.
    pub(super) fn anchor(&self) -> Result<Option<i32>> {
        let Some(anchor) = self.anchor else { return Ok(None) };
        match anchor.is_there() {
            Ok(there) => Ok(there.then_some(anchor.pid())),
            Err(errno) => Err(trouble(errno, anchor.pid())),
        }
    }

    /// Enters the root, and all that descends from it now; settles which process groups are the tree's.
    pub(super) fn found(&mut self, ladder: &mut Ladder<'_>, root: Process) -> Result<()> {
        match Held::of(root) {
            Ok(held) => {
                self.ancestors = ancestors(ladder, &held)?;
                self.enter(ladder, held)?;
            }
            Err(error) if error.kind() == crate::ErrorKind::ProcessLookup => {
                ladder.push(root);
            }
            Err(error) => return Err(error),
        }
        let mut found = Vec::new();
        self.descend(ladder, &mut found)?;
        self.settle(ladder)?;
        self.look(ladder).map(drop)
    }

    /// Enters a member.
    pub(super) fn enter(&mut self, ladder: &mut Ladder<'_>, held: Held) -> Result<usize> {
        let pid = held.process().pid();
        let whereabouts = self.whereabouts(pid)?;
        let inherited = Inherited::of(&held);
        if held.still_there().map_err(|errno| trouble(errno, pid))? {
            if let Some((session, group)) = whereabouts {
                if session == pid {
                    self.sessions.insert(pid);
                }
                self.groups.note(group);
            }
            self.inherited.insert(inherited);
        }
        let index = ladder.push_held(held)?;
        self.members.insert(pid, index);
        Ok(index)
    }

    /// Takes note of what could not be made out about a process, once.
    pub(super) fn doubt(&mut self, pid: i32, errno: Errno, what: &'static str) {
        if self.doubtful.insert(pid) {
            self.doubts.push(Doubt::Unanswered(Trouble::of(errno, what).about(pid)));
        }
    }

    /// Looks for members that are not known yet, and enters them: their places, parents first.
    pub(super) fn look(&mut self, ladder: &mut Ladder<'_>) -> Result<Vec<usize>> {
        let before = Numbers::now();
        let mut found = Vec::new();
        self.descend(ladder, &mut found)?;
        let mut candidates = std::mem::take(&mut self.lost);
        if self.sessions.is_empty() && !self.groups.are_any() {
            // Nothing but its parent can tell that a process belongs to the tree.
            (self.missed, self.unsure, self.last) = (false, false, before);
            return Ok(found);
        }
        let since = before.since(self.last, self.most);
        match &since {
            Since::Nothing => {}
            Since::These(numbers) => candidates.extend(numbers.clone()),
            Since::Any => candidates = pids()?,
        }
        before.newest_first(&mut candidates);
        self.missed = false;
        self.newcomers(ladder, candidates, &mut found)?;
        self.unsure =
            since != Since::Nothing && (!self.sessions.is_empty() || self.groups.are_any());
        self.last = before;
        Ok(found)
    }

    /// Looks at all processes for those that have come from the tree without a parent in it, however long ago, and enters
    /// them: their places.
    pub(super) fn sweep(&mut self, ladder: &mut Ladder<'_>) -> Result<Vec<usize>> {
        let mut found = Vec::new();
        if !self.sessions.is_empty() || self.groups.are_any() {
            self.missed = false;
            self.newcomers(ladder, pids()?, &mut found)?;
        }
        let missed = self.missed;
        found.extend(self.look(ladder)?);
        self.missed |= missed;
        Ok(found)
    }

    /// Enters the children of members, and theirs; and what is in the tree's control group.
    fn descend(&mut self, ladder: &mut Ladder<'_>, found: &mut Vec<usize>) -> Result<()> {
        self.take_control_group(ladder, found)?;
        if self.scan || !self.walk(ladder, found)? {
            self.scan = true;
            self.scan_all(ladder, found)?;
        }
        Ok(())
    }

    fn take_control_group(
        &mut self,
        ladder: &mut Ladder<'_>,
        found: &mut Vec<usize>,
    ) -> Result<()> {
        let Some(control_group) = self.control_group else { return Ok(()) };
        let anchor = self.anchor()?;
        let mut numbers = control_group.members()?.numbers;
        numbers.retain(|&pid| {
            !self.is_member(ladder, pid) && Some(pid) != anchor && Some(pid) != self.helper
        });
        for numbers in numbers.chunks(control_group::HANDFUL) {
            for held in control_group::hold(ladder, numbers, |_| false, || control_group.members())?
            {
                found.push(self.enter(ladder, held)?);
            }
        }
        Ok(())
    }

    /// From every member to its children, as the kernel lists them. Whether it does.
    fn walk(&mut self, ladder: &mut Ladder<'_>, found: &mut Vec<usize>) -> Result<bool> {
        let mut parents: Vec<i32> = self.anchor()?.into_iter().collect();
        parents.extend(ladder.alive().map(|process| process.pid()));
        let mut at = 0;
        let mut children = Vec::new();
        while let Some(&parent) = parents.get(at) {
            at += 1;
            children.clear();
            match family::children(parent, &mut self.text, &mut children) {
                Ok(()) => {}
                Err(errno::ENOENT) if has_no_lists() => return Ok(false),
                // It has ended.
                Err(errno::ENOENT | errno::ESRCH) => continue,
                // It is another's, whose children are not shown.
                Err(errno @ (errno::EACCES | errno::EPERM)) => {
                    self.doubt(parent, errno, "children");
                    continue;
                }
                Err(errno) => return Err(Trouble::of(errno, "children").about(parent)),
            }
            for &child in &children {
                if let Some(index) = self.admit(ladder, child)? {
                    found.push(index);
                    parents.push(child);
                }
            }
        }
        Ok(true)
    }

    /// The same from what every process says of its parent, again and again until none is new.
    fn scan_all(&mut self, ladder: &mut Ladder<'_>, found: &mut Vec<usize>) -> Result<()> {
        let mut of_parent: HashMap<i32, Vec<i32>> = HashMap::new();
        for pid in pids()? {
            if let Some(stat) = self.stat(pid)? {
                of_parent.entry(stat.ppid).or_default().push(pid);
            }
        }
        let mut parents: Vec<i32> = self.anchor()?.into_iter().collect();
        parents.extend(ladder.alive().map(|process| process.pid()));
        let mut at = 0;
        while let Some(parent) = parents.get(at) {
            at += 1;
            for child in of_parent.remove(parent).unwrap_or_default() {
                if let Some(index) = self.admit(ladder, child)? {
                    found.push(index);
                    parents.push(child);
                }
            }
        }
        Ok(())
    }

    /// What is said of a number: nothing if it is free, or its holder is hidden from this program.
    pub(super) fn stat(&mut self, pid: i32) -> Result<Option<stat::Stat>> {
        let read = Place::Number(&mut ProcPath::of(pid)).read_piece("stat", &mut self.text);
        match read.and_then(|()| stat::parse(&self.text)) {
            Ok((_, stat)) => Ok(Some(stat)),
            Err(errno::ENOENT | errno::ESRCH | errno::EACCES | errno::EPERM) => Ok(None),
            Err(errno) => Err(trouble(errno, pid)),
        }
    }

    /// The session and the group of what has a number: nothing if it is free, or its holder is hidden from this program.
    pub(super) fn whereabouts(&mut self, pid: i32) -> Result<Option<(i32, i32)>> {
        match (family::session(pid), family::group(pid)) {
            (Ok(session), Ok(group)) => Ok(Some((session, group))),
            (Err(errno::ESRCH), _) | (_, Err(errno::ESRCH)) => Ok(None),
            // Rules of the system's may keep these calls for some.
            _ => Ok(self.stat(pid)?.map(|stat| (stat.session, stat.pgrp))),
        }
    }

    /// Whether the number is that of a member that is still there.
    pub(super) fn is_member(&self, ladder: &Ladder<'_>, pid: i32) -> bool {
        self.members.get(&pid).is_some_and(|&index| ladder.is_alive(index))
    }

    /// Whether a process is a member, also one that has ended.
    pub(super) fn was_member(&self, ladder: &Ladder<'_>, process: Process) -> bool {
        let member = self.members.get(&process.pid()).map(|&index| ladder.process(index));
        member == Some(process) || self.ended.contains(&process)
    }

    /// Whether what has the number now is a member, or has members for children.
    pub(super) fn is_parent(&self, ladder: &mut Ladder<'_>, pid: i32) -> Result<bool> {
        if self.anchor()? == Some(pid) {
            return Ok(true);
        }
        let Some(&index) = self.members.get(&pid) else { return Ok(false) };
        if ladder.is_caller(index) {
            return Ok(true);
        }
        match ladder.with(index, Held::still_there) {
            Ok(there) => there.map_err(|errno| trouble(errno, pid)),
            Err(error) if error.kind() == crate::ErrorKind::ProcessLookup => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Enters what has a number, if its parent is a member that is there.
    fn admit(&mut self, ladder: &mut Ladder<'_>, pid: i32) -> Result<Option<usize>> {
        if self.is_member(ladder, pid) || Some(pid) == self.helper {
            return Ok(None);
        }
        let Some(held) = ladder.take(pid)? else { return Ok(None) };
        // One that has ended has no children to lose and none to come.
        if held.has_ended().map_err(|errno| trouble(errno, pid))? {
            return Ok(None);
        }
        let Some(parent) = parent_of(&held)? else { return Ok(None) };
        // What has the number still had it when the child named it.
        if self.is_parent(ladder, parent)? {
            return self.enter(ladder, held).map(Some);
        }
        self.lost.push(pid);
        Ok(None)
    }
}

/// The number of a process's parent. `None` if it is gone.
pub(super) fn parent_of(held: &Held) -> Result<Option<i32>> {
    match held.ppid() {
        Ok(parent) => Ok(Some(parent)),
        Err(errno::ESRCH | errno::ENOENT) => Ok(None),
        Err(errno) => Err(trouble(errno, held.process().pid())),
    }
}

/// What a process descends from, its parent first.
fn ancestors(ladder: &mut Ladder<'_>, of: &Held) -> Result<Vec<Process>> {
    /// Deeper than any tree that is not made to be.
    const MOST: usize = 1024;
    let mut ancestors = Vec::new();
    let mut parent = parent_of(of)?;
    while let Some(pid) = parent.filter(|&pid| pid > 0 && ancestors.len() < MOST) {
        let Some(held) = ladder.take(pid)? else { break };
        parent = parent_of(&held)?;
        ancestors.push(held.process());
    }
    Ok(ancestors)
}

pub(super) fn trouble(errno: Errno, pid: i32) -> crate::Error {
    Trouble::of(errno, "looking at the state").about(pid)
}

/// Whether this kernel lists no children.
fn has_no_lists() -> bool {
    let this = crate::os::getpid();
    family::children(this, &mut Vec::new(), &mut Vec::new()) == Err(errno::ENOENT)
}
