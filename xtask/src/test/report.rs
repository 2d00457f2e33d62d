//! The summary of a run.

use super::Count;
use crate::run::{self, Result};
use crate::table;
use std::sync::{Mutex, PoisonError};

static TOTAL: Mutex<Count> = Mutex::new(Count { passed: 0, failed: 0 });

/// What was run, and with what result.
#[derive(Default)]
pub(crate) struct Report {
    rows: Vec<(String, Count, Option<String>)>,
    skipped: bool,
}

impl Report {
    pub(crate) fn tests(&mut self, what: &str, count: &Result<Count>) {
        let row = match count {
            Ok(count) => (what.to_owned(), *count, None),
            Err(error) => {
                (what.to_owned(), Count { passed: 0, failed: 1 }, Some(error.to_string()))
            }
        };
        self.rows.push(row);
    }

    pub(crate) fn check(&mut self, what: &str, check: impl FnOnce() -> Result) {
        let count = check().map(|()| Count { passed: 1, failed: 0 });
        self.tests(what, &count);
    }

    pub(crate) fn skip(&mut self, what: &str, reason: &str) {
        self.skipped = true;
        self.rows.push((what.to_owned(), Count::default(), Some(format!("skipped: {reason}"))));
    }

    /// Tests that a new release of an interpreter may fail until it is listed.
    pub(super) fn unlisted(&mut self, what: &str, count: Result<Count>) {
        match count {
            Ok(Count { passed, failed: failed @ 1.. }) => {
                let remark = format!("{failed} FAILED, on a release that is not listed yet");
                self.rows.push((what.to_owned(), Count { passed, failed: 0 }, Some(remark)));
            }
            count => self.tests(what, &count),
        }
    }

    /// What this machine lacks, and need not have.
    pub(super) fn absent(&mut self, what: &str, remark: &str) {
        self.rows.push((what.to_owned(), Count::default(), Some(remark.to_owned())));
    }

    /// Of all reports that are finished.
    pub(crate) fn total() -> Count {
        *TOTAL.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn finish(self, no_skip: bool) -> Result {
        let mut total = self.rows.iter().fold(Count::default(), |sum, row| sum.plus(row.1));
        let mut rows = vec![["run", "passed", "failed", ""].map(String::from).to_vec()];
        for (what, count, remark) in self.rows {
            let remark = remark.unwrap_or_default();
            rows.push(vec![what, count.passed.to_string(), count.failed.to_string(), remark]);
        }
        println!();
        table::print(&rows);
        if no_skip && self.skipped {
            println!("\nsomething was skipped, which --no-skip forbids");
            total.failed += 1;
        }
        let mut all = TOTAL.lock().unwrap_or_else(PoisonError::into_inner);
        *all = all.plus(total);
        // The last line, alone: CI reads it.
        println!("\n{} passed, {} failed", total.passed, total.failed);
        if total.failed == 0 { Ok(()) } else { Err(run::Reported.into()) }
    }
}
