//! What is said of tests, as numbers.

use std::process::ExitStatus;

/// How many tests passed and failed.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub(crate) struct Count {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
}

impl Count {
    pub(crate) fn plus(self, other: Self) -> Self {
        Self { passed: self.passed + other.passed, failed: self.failed + other.failed }
    }

    pub(crate) fn minus(self, other: Self) -> Self {
        Self { passed: self.passed - other.passed, failed: self.failed - other.failed }
    }

    /// A run that failed without a failed test (it did not build, it crashed) is a failure too.
    pub(crate) fn checked(mut self, status: ExitStatus) -> Self {
        if !status.success() && self.failed == 0 {
            self.failed = 1;
        }
        self
    }

    /// From what nextest prints at the end: `Summary [ 1.2s] 12 tests run: 11 passed (1 slow), 1 failed, 0 skipped`.
    pub(super) fn of_nextest(text: &str) -> Self {
        let mut count = Self::default();
        let summaries = text.lines().filter(|line| line.trim_start().starts_with("Summary"));
        for (_, counts) in summaries.filter_map(|line| line.split_once(" run: ")) {
            for (number, outcome) in counts.split(", ").filter_map(|part| part.split_once(' ')) {
                let number: u64 = number.parse().unwrap_or(0);
                if outcome.starts_with("passed") {
                    count.passed += number;
                } else if !outcome.starts_with("skipped") {
                    count.failed += number;
                }
            }
        }
        count
    }

    /// From what the runner of the Python tests prints last: `12 passed, 0 failed, 3 skipped`.
    pub(crate) fn of_python(text: &str) -> Self {
        let number = |part: &str, what| part.strip_suffix(what)?.trim().parse().ok();
        let totals = text.lines().rev().find_map(|line| {
            let mut parts = line.split(", ");
            Some(Self {
                passed: number(parts.next()?, " passed")?,
                failed: number(parts.next()?, " failed")?,
            })
        });
        totals.unwrap_or_default()
    }

    /// From what each program of tests prints: `running 5 tests` first, `test result: ok. 5 passed; 0 failed; ...` last.
    ///
    /// Between those of a test that failed, others may stand: of programs that the test ran. They are not counted.
    pub(crate) fn of_harness(text: &str) -> Self {
        let mut count = Self::default();
        // The programs that have not come to their end, and how many tests each has.
        let mut running: Vec<u64> = Vec::new();
        for line in text.lines() {
            let begins = line.strip_prefix("running ").and_then(|rest| rest.split_once(" test"));
            if let Some(Ok(tests)) = begins.map(|(number, _)| number.parse()) {
                running.push(tests);
            }
            let Some(result) = line.strip_prefix("test result: ") else { continue };
            let number = |outcome: &str| -> u64 {
                let parts = result.split(['.', ';']).filter_map(|part| part.trim().split_once(' '));
                let mut numbers = parts.filter(|(_, what)| *what == outcome);
                numbers.find_map(|(number, _)| number.parse().ok()).unwrap_or(0)
            };
            let outcomes = ["passed", "failed", "ignored", "measured"].map(number);
            let all: u64 = outcomes.iter().sum();
            // One of these was ended in the middle, if it is not the last.
            if let Some(of) = running.iter().rposition(|tests| *tests == all) {
                running.truncate(of);
            }
            if running.is_empty() {
                count = count.plus(Self { passed: outcomes[0], failed: outcomes[1] });
            }
        }
        count
    }
}

#[cfg(test)]
mod tests {
    use super::Count;

    #[test]
    fn nextest_is_understood() {
        let text = "     Summary [   0.5s] 12 tests run: 9 passed (1 slow), 2 failed, 1 timed out, 3 skipped\n";
        assert_eq!(Count::of_nextest(text), Count { passed: 9, failed: 3 });
        let text = "     Summary [   0.5s] 1 test run: 1 passed, 0 skipped\n";
        assert_eq!(Count::of_nextest(text), Count { passed: 1, failed: 0 });
        assert_eq!(Count::of_nextest("error: could not compile"), Count::default());
    }

    #[test]
    fn the_python_runner_is_understood() {
        let text = "test_a: 3 passed, 9 failed\n12 passed, 1 failed, 3 skipped\n";
        assert_eq!(Count::of_python(text), Count { passed: 12, failed: 1 });
        assert_eq!(Count::of_python("Traceback"), Count::default());
    }

    #[test]
    fn the_harness_is_understood() {
        let text = "running 6 tests\n\
                    test result: ok. 5 passed; 0 failed; 1 ignored; 0 measured; finished in 0.1s\n\
                    running 5 tests\n\
                    test result: FAILED. 3 passed; 2 failed; 0 ignored\n";
        assert_eq!(Count::of_harness(text), Count { passed: 8, failed: 2 });
    }

    #[test]
    fn what_a_test_ran_is_not_counted() {
        let text = "running 3 tests\n---- a stdout ----\n\
                    running 1 test\ntest result: FAILED. 0 passed; 1 failed; 0 ignored\n\
                    running 2 tests\n---- b stdout ----\n\
                    running 1 test\ntest result: ok. 1 passed; 0 failed; 0 ignored\n\
                    test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 measured; 7 filtered out\n\
                    running 4 tests\ntest result: ok. 4 passed; 0 failed; 0 ignored; 0 measured\n";
        assert_eq!(Count::of_harness(text), Count { passed: 5, failed: 2 });
    }
}
