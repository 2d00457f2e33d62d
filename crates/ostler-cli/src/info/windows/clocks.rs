//! The clocks, by what `time.get_clock_info` calls them.

use ostler::time::{self, ClockInfo};
use serde::Serialize;

use crate::report::Report;

const NAMES: [&str; 5] = ["time", "monotonic", "perf_counter", "process_time", "thread_time"];

/// All of them.
#[derive(Debug, Serialize)]
#[serde(transparent)]
pub(crate) struct Clocks(Vec<Clock>);

#[derive(Debug, Serialize)]
struct Clock {
    name: &'static str,
    implementation: &'static str,
    resolution: f64,
}

impl Clocks {
    pub(crate) fn read() -> Self {
        let clocks = NAMES.iter().filter_map(|&name| {
            let ClockInfo { implementation, resolution, .. } = time::get_clock_info(name).ok()?;
            Some(Clock { name, implementation, resolution })
        });
        Self(clocks.collect())
    }

    pub(crate) fn render(&self, report: &mut Report) {
        let mut section = report.section("Clocks");
        for Clock { name, implementation, resolution } in &self.0 {
            let nanoseconds = (resolution * 1e9).round();
            section.line(
                &name.replace('_', " "),
                format_args!("{implementation}  (resolution {nanoseconds} ns)"),
            );
        }
    }
}
