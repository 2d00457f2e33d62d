//! Interleaved rounds, medians, a table.

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
}

impl<'a> Contender<'a> {
    pub(crate) fn new(name: &'a str, work: impl FnMut() -> u64 + 'a) -> Self {
        Self { name, prepare: Box::new(|| {}), work: Box::new(work) }
    }

    /// With something to do before each round that is not timed.
    pub(crate) fn prepared(self, prepare: impl FnMut() + 'a) -> Self {
        Self { prepare: Box::new(prepare), ..self }
    }
}

/// The rows of a group.
pub(crate) struct Table<'a> {
    title: &'a str,
    filter: &'a str,
    begun: bool,
    all_met: bool,
}

/// How long a row may take, and how many rounds it has at least and at most.
const BUDGET: Duration = Duration::from_secs(6);
const ROUNDS: std::ops::RangeInclusive<usize> = 5..=101;

impl<'a> Table<'a> {
    pub(crate) fn new(title: &'a str, filter: &'a str) -> Self {
        Self { title, filter, begun: false, all_met: true }
    }

    /// Whether a row is asked for.
    pub(crate) fn wants(&self, work: &str) -> bool {
        work.contains(self.filter) || self.title.contains(self.filter)
    }

    /// Runs our side and its peers in turns, and prints a line for each peer. The target is how many times as fast as the
    /// peer we are to be.
    pub(crate) fn row<'c>(
        &mut self,
        work: &str,
        clock: Clock,
        mut ours: Contender<'c>,
        peers: Vec<(Contender<'c>, f64)>,
    ) {
        if !self.wants(work) {
            return;
        }
        let (mut peers, targets): (Vec<_>, Vec<_>) = peers.into_iter().unzip();
        // Once each to warm up, and to see that the work is the same.
        (ours.prepare)();
        let done = (ours.work)();
        for peer in &mut peers {
            (peer.prepare)();
            let theirs = (peer.work)();
            assert_eq!(done, theirs, "{work}: {} and {} did different work", ours.name, peer.name);
        }
        let mut times = vec![Vec::new(); peers.len() + 1];
        let begin = Instant::now();
        while times[0].len() < *ROUNDS.start()
            || (begin.elapsed() < BUDGET && times[0].len() < *ROUNDS.end())
        {
            let sides = std::iter::once(&mut ours).chain(&mut peers);
            for (side, times) in sides.zip(&mut times) {
                (side.prepare)();
                let start = now(clock);
                let did = (side.work)();
                times.push(now(clock).saturating_sub(start));
                assert_eq!(did, done, "{work}: {} did different work this time", side.name);
            }
        }
        let medians: Vec<_> = times.iter_mut().map(median).collect();
        for ((peer, target), theirs) in peers.iter().zip(targets).zip(&medians[1..]) {
            let (mine, theirs) = (medians[0].as_secs_f64(), theirs.as_secs_f64());
            let ours = format!("{} {}", ours.name, show(mine));
            let peer = format!("{} {}", peer.name, show(theirs));
            self.line(work, &ours, &peer, theirs / mine, target);
        }
    }

    /// Prints one line.
    pub(crate) fn line(&mut self, work: &str, ours: &str, peer: &str, ratio: f64, target: f64) {
        if !std::mem::replace(&mut self.begun, true) {
            println!("\n## {}\n", self.title);
            println!("| work | ours | peer | ratio | target | met |");
            println!("|---|---|---|---|---|---|");
        }
        let met = ratio >= target;
        self.all_met &= met;
        let (target, met) = match target {
            0.0 => ("-".to_owned(), "-"),
            target => (format!("{target:.2}"), if met { "yes" } else { "**no**" }),
        };
        println!("| {work} | {ours} | {peer} | {ratio:.2} | {target} | {met} |");
    }

    pub(crate) fn finish(self) -> bool {
        self.all_met
    }
}

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

fn median(times: &mut Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

fn show(seconds: f64) -> String {
    match seconds {
        s if s >= 1.0 => format!("{s:.2} s"),
        s if s >= 1e-3 => format!("{:.1} ms", s * 1e3),
        s if s >= 1e-6 => format!("{:.2} us", s * 1e6),
        s => format!("{:.1} ns", s * 1e9),
    }
}
