//! The table: printed row by row, as it comes.

use std::time::Duration;

use crate::harness::{Contender, race};

/// What is asked of a ratio.
#[derive(Clone, Copy)]
pub(crate) enum Goal {
    /// The peer takes at least this many times as long.
    AtLeast(f64),
    /// Shown for comparison.
    Shown,
}

/// Rows of markdown, and how many goals were met.
pub(crate) struct Table {
    filters: Vec<String>,
    started: bool,
    met: usize,
    missed: Vec<String>,
}

impl Table {
    pub(crate) fn new(filters: Vec<String>) -> Self {
        Self { filters, started: false, met: 0, missed: Vec::new() }
    }

    /// Whether a row is asked for.
    pub(crate) fn wants(&self, work: &str) -> bool {
        self.filters.is_empty() || self.filters.iter().any(|filter| work.contains(filter.as_str()))
    }

    /// Runs the contenders, the first of them ours, and prints a line for each peer. `goals` are those of the peers.
    pub(crate) fn row(
        &mut self,
        work: &str,
        least: usize,
        budget: Duration,
        mut contenders: Vec<Contender<'_>>,
        goals: &[Goal],
    ) {
        if !self.wants(work) {
            return;
        }
        self.start();
        let outcomes = race(&mut contenders, least, budget);
        let Some((ours, peers)) = outcomes.split_first() else { return };
        for (peer, goal) in peers.iter().zip(goals) {
            self.line(
                work,
                (ours.name, &time(ours.median)),
                (peer.name, &time(peer.median)),
                peer.ratio,
                *goal,
            );
        }
    }

    /// Prints one comparison.
    pub(crate) fn line(
        &mut self,
        work: &str,
        ours: (&str, &str),
        peer: (&str, &str),
        ratio: f64,
        goal: Goal,
    ) {
        self.start();
        let (wanted, verdict) = match goal {
            Goal::Shown => (String::new(), ""),
            Goal::AtLeast(least) if ratio >= least => {
                self.met += 1;
                (format!("{least:.2}"), "met")
            }
            Goal::AtLeast(least) => {
                self.missed.push(format!("{work}: {} against {}", ours.0, peer.0));
                (format!("{least:.2}"), "**missed**")
            }
        };
        println!(
            "| {work} | {} {} | {} {} | {ratio:.2} | {wanted} | {verdict} |",
            ours.0, ours.1, peer.0, peer.1
        );
    }

    fn start(&mut self) {
        if !self.started {
            println!("| work | ours | peer | peer / ours | at least | |");
            println!("|---|---|---|---|---|---|");
            self.started = true;
        }
    }

    /// Says how many goals were met, and which were not.
    pub(crate) fn finish(self) {
        println!();
        println!("{} goals met, {} missed.", self.met, self.missed.len());
        for missed in &self.missed {
            println!("- {missed}");
        }
    }
}

fn time(duration: Duration) -> String {
    match duration.as_nanos() {
        n if n < 10_000 => format!("{n} ns"),
        n if n < 10_000_000 => format!("{:.1} us", n as f64 / 1e3),
        n => format!("{:.1} ms", n as f64 / 1e6),
    }
}
