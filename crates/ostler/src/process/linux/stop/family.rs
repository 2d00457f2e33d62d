//! The members of a tree: who descends from a process, and who has come from it without saying so.

use std::collections::{HashMap, HashSet};

use crate::errno;
use crate::error::{OrPath as _, Result};
use crate::process::error::is_shortage;
use crate::process::identity::Held;
use crate::process::stop::ladder::Ladder;
use crate::process::{Process, Trouble, pids};
use crate::sys::linux::process::family::{self, last_number};
use crate::sys::linux::process::read::{Place, ProcPath};
use crate::sys::linux::process::stat;
use crate::sys::linux::process::supervisor::Supervisor;

/// How many numbers at most are looked at one by one, before all processes are.
const MANY: i32 = 4096;

/// A number is given out shortly before its process is to be seen: how many are looked at twice.
const UNBORN: i32 = 32;

/// What is known of a tree.
#[derive(Debug)]
pub(super) struct Family<'a> {
    /// Number and place of every member. One that has ended may have left its number to another.
    members: HashMap<i32, usize>,
    /// Whose children are members, though it is none itself: the supervisor.
    anchor: Option<&'a Supervisor>,
    /// Helpers of ours, who are no members.
    pub(super) helper: Option<i32>,
    /// Sessions that a member has founded: whoever is in one descends from it.
    sessions: HashSet<i32>,
    /// Process groups that a member has founded, and whether only members are in it, if that is known. Others may join.
    groups: HashMap<i32, Option<bool>>,
    /// Sessions and groups in which members are among others.
    shared: HashSet<(i32, i32)>,
    /// The last number given out before the last look.
    last: Option<i32>,
    /// Children that lost their parent before it could be made sure of.
    lost: Vec<i32>,
    pub(super) reparented: Vec<Process>,
    pub(super) strays: Vec<Process>,
    /// Whether the last look saw one that was gone before anything could be done.
    pub(super) missed: bool,
    /// Whether the last look came too late for some that have come up, who may have been members.
    pub(super) unsure: bool,
    text: Vec<u8>,
    scan: bool,
}

impl<'a> Family<'a> {
    pub(super) fn new(anchor: Option<&'a Supervisor>) -> Self {
        Self {
            members: HashMap::new(),
            anchor,
            helper: None,
            sessions: HashSet::new(),
            groups: HashMap::new(),
            shared: HashSet::new(),
            last: last_number().ok(),
            lost: Vec::new(),
            reparented: Vec::new(),
            strays: Vec::new(),
            missed: false,
            unsure: false,
            text: Vec::new(),
            scan: false,
        }
    }

    /// Whether any process has come up since before the last look.
    pub(super) fn is_stale(&self) -> bool {
        self.last.is_none() || last_number().ok() != self.last
    }

    /// The number of the supervisor, as long as it is its own.
    fn anchor(&self) -> Option<i32> {
        self.anchor.filter(|anchor| anchor.is_there()).map(Supervisor::pid)
    }

    /// Enters the root.
    pub(super) fn found(&mut self, ladder: &mut Ladder<'_>, root: Process) -> Result<()> {
        match Held::of(root) {
            Ok(held) => self.enter(ladder, held).map(drop),
            Err(error) if error.kind() == crate::ErrorKind::ProcessLookup => {
                ladder.push(root);
                Ok(())
            }
            Err(error) => Err(error),
        }
    }

    /// Enters a member.
    fn enter(&mut self, ladder: &mut Ladder<'_>, held: Held) -> Result<usize> {
        let pid = held.process().pid();
        let (session, group) = (family::session(pid), family::group(pid));
        if let (Ok(session), Ok(group), Ok(true)) = (session, group, held.still_there()) {
            if session == pid {
                self.sessions.insert(session);
            }
            if group == pid {
                self.groups.entry(group).or_insert(None);
            }
            self.shared.insert((session, group));
        }
        let index = ladder.push_held(held)?;
        self.members.insert(pid, index);
        Ok(index)
    }

