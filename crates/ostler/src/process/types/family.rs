//! [`Family`]: the lines of descent of processes, by PID.

use std::collections::{HashMap, HashSet, VecDeque};

/// Who is whose child, at about one time.
#[derive(Debug, Default)]
pub(crate) struct Family {
    children: HashMap<i32, Vec<i32>>,
    parents: HashMap<i32, i32>,
}

impl Family {
    pub(crate) fn enter(&mut self, pid: i32, ppid: i32) {
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
