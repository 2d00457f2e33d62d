//! The clocks, by what they are called in `<time.h>`.

use std::fmt;

use ostler_sys::clock;
use serde::Serialize;

use crate::report::Report;

/// All that the system knows.
#[derive(Debug, Serialize)]
#[serde(transparent)]
pub(crate) struct Clocks(Vec<Clock>);

#[derive(Debug, Serialize)]
struct Clock {
    name: &'static str,
    seconds: i64,
    nanoseconds: u32,
    resolution_ns: i64,
}

impl Clocks {
    pub(crate) fn read() -> Self {
        Self(clock::CLOCKS.iter().filter_map(|&(name, id)| Clock::read(name, id)).collect())
    }

    pub(crate) fn render(&self, report: &mut Report) {
        let mut section = report.section("Clocks");
        for clock in &self.0 {
            let name = clock.name.trim_start_matches("CLOCK_").trim_end_matches("_ID");
            section.line(&name.to_lowercase().replace('_', " "), clock);
        }
    }
}

impl Clock {
    fn read(name: &'static str, id: i32) -> Option<Self> {
        let (seconds, nanoseconds) = clock::clock_gettime(id).ok()?;
        let (step, step_ns) = clock::clock_getres(id).ok()?;
        let resolution_ns = step.saturating_mul(1_000_000_000).saturating_add(i64::from(step_ns));
        Some(Self { name, seconds, nanoseconds, resolution_ns })
    }
}

impl fmt::Display for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { seconds, nanoseconds, resolution_ns, .. } = self;
        write!(f, "{seconds}.{nanoseconds:09} s  (resolution {resolution_ns} ns)")
    }
}
