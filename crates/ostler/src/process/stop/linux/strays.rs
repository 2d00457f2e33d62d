//! Strays: what came up during a stop and may have been of the tree.

use ostler_sys::linux::process::family;

use super::census::{Census, Numbers, Since};
use super::family::Family;
use super::inherited::Inherited;
use crate::errno;
use crate::error::Result;
use crate::process::Process;
use crate::process::stop::ladder::Ladder;
use crate::process::this;

impl Family<'_> {
    /// Counts once more: processes that were not there before the first signal, that have lost their parent, and that have
    /// what a descendant of the tree would have inherited.
    pub(super) fn strays(&mut self, ladder: &mut Ladder<'_>) -> Result<Vec<Process>> {
        let mut strays = Vec::new();
        let Some(before) = self.census.take() else { return Ok(strays) };
        if Numbers::now().since(self.first, self.most) == Since::Nothing {
            return Ok(strays);
        }
        let anchor = self.anchor()?;
        let now = Census::take()?;
        for &pid in now.pids() {
            let known = self.is_member(ladder, pid) || [self.helper, anchor].contains(&Some(pid));
            if known || before.has(pid) && !self.first.may_repeat(self.most) {
                continue;
            }
            // What is hidden from this program is no process of its user's.
            let Some(stat) = self.stat(pid)? else { continue };
            let is_new = before.is_new(pid, stat.starttime);
            if !is_new || stat.is_over() || !self.may_have_fallen_to(stat.ppid, stat.session) {
                continue;
            }
            let Some(held) = ladder.take(pid)? else { continue };
            let inherited = Inherited::of(&held);
            // What is held may be another by now than what was looked at.
            let still = match held.stat() {
                Ok(stat) => before.is_new(pid, stat.starttime),
                Err(errno::ESRCH | errno::ENOENT) => false,
                Err(_) => true,
            };
            if still && self.inherited.iter().any(|member| inherited.may_be_of(member)) {
                strays.push(held.process());
            }
        }
        Ok(strays)
    }

    /// Whether orphans of the tree may fall to the parent of a process in this session.
    fn may_have_fallen_to(&self, parent: i32, session: i32) -> bool {
        if parent == 1 {
            return true;
        }
        if !self.ancestors.iter().any(|ancestor| ancestor.pid() == parent) {
            return false;
        }
        if parent == this() {
            return family::is_subreaper() != Ok(false);
        }
        // Most of its children that were started there are in its own session.
        family::session(parent) != Ok(session)
    }
}