    /// Looks for members that are not known yet, and enters them: their places, parents first.
    pub(super) fn look(&mut self, ladder: &mut Ladder<'_>) -> Result<Vec<usize>> {
        let before = last_number().ok();
        let mut found = Vec::new();
        if self.scan || !self.walk(ladder, &mut found)? {
            self.scan = true;
            self.scan_all(ladder, &mut found)?;
        }
        let mut candidates = std::mem::take(&mut self.lost);
        match (self.last, before) {
            (Some(last), Some(now)) if last == now => {}
            (Some(last), Some(now)) if (0..MANY).contains(&(now - last)) => {
                // The newest first: it may be gone the soonest.
                candidates.extend(((last - UNBORN).max(2)..=now).rev());
            }
            // So many, or numbers start over.
            _ => candidates = pids()?,
        }
        self.missed = false;
        self.newcomers(ladder, &candidates, &mut found)?;
        self.unsure = before != self.last && !self.sessions.is_empty();
        self.last = before;
        Ok(found)
    }

    /// Looks at all processes for those that have come from the tree without a parent in it, however long ago, and enters
    /// them: their places.
    pub(super) fn sweep(&mut self, ladder: &mut Ladder<'_>) -> Result<Vec<usize>> {
        let mut found = Vec::new();
        if !self.sessions.is_empty() || !self.groups.is_empty() {
            self.missed = false;
            self.newcomers(ladder, &pids()?, &mut found)?;
        }
        let missed = self.missed;
        found.extend(self.look(ladder)?);
        self.missed |= missed;
        Ok(found)
    }

