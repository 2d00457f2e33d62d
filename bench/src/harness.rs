//! Contenders in turns, medians, a table.
//!
//! Machines drift, so contenders run in turns, and a ratio is the median of the ratios of the rounds. Who goes first
//! changes from round to round. Every contender says how much work it did, and all must have done the same.

use std::ops::RangeInclusive;
use std::time::{Duration, Instant};

/// What is measured.
#[derive(Clone, Copy)]
pub(crate) enum Clock {
    /// The processor time of this process: other load hardly matters.
    Cpu,
    /// The processor time of its children.
    Children,
    /// The time that passes: for work by several threads.
    Wall,
}

/// One side of a row: work that says how much it did.
pub(crate) struct Contender<'a> {
    name: &'a str,
    prepare: Box<dyn FnMut() + 'a>,
    work: Box<dyn FnMut() -> u64 + 'a>,
    check: Box<dyn FnMut() + 'a>,
}

impl<'a> Contender<'a> {
    pub(crate) fn new(name: &'a str, work: impl FnMut() -> u64 + 'a) -> Self {
        Self { name, prepare: Box::new(|| {}), work: Box::new(work), check: Box::new(|| {}) }
    }

    fn turn(&mut self, clock: Clock) -> (Duration, u64) {
        (self.prepare)();
        let start = now(clock);
        let did = (self.work)();
        let time = now(clock).saturating_sub(start);
        (self.check)();
        (time, did)
    }

    /// With something to do before each round that is not timed.
    pub(crate) fn prepared(self, prepare: impl FnMut() + 'a) -> Self {
        Self { prepare: Box::new(prepare), ..self }
    }

    /// With something to make sure of after each round that is not timed.
    pub(crate) fn checked(self, check: impl FnMut() + 'a) -> Self {
        Self { check: Box::new(check), ..self }
    }
}

/// The rows of a group.
pub(crate) struct Table<'a> {
    title: &'a str,
    filters: &'a [String],
    begun: bool,
    met: usize,
    missed: Vec<String>,
    /// How many rounds a row has at least and at most.
    pub(crate) rounds: RangeInclusive<usize>,
}

/// How long a row may take, if it has had its rounds.
const BUDGET: Duration = Duration::from_secs(6);

impl<'a> Table<'a> {
    pub(crate) fn new(title: &'a str, filters: &'a [String]) -> Self {
        Self { title, filters, begun: false, met: 0, missed: Vec::new(), rounds: 7..=101 }
    }

    /// Whether a row is asked for.
    pub(crate) fn wants(&self, work: &str) -> bool {
        let asked = |filter: &String| work.contains(filter) || self.title.contains(filter);
        self.filters.is_empty() || self.filters.iter().any(asked)
    }

    /// Runs our side and its peers in turns, and prints a line for each peer. The target is how many times as fast as the
    /// peer we are to be.
    pub(crate) fn row<'c>(
        &mut self,
        work: &str,
        clock: Clock,
        ours: Contender<'c>,
        peers: Vec<(Contender<'c>, f64)>,
    ) {
        if !self.wants(work) {
            return;
        }
        let (peers, targets): (Vec<_>, Vec<_>) = peers.into_iter().unzip();
        let mut sides: Vec<_> = std::iter::once(ours).chain(peers).collect();
        // Once each to warm up, and to see that the work is the same.
        let done = sides[0].turn(clock).1;
        for peer in &mut sides[1..] {
            let theirs = peer.turn(clock).1;
            assert_eq!(done, theirs, "{work}: {} did different work", peer.name);
        }
        let mut times = vec![Vec::new(); sides.len()];
        let begin = Instant::now();
        let mut round = 0;
        while round < *self.rounds.start()
            || (begin.elapsed() < BUDGET && round < *self.rounds.end())
        {
            for turn in 0..sides.len() {
                let which = (turn + round) % sides.len();
                let (time, did) = sides[which].turn(clock);
                assert_eq!(did, done, "{work}: {} did different work now", sides[which].name);
                times[which].push(time.as_secs_f64());
            }
            round += 1;
        }
        for (which, target) in (1..).zip(targets) {
            let ratios = times[which].iter().zip(&times[0]).map(|(theirs, mine)| theirs / mine);
            let ratio = median(ratios.collect());
            let shown = |which: usize| {
                format!("{} {}", sides[which].name, show(median(times[which].clone())))
            };
            self.line(work, &shown(0), &shown(which), ratio, target);
        }
    }

    /// Prints one line.
    pub(crate) fn line(&mut self, work: &str, ours: &str, peer: &str, ratio: f64, target: f64) {
        if !std::mem::replace(&mut self.begun, true) {
            println!("\n## {}\n", self.title);
            println!("| work | ours | peer | ratio | target | met |");
            println!("|---|---|---|---|---|---|");
        }
        let (target, met) = match target {
            0.0 => ("-".to_owned(), "-"),
            target if ratio >= target => {
                self.met += 1;
                (format!("{target:.2}"), "yes")
            }
            target => {
                self.missed.push(format!("{work}: {ours} against {peer}"));
                (format!("{target:.2}"), "**no**")
            }
        };
        println!("| {work} | {ours} | {peer} | {ratio:.2} | {target} | {met} |");
    }

    /// How many targets were met, and which were not.
    pub(crate) fn finish(self) -> (usize, Vec<String>) {
        (self.met, self.missed)
    }
}

/// The time that passes is all there is to measure elsewhere.
#[cfg(not(unix))]
fn now(_: Clock) -> Duration {
    static START: std::sync::OnceLock<Instant> = std::sync::OnceLock::new();
    START.get_or_init(Instant::now).elapsed()
}

#[cfg(unix)]
fn now(clock: Clock) -> Duration {
    let who = match clock {
        Clock::Wall => {
            let time = rustix::time::clock_gettime(rustix::time::ClockId::Monotonic);
            return Duration::new(time.tv_sec.cast_unsigned(), time.tv_nsec as u32);
        }
        Clock::Cpu => {
            let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
            return Duration::new(time.tv_sec.cast_unsigned(), time.tv_nsec as u32);
        }
        Clock::Children => libc::RUSAGE_CHILDREN,
    };
    let mut usage = std::mem::MaybeUninit::<libc::rusage>::zeroed();
    // SAFETY: the structure is writable, and all zeros before and after are a value of it.
    #[allow(unsafe_code)]
    let usage = unsafe {
        libc::getrusage(who, usage.as_mut_ptr());
        usage.assume_init()
    };
    let of = |time: libc::timeval| Duration::new(time.tv_sec as u64, time.tv_usec as u32 * 1000);
    of(usage.ru_utime) + of(usage.ru_stime)
}

pub(crate) fn median(mut of: Vec<f64>) -> f64 {
    of.sort_by(f64::total_cmp);
    of[of.len() / 2]
}

pub(crate) fn show(seconds: f64) -> String {
    match seconds {
        s if s >= 1.0 => format!("{s:.2} s"),
        s if s >= 1e-3 => format!("{:.1} ms", s * 1e3),
        s if s >= 1e-6 => format!("{:.2} us", s * 1e6),
        s => format!("{:.1} ns", s * 1e9),
    }
}
