//! Contenders in turns.
//!
//! Machines are noisy and drift, so contenders run A B C A B C …, and a ratio is the median of the ratios of the rounds,
//! not the ratio of medians. Every contender says how much work it did, and all must have done the same.

use std::hint::black_box;
use std::time::{Duration, Instant};

/// Someone who does the work. The result is what was found, so that it can be compared and cannot be optimised away.
pub(crate) struct Contender<'a> {
    pub(crate) name: &'static str,
    run: Box<dyn FnMut() -> u64 + 'a>,
    prepare: Option<Box<dyn FnMut() + 'a>>,
}

impl<'a> Contender<'a> {
    /// A contender that needs nothing but time.
    pub(crate) fn new(name: &'static str, run: impl FnMut() -> u64 + 'a) -> Self {
        Self { name, run: Box::new(run), prepare: None }
    }

    /// A contender that uses something up, made anew before each turn, off the clock.
    pub(crate) fn prepared(
        name: &'static str,
        prepare: impl FnMut() + 'a,
        run: impl FnMut() -> u64 + 'a,
    ) -> Self {
        Self { name, run: Box::new(run), prepare: Some(Box::new(prepare)) }
    }

    fn turn(&mut self) -> (Duration, u64) {
        if let Some(prepare) = &mut self.prepare {
            prepare();
        }
        let start = Instant::now();
        let found = black_box((self.run)());
        (start.elapsed(), found)
    }
}

/// How each contender fared.
pub(crate) struct Outcome {
    pub(crate) name: &'static str,
    pub(crate) median: Duration,
    /// This contender's time over the first one's: above 1, the first is faster.
    pub(crate) ratio: f64,
}

/// Runs the contenders in turns for about `budget`, at least `least` rounds, after one round to warm up.
///
/// # Panics
///
/// If they did not do equal work: a comparison of unequal work is worse than none.
pub(crate) fn race(
    contenders: &mut [Contender<'_>],
    least: usize,
    budget: Duration,
) -> Vec<Outcome> {
    let found: Vec<u64> = contenders.iter_mut().map(|contender| contender.turn().1).collect();
    for (contender, found_here) in contenders.iter().zip(&found) {
        assert_eq!(
            *found_here, found[0],
            "unequal work: {} against {}",
            contender.name, contenders[0].name
        );
    }
    let mut times: Vec<Vec<Duration>> = vec![Vec::new(); contenders.len()];
    let start = Instant::now();
    let mut round = 0;
    while round < least || (start.elapsed() < budget && round < 200) {
        // Who goes first changes, so that no one always follows the same one.
        for turn in 0..contenders.len() {
            let which = (turn + round) % contenders.len();
            let (time, found_here) = contenders[which].turn();
            assert_eq!(found_here, found[which], "{} is not repeatable", contenders[which].name);
            times[which].push(time);
        }
        round += 1;
    }
    contenders
        .iter()
        .zip(&times)
        .map(|(contender, theirs)| {
            let mut ratios: Vec<f64> = theirs
                .iter()
                .zip(&times[0])
                .map(|(theirs, ours)| theirs.as_secs_f64() / ours.as_secs_f64())
                .collect();
            ratios.sort_by(f64::total_cmp);
            let mut sorted = theirs.clone();
            sorted.sort();
            Outcome {
                name: contender.name,
                median: sorted[sorted.len() / 2],
                ratio: ratios[ratios.len() / 2],
            }
        })
        .collect()
}
