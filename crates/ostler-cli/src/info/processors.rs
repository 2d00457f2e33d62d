//! How many processors there are, and how busy.

use ostler::os;
use serde::Serialize;

use crate::report::Report;

#[derive(Debug, Serialize)]
pub(crate) struct Processors {
    online: Option<usize>,
    usable: Option<usize>,
    affinity: Option<Vec<usize>>,
    load: Option<[f64; 3]>,
}

impl Processors {
    pub(crate) fn read() -> Self {
        Self {
            online: os::cpu_count(),
            usable: os::process_cpu_count(),
            affinity: affinity(),
            load: load(),
        }
    }

    pub(crate) fn render(&self, report: &mut Report) {
        let load = self.load.map(|[one, five, fifteen]| {
            format!("{one:.2} {five:.2} {fifteen:.2}  (1, 5, 15 minutes)")
        });
        report
            .section("Processors")
            .maybe("online", self.online, "unknown")
            .maybe("usable", self.usable, "unknown")
            .maybe("affinity", self.affinity.as_deref().map(ranges), "not offered here")
            .maybe("load", load, "not offered here");
    }
}

/// The processors this process may run on, where the system can restrict that.
#[cfg(target_os = "linux")]
fn affinity() -> Option<Vec<usize>> {
    os::sched_getaffinity(0).ok().map(|cpus| cpus.iter().collect())
}

#[cfg(not(target_os = "linux"))]
fn affinity() -> Option<Vec<usize>> {
    None
}

#[cfg(all(unix, not(target_os = "android")))]
fn load() -> Option<[f64; 3]> {
    os::getloadavg().ok().map(|(one, five, fifteen)| [one, five, fifteen])
}

#[cfg(not(all(unix, not(target_os = "android"))))]
fn load() -> Option<[f64; 3]> {
    None
}

/// `0-3,8` for 0, 1, 2, 3, 8.
fn ranges(numbers: &[usize]) -> String {
    numbers
        .chunk_by(|a, b| a + 1 == *b)
        .map(|run| match run {
            [one] => one.to_string(),
            [first, .., last] => format!("{first}-{last}"),
            [] => String::new(),
        })
        .collect::<Vec<_>>()
        .join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_of_processors() {
        assert_eq!(ranges(&[0, 1, 2, 3, 8]), "0-3,8");
        assert_eq!(ranges(&[1]), "1");
        assert_eq!(ranges(&[]), "");
    }
}