    /// From every member to its children, as the kernel lists them. Whether it does.
    fn walk(&mut self, ladder: &mut Ladder<'_>, found: &mut Vec<usize>) -> Result<bool> {
        let mut parents: Vec<i32> = self.anchor().into_iter().collect();
        parents.extend(ladder.alive().map(|process| process.pid()));
        let mut at = 0;
        let mut children = Vec::new();
        while let Some(&parent) = parents.get(at) {
            at += 1;
            children.clear();
            match family::children(parent, &mut self.text, &mut children) {
                Ok(()) => {}
                Err(errno::ENOENT) if has_no_lists() => return Ok(false),
                Err(errno) if is_shortage(errno) || errno == errno::EOPNOTSUPP => {
                    return Err(Trouble::of(errno, "children").about(parent));
                }
                // It has ended, or is another's whose children are not shown.
                Err(_) => continue,
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

    /// The same from what every process says of its parent, again and again until nobody is new.
    fn scan_all(&mut self, ladder: &mut Ladder<'_>, found: &mut Vec<usize>) -> Result<()> {
        let mut of_parent: HashMap<i32, Vec<i32>> = HashMap::new();
        for pid in pids()? {
            if let Some(stat) = self.stat(pid) {
                of_parent.entry(stat.ppid).or_default().push(pid);
            }
        }
        let mut parents: Vec<i32> = self.anchor().into_iter().collect();
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

    fn stat(&mut self, pid: i32) -> Option<stat::Stat> {
        Place::Number(&mut ProcPath::of(pid)).read_piece("stat", &mut self.text).ok()?;
        stat::parse(&self.text).ok().map(|(_, stat)| stat)
    }

    /// Whether the number is that of a member that is still there.
    fn is_member(&self, ladder: &Ladder<'_>, pid: i32) -> bool {
        self.members.get(&pid).is_some_and(|&index| ladder.is_alive(index))
    }

    /// Enters who has a number, if its parent is a member that is there.
    fn admit(&mut self, ladder: &mut Ladder<'_>, pid: i32) -> Result<Option<usize>> {
        if self.is_member(ladder, pid) || Some(pid) == self.helper {
            return Ok(None);
        }
        let Some(held) = ladder.take(pid)? else { return Ok(None) };
        // One that has ended has no children to lose and none to come.
        if held.has_ended() == Ok(true) {
            return Ok(None);
        }
        let Ok(parent) = held.ppid() else { return Ok(None) };
        // Whoever has the number still had it when the child named it.
        let of_member = Some(parent) == self.anchor()
            || match self.members.get(&parent) {
                Some(&index) => {
                    ladder.is_caller(index)
                        || ladder
                            .with(index, |parent| parent.still_there() == Ok(true))
                            .unwrap_or(false)
                }
                None => false,
            };
        if of_member {
            return self.enter(ladder, held).map(Some);
        }
        self.lost.push(pid);
        Ok(None)
    }

    /// Looks at processes that have no member for a parent: those in a session or group that is the tree's own belong to it.
    fn newcomers(
        &mut self,
        ladder: &mut Ladder<'_>,
        candidates: &[i32],
        found: &mut Vec<usize>,
    ) -> Result<()> {
        let anchor = self.anchor();
        for &pid in candidates {
            if self.is_member(ladder, pid) || Some(pid) == self.helper || Some(pid) == anchor {
                continue;
            }
            let (Ok(session), Ok(group)) = (family::session(pid), family::group(pid)) else {
                continue;
            };
            let ours = self.sessions.contains(&session) || self.is_own_group(ladder, group)?;
            if !ours && !self.shared.contains(&(session, group)) {
                continue;
            }
            let held = ladder.take(pid)?.filter(|held| held.has_ended() != Ok(true));
            let still = (family::session(pid), family::group(pid)) == (Ok(session), Ok(group));
            let Some(held) = held.filter(|held| still && held.still_there() == Ok(true)) else {
                self.missed |= ours && !is_zombie(pid);
                continue;
            };
            let process = held.process();
            if ours {
                if !self.founded_by_member(ladder, session, group)? {
                    continue;
                }
                found.push(self.enter(ladder, held)?);
                self.reparented.push(process);
            } else if held.ppid() == Ok(1)
                && pid > self.last.unwrap_or(0)
                && !self.strays.contains(&process)
            {
                self.strays.push(process);
            }
        }
        Ok(())
    }

    /// Whether a session or a group that a member has founded is the member's still. Its number is in use as long as anybody is in
    /// there: where somebody else has got it, it was empty in between, and is theirs now.
    fn founded_by_member(
        &mut self,
        ladder: &mut Ladder<'_>,
        session: i32,
        group: i32,
    ) -> Result<bool> {
        let mut ours = false;
        for (number, founded) in [
            (session, self.sessions.contains(&session)),
            (group, self.groups.get(&group) == Some(&Some(true))),
        ] {
            if !founded {
                continue;
            }
            let member = self.members.get(&number).map(|&index| ladder.process(index));
            let holder = ladder.take(number)?.map(|held| held.process());
            if holder.is_none() || holder == member {
                ours = true;
            } else {
                self.sessions.remove(&number);
                self.groups.remove(&number);
            }
        }
        Ok(ours)
    }

    /// Whether a group was founded by a member, and nobody else is in it who was there before.
    fn is_own_group(&mut self, ladder: &Ladder<'_>, group: i32) -> Result<bool> {
        match self.groups.get(&group) {
            None => return Ok(false),
            Some(Some(own)) => return Ok(*own),
            Some(None) => {}
        }
        let last = self.last.unwrap_or(i32::MAX) - UNBORN;
        let others = pids().or_path("/proc".as_ref())?.into_iter().any(|pid| {
            pid <= last && !self.is_member(ladder, pid) && family::group(pid) == Ok(group)
        });
        self.groups.insert(group, Some(!others));
        Ok(!others)
    }
}

/// Whether a number is that of a process that has ended and may stay a zombie for long.
fn is_zombie(pid: i32) -> bool {
    Held::take(pid).is_ok_and(|held| held.has_ended() == Ok(true))
}

/// Whether this kernel lists no children.
fn has_no_lists() -> bool {
    let this = crate::os::getpid();
    family::children(this, &mut Vec::new(), &mut Vec::new()) == Err(errno::ENOENT)
}
