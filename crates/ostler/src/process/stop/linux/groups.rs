//! What belongs to a tree without a parent in it: by the session that a member has founded, and by the process group that the
//! tree has for itself.

use std::collections::HashMap;

use ostler_sys::linux::process::family;

use super::census::Census;
use super::family::{Family, parent_of, trouble};
use crate::errno;
use crate::error::Result;
use crate::process::identity::Held;
use crate::process::stop::ladder::Ladder;
use crate::process::this;
use crate::process::{Process, pids};

/// The process groups that members are in.
#[derive(Debug, Default)]
pub(super) struct Groups(HashMap<i32, Group>);

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Group {
    /// It is not known yet what else is in it.
    Unsettled,
    /// There is nothing in it but the tree.
    Own,
    /// There is, or has been, something else in it: no sign of descent.
    Shared,
}

impl Groups {
    /// Takes note of a member's group. Zero is one that has no number here.
    pub(super) fn note(&mut self, group: i32) {
        let state = if group > 0 { Group::Unsettled } else { Group::Shared };
        self.0.entry(group).or_insert(state);
    }

    /// Whether any belongs to the tree, or may.
    pub(super) fn are_any(&self) -> bool {
        self.0.values().any(|&state| state != Group::Shared)
    }

    fn are_unsettled(&self) -> bool {
        self.0.values().any(|&state| state == Group::Unsettled)
    }

    fn is(&self, group: i32, state: Group) -> bool {
        self.0.get(&group) == Some(&state)
    }

    fn share(&mut self, group: i32) {
        self.0.insert(group, Group::Shared);
    }

    fn share_unsettled(&mut self) {
        for state in self.0.values_mut().filter(|state| **state == Group::Unsettled) {
            *state = Group::Shared;
        }
    }

    /// Every group that nothing else was found in is the tree's.
    fn keep(&mut self) {
        for state in self.0.values_mut().filter(|state| **state == Group::Unsettled) {
            *state = Group::Own;
        }
    }
}

/// Where a process comes from.
enum Line {
    /// From a member: the process and its ancestors below that, the process first.
    Ours(Vec<Held>),
    /// From one that the tree itself descends from, or the first process of all: the same, and that one's number. Zero for
    /// one out of sight.
    From(Vec<Held>, i32),
    /// It is gone, or has got another parent meanwhile.
    Unclear,
}

