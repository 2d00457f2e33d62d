//! [`Census`]: which processes there are at a moment. [`Numbers`]: which may have come up between two.

use std::ops::RangeInclusive;
use std::time::{Duration, Instant};

use ostler_sys::linux::process::family::{last_number, most_numbers, ticks_now};

use crate::error::Result;
use crate::process::pids;

/// The processes of a moment.
#[derive(Debug)]
pub(super) struct Census {
    /// The clock tick before the first was counted, and that after the last.
    begin: u64,
    end: u64,
    /// Their numbers, in order.
    listed: Vec<i32>,
}

impl Census {
    pub(super) fn take() -> Result<Self> {
        let begin = ticks_now();
        let mut listed = pids()?;
        listed.sort_unstable();
        Ok(Self { begin, end: ticks_now(), listed })
    }

    pub(super) fn pids(&self) -> &[i32] {
        &self.listed
    }

    pub(super) fn has(&self, pid: i32) -> bool {
        self.listed.binary_search(&pid).is_ok()
    }

    /// Whether the processes of others are listed. Where they are hidden (`hidepid`), so is the first of all.
    pub(super) fn is_whole(&self) -> bool {
        self.has(1)
    }

    /// Whether a process has come up since: one of a number that was not listed, or that has another holder by now. Numbers
    /// say nothing of age: they are given out again from the start.
    pub(super) fn is_new(&self, pid: i32, start: u64) -> bool {
        // A process may be seen a moment after the one that counts as its start; one that was hidden is older.
        start > self.end || !self.has(pid) && start.saturating_add(1) >= self.begin
    }
}

/// How many numbers at most are looked at one by one, before all processes are.
const MANY: i32 = 4096;

/// A number is given out shortly before its process is to be seen: how many are looked at twice.
const UNBORN: i32 = 32;

/// Below these, numbers are given out once. The next after the last of all is the first above.
const RESERVED: i32 = 300;

/// More numbers than a machine gives out in a microsecond.
const PACE: u128 = 1;

/// Up to where numbers had been given out at a moment.
#[derive(Clone, Copy, Debug)]
pub(super) struct Numbers {
    last: Option<i32>,
    when: Instant,
}

/// What may have come up between two moments.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Since {
    Nothing,
    /// Processes of these numbers.
    These(RangeInclusive<i32>),
    /// Processes of any number.
    Any,
}

impl Numbers {
    pub(super) fn now() -> Self {
        // The time first: what is given out in between counts as given out after it.
        let when = Instant::now();
        Self { last: last_number().ok(), when }
    }

    /// What may have come up since an earlier moment, where there are so many numbers. They are given out one after the other and
    /// then from the start: where that may have happened meanwhile, the last one tells nothing.
    pub(super) fn since(self, earlier: Self, most: Option<u64>) -> Since {
        let (Some(last), Some(now)) = (earlier.last, self.last) else { return Since::Any };
        let first = last - UNBORN;
        if earlier.may_repeat(most) || now < last || now - last >= MANY || first < RESERVED {
            return if last == now && !earlier.may_repeat(most) {
                Since::Nothing
            } else {
                Since::Any
            };
        }
        if last == now { Since::Nothing } else { Since::These(first..=now) }
    }

    /// Puts the numbers that were given out last first: what has them may be gone the soonest.
    pub(super) fn newest_first(self, pids: &mut [i32]) {
        let last = self.last.unwrap_or(i32::MAX);
        pids.sort_unstable_by_key(|&pid| std::cmp::Reverse((pid <= last, pid)));
    }

    /// Whether numbers that were in use at that moment may have been given out again by now.
    pub(super) fn may_repeat(self, most: Option<u64>) -> bool {
        let span = most.unwrap_or(0).saturating_sub(RESERVED.unsigned_abs().into());
        // What was given out before counts as well: the half of them is well below what is free.
        let passed = self.when.elapsed().max(Duration::from_micros(1));
        passed.as_micros().saturating_mul(PACE) >= u128::from(span / 2)
    }
}

/// How many numbers there are.
pub(super) fn most() -> Option<u64> {
    most_numbers().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(last: i32) -> Numbers {
        Numbers { last: Some(last), when: Instant::now() }
    }

    /// A millisecond ago.
    fn before(last: i32) -> Numbers {
        let when = Instant::now().checked_sub(Duration::from_millis(1)).unwrap();
        Numbers { last: Some(last), when }
    }

    #[test]
    fn numbers_that_come_round_tell_nothing() {
        const MOST: Option<u64> = Some(1 << 40);
        assert_eq!(at(5000).since(at(5000), MOST), Since::Nothing);
        assert_eq!(at(5003).since(at(5000), MOST), Since::These(4968..=5003));
        // Back at the start, almost there, so many, not known.
        assert_eq!(at(4999).since(at(5000), MOST), Since::Any);
        assert_eq!(at(312).since(at(310), MOST), Since::Any);
        assert_eq!(at(9999).since(at(5000), MOST), Since::Any);
        let unknown = Numbers { last: None, when: Instant::now() };
        assert_eq!(unknown.since(at(5000), MOST), Since::Any);
        // Twenty numbers come round in a moment, and to the same one.
        for most in [Some(320), None] {
            assert_eq!(at(310).since(before(310), most), Since::Any);
            assert_eq!(at(315).since(before(310), most), Since::Any);
        }
    }

    #[test]
    fn what_is_new() {
        let census = Census { begin: 100, end: 102, listed: vec![1, 5, 9] };
        assert!(census.is_whole());
        // Listed: new only if the number has got another holder.
        assert!(!census.is_new(5, 50) && !census.is_new(5, 102) && census.is_new(5, 103));
        // Not listed: hidden, or come up since, whatever its number.
        assert!(!census.is_new(4, 50) && census.is_new(4, 99) && census.is_new(4, 200));
    }
}