impl Family<'_> {
    /// Counts what there is, and settles which process groups the tree has for itself: those in which the count finds
    /// nothing else. Where processes come and go too fast to be looked at, every group is a shared one.
    pub(super) fn settle(&mut self, ladder: &mut Ladder<'_>) -> Result<()> {
        const TRIES: u32 = 32;
        for _ in 0..TRIES {
            let census = Census::take()?;
            let known = self.groups.0.len();
            if !census.is_whole() {
                self.groups.share_unsettled();
            }
            let is_clear = self.look_into_groups(ladder, &census)?;
            self.census = Some(census);
            // Those found last may be in groups that were not looked for from the start.
            if is_clear && self.groups.0.len() == known {
                self.groups.keep();
                return Ok(());
            }
        }
        self.groups.share_unsettled();
        Ok(())
    }

    /// Looks for what else is in the groups of members. Whether all that was counted was there to be looked at.
    fn look_into_groups(&mut self, ladder: &mut Ladder<'_>, census: &Census) -> Result<bool> {
        let mut is_clear = true;
        for &pid in census.pids() {
            if !self.groups.are_unsettled() {
                return Ok(true);
            }
            let Some((_, group)) = self.whereabouts(pid)? else {
                // It may have been in any group, and have left something behind there.
                is_clear = false;
                continue;
            };
            if !self.groups.is(group, Group::Unsettled)
                || self.is_member(ladder, pid)
                || Some(pid) == self.helper
            {
                continue;
            }
            match self.line(ladder, pid)? {
                Line::Ours(line) => {
                    self.enter_line(ladder, line)?;
                }
                Line::From(..) => self.groups.share(group),
                Line::Unclear => is_clear = false,
            }
        }
        Ok(is_clear)
    }

    /// From a process to its parents.
    fn line(&mut self, ladder: &mut Ladder<'_>, pid: i32) -> Result<Line> {
        /// Longer than any that is not made to be.
        const LONGEST: usize = 256;
        let mut line: Vec<Held> = Vec::new();
        let mut at = pid;
        while line.len() < LONGEST {
            let Some(held) = ladder.take(at)? else { return Ok(Line::Unclear) };
            // Itself, which has ended: its parent is another by now, and says nothing.
            if self.was_member(ladder, held.process()) {
                return Ok(Line::Ours(line));
            }
            let Some(parent) = parent_of(&held)? else { return Ok(Line::Unclear) };
            let ours = self.is_parent(ladder, parent)?;
            // What has the number of the parent had it when the child named it.
            let still = parent_of(&held)? == Some(parent);
            line.push(held);
            if !still {
                return Ok(Line::Unclear);
            }
            if ours {
                return Ok(Line::Ours(line));
            }
            if parent <= 1 || self.is_ancestor(ladder, parent)? {
                return Ok(Line::From(line, parent));
            }
            at = parent;
        }
        Ok(Line::From(line, 0))
    }

    /// Whether what has a number is one that the root descends from, and not another that has got it since.
    fn is_ancestor(&self, ladder: &mut Ladder<'_>, pid: i32) -> Result<bool> {
        let Some(&ancestor) = self.ancestors.iter().find(|ancestor| ancestor.pid() == pid) else {
            return Ok(false);
        };
        Ok(ladder.take(pid)?.is_some_and(|held| held.process() == ancestor))
    }

    /// Enters a process and what is between it and a member, the oldest first: their places. What has ended is only
    /// remembered.
    fn enter_line(&mut self, ladder: &mut Ladder<'_>, line: Vec<Held>) -> Result<Vec<usize>> {
        let mut found = Vec::new();
        for held in line.into_iter().rev() {
            let pid = held.process().pid();
            let ended = held.has_ended().map_err(|errno| trouble(errno, pid))?;
            if ended {
                self.pass_over(held.process());
            } else if !self.is_member(ladder, pid) {
                found.push(self.enter(ladder, held)?);
            }
        }
        Ok(found)
    }

    /// Takes note of a descendant that has ended. What it has started may have come up after the numbers were listed.
    fn pass_over(&mut self, process: Process) {
        self.missed |= self.ended.insert(process);
    }

    /// Looks at processes that have no member for a parent: those in a session or group that is the tree's own belong to it.
    pub(super) fn newcomers(
        &mut self,
        ladder: &mut Ladder<'_>,
        candidates: Vec<i32>,
        found: &mut Vec<usize>,
    ) -> Result<()> {
        let anchor = self.anchor()?;
        let mut candidates = candidates;
        if self.groups.are_unsettled() {
            // Members have founded some since the count, and all that is in there is to be looked at.
            if self.census.as_ref().is_some_and(Census::is_whole) {
                self.groups.keep();
                candidates = pids()?;
            } else {
                self.groups.share_unsettled();
            }
        }
        for pid in candidates {
            if self.is_member(ladder, pid) || Some(pid) == self.helper || Some(pid) == anchor {
                continue;
            }
            let Some((session, group)) = self.whereabouts(pid)? else { continue };
            let by_session = self.sessions.contains(&session);
            if !by_session && !self.groups.is(group, Group::Own) {
                continue;
            }
            let Some(held) = ladder.take(pid)? else {
                self.missed = true;
                continue;
            };
            let still = self.whereabouts(pid)? == Some((session, group))
                && held.still_there().map_err(|errno| trouble(errno, pid))?;
            if !still {
                self.missed = true;
                continue;
            }
            if self.was_member(ladder, held.process()) {
                continue;
            }
            let ended = held.has_ended().map_err(|errno| trouble(errno, pid))?;
            if by_session && self.is_still_the_members(ladder, session)? {
                if ended {
                    self.pass_over(held.process());
                } else {
                    self.reparented.push(held.process());
                    found.push(self.enter(ladder, held)?);
                }
            } else if self.groups.is(group, Group::Own)
                && self.is_still_the_members(ladder, group)?
            {
                drop(held);
                self.join(ladder, pid, group, session, found)?;
            }
        }
        Ok(())
    }

    /// One in a group that the tree has for itself: it belongs to the tree if it has come up since and has lost its parent
    /// there. Otherwise another puts its own into the group.
    fn join(
        &mut self,
        ladder: &mut Ladder<'_>,
        pid: i32,
        group: i32,
        session: i32,
        found: &mut Vec<usize>,
    ) -> Result<()> {
        match self.line(ladder, pid)? {
            Line::Unclear => self.missed = true,
            Line::Ours(line) => found.extend(self.enter_line(ladder, line)?),
            Line::From(line, reaper) => {
                let Some(orphan) = line.last() else { return Ok(()) };
                let process = orphan.process();
                let start = match orphan.stat() {
                    Ok(stat) => stat.starttime,
                    Err(errno::ESRCH | errno::ENOENT) => {
                        self.missed = true;
                        return Ok(());
                    }
                    Err(errno) => return Err(trouble(errno, process.pid())),
                };
                let is_new =
                    self.census.as_ref().is_some_and(|census| census.is_new(process.pid(), start));
                let in_group =
                    self.whereabouts(process.pid())?.is_some_and(|(_, its)| its == group);
                if is_new && in_group && fell_to(reaper, session) {
                    self.reparented.push(process);
                    found.extend(self.enter_line(ladder, line)?);
                } else {
                    self.groups.share(group);
                }
            }
        }
        Ok(())
    }

    /// Whether a session or a group is still the one in which members were. Its number is in use as long as there is anything in
    /// it: where another process has got it, it was empty in between, and is that one's now.
    fn is_still_the_members(&mut self, ladder: &mut Ladder<'_>, number: i32) -> Result<bool> {
        let member = self.members.get(&number).map(|&index| ladder.process(index));
        let holder = ladder.take(number)?.map(|held| held.process());
        if holder.is_none() || holder == member {
            return Ok(true);
        }
        self.sessions.remove(&number);
        self.groups.share(number);
        Ok(false)
    }
}

/// Whether a process in this session that has this one for a parent has lost its own, and is no child that was started there.
fn fell_to(reaper: i32, session: i32) -> bool {
    if reaper <= 1 {
        return reaper == 1;
    }
    if reaper == this() && family::is_subreaper() == Ok(true) {
        return true;
    }
    // A child is in the session of its parent, or leads one.
    matches!(family::session(reaper), Ok(own) if own != session)
}
