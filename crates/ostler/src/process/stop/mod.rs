//! Stopping processes: gently, then not.

mod ladder;
#[cfg(linux_kernel)]
mod linux;
mod report;
#[cfg(windows)]
mod windows;

#[cfg(linux_kernel)]
use linux as system;
#[cfg(windows)]
use windows as system;

#[cfg(linux_kernel)]
pub(crate) use linux::{ControlGroup, members};
pub use report::{Doubt, Outcome, Report};

use std::fmt;
#[cfg(linux_kernel)]
use std::path::Path;
use std::time::Duration;

use super::Process;
use super::child::{self, Shared};
use super::control::KILL;
use super::identity::Held;
use crate::audit::Arg;
use crate::error::{Error, Result};
use crate::host::{Host, Native};
use crate::signal::{SIGTERM, Signal};
use ladder::Ladder;

type Test<'a> = dyn Fn(Process) -> Result<bool> + 'a;

/// How processes are stopped: a first signal, some time to obey, then a harder one. `SIGTERM`, five seconds, `SIGKILL` unless
/// told otherwise.
///
/// Every signal goes to the process that is meant and to no other. There may be many more processes than descriptors; all
/// are sent a signal before any is waited for. It does as it is told, whatever the processes are:
/// [`is_protected`](super::is_protected) tells of the ones to be careful with. If the caller is among them its turn is the last,
/// and it is sent the first signal only.
///
/// A process that is stopped (`SIGSTOP`) would not notice the first signal: it is sent `SIGCONT` after it, and so are all.
///
/// On Windows, which has no signals, `SIGTERM` as the first asks: its windows get `WM_CLOSE`; or Ctrl-Break is typed for it, if it
/// leads a process group at this program's console. One that cannot be asked is not waited for either: it is sent the second
/// signal at once, [`KILL`](super::KILL), or refused if there is no second. Any other number ends it, as
/// [`Process::send_signal`] has it.
///
/// Children of this program that end are left for it to reap, except those that [`Child`](super::Child) has started: a
/// [`std::process::Child`] is told how it ended, and remains a zombie until then.
///
/// ```
/// use ostler::process::{Child, Outcome, Stop};
/// use ostler::signal;
/// use std::time::Duration;
///
/// let polite = Child::spawn("sleep", ["60"])?;
/// let deaf = Child::spawn("sh", ["-c", "trap '' TERM; echo; while :; do sleep 1; done"])?;
/// # std::thread::sleep(Duration::from_millis(200));
/// let report = Stop::new()
///     .grace(Duration::from_millis(300))
///     .all(&[polite.process(), deaf.process()])?;
/// for (process, outcome) in &report {
///     println!("{}: {outcome:?}", process.pid());
/// }
/// let Some(Outcome::Ended { by, status }) = report.get(deaf.process()) else { panic!() };
/// assert_eq!((*by, status.and_then(|status| status.signal())), (signal::SIGKILL, Some(signal::SIGKILL)));
/// assert!(report.is_complete());
/// # Ok::<(), ostler::Error>(())
/// ```
#[must_use = "nothing is stopped before `one`, `all`, `tree` or `cgroup`"]
pub struct Stop<'a> {
    first: Signal,
    grace: Duration,
    then: Option<Signal>,
    last_wait: Duration,
    pub(crate) test: Option<Box<Test<'a>>>,
    client: Option<Client<'a>>,
}

type Audit<'a> = dyn Fn(&'static str, &[Arg<'_>]) -> Result<()> + 'a;

/// Who stops processes, if it is not a Rust program: what it is to be asked, and told.
struct Client<'a> {
    audit: Box<Audit<'a>>,
    interrupted: Box<dyn Fn() -> Result<()> + 'a>,
}

struct OnBehalf<'a>(Option<&'a Client<'a>>);

impl Host for OnBehalf<'_> {
    fn audit(&mut self, name: &'static str, args: &[Arg<'_>]) -> Result<()> {
        match self.0 {
            Some(client) => (client.audit)(name, args),
            None => Native.audit(name, args),
        }
    }

    fn interrupted(&mut self) -> Result<()> {
        self.0.map_or(Ok(()), |client| (client.interrupted)())
    }
}

impl Default for Stop<'_> {
    fn default() -> Self {
        Self::new()
    }
}

impl<'a> Stop<'a> {
    /// `SIGTERM`, five seconds, `SIGKILL`.
    pub const fn new() -> Self {
        const GRACE: Duration = Duration::from_secs(5);
        Self {
            first: SIGTERM,
            grace: GRACE,
            then: Some(KILL),
            last_wait: GRACE,
            test: None,
            client: None,
        }
    }

    /// The first signal.
    pub fn first(mut self, signal: impl Into<Signal>) -> Self {
        self.first = signal.into();
        self
    }

    /// How long to wait after the first signal.
    pub fn grace(mut self, time: Duration) -> Self {
        self.grace = time;
        self
    }

    /// The signal for those that are still there after that; `None` leaves them alone.
    pub fn then(mut self, signal: Option<Signal>) -> Self {
        self.then = signal;
        self
    }

    /// How long to wait after the last signal, if it is not the first. A process that the kernel does not let go (in a system
    /// call on a disk that does not answer) survives even `SIGKILL` until then.
    pub fn last_wait(mut self, time: Duration) -> Self {
        self.last_wait = time;
        self
    }

    /// Without consent: `SIGKILL` at once.
    pub fn force(mut self) -> Self {
        self.first = KILL;
        self.grace = self.last_wait;
        self.then = None;
        self
    }

    /// Tests each process again right before each signal, while it is held: a process may have executed another program
    /// since it was chosen. Those that fail are left alone from then on. So are those that cannot be tested, and they are
    /// reported as refused.
    ///
    /// ```
    /// use ostler::process::{Child, Outcome, Stop};
    ///
    /// let child = Child::spawn("sleep", ["60"])?;
    /// let meant = child.process();
    /// let outcome = Stop::new().only_if(|process| Ok(process != meant)).one(meant)?;
    /// assert!(matches!(outcome, Outcome::NoLongerMatches));
    /// # child.kill()?;
    /// # child.wait(None)?;
    /// # Ok::<(), ostler::Error>(())
    /// ```
    pub fn only_if(mut self, test: impl Fn(Process) -> Result<bool> + 'a) -> Self {
        self.test = Some(Box::new(test));
        self
    }

    /// Stops one process.
    ///
    /// # Errors
    ///
    /// If the system has no means left to wait with. What goes wrong with the process is its [`Outcome`].
    ///
    /// # Audit
    ///
    /// `os.kill` with `pid`, `sig`, for every signal.
    ///
    /// ```
    /// use ostler::process::{Child, Stop};
    ///
    /// let child = Child::spawn("sleep", ["60"])?;
    /// assert_eq!(Stop::new().one(child.process())?.exit_code(), Some(-15));
    /// # Ok::<(), ostler::Error>(())
    /// ```
    pub fn one(&self, process: Process) -> Result<Outcome> {
        let mut report = self.all(&[process])?;
        Ok(report.outcomes.pop().map_or(Outcome::AlreadyGone, |(_, outcome)| outcome))
    }

    /// Stops several processes: a signal to each, one wait for all, the harder signal to the rest.
    ///
    /// # Errors
    ///
    /// If the system has no means left to wait with. What goes wrong with a process is its [`Outcome`], and the others are
    /// stopped nevertheless.
    ///
    /// # Audit
    ///
    /// `os.kill` with `pid`, `sig`, for every signal. A hook that refuses makes the outcome [`Outcome::Refused`].
    pub fn all(&self, processes: &[Process]) -> Result<Report> {
        let mut ladder = Ladder::new(self)?;
        for &process in processes {
            ladder.push(process);
        }
        ladder.climb()?;
        Ok(ladder.finish())
    }

    /// Stops a process and all its descendants.
    ///
    /// Parents are sent a signal before their children, so that none starts another in the place of one that ended. While
    /// the tree is growing it is frozen first: `SIGSTOP` to each until no new one appears; then all are sent the signal and
    /// go on. They go on as well if something fails meanwhile, and if this program is ended: a small helper, which has a session of
    /// its own, sees to that.
    ///
    /// **What belongs to the tree** is proven, and nothing else is sent a signal. Before the first signal all processes are
    /// counted. These are members:
    ///
    /// - the root, and every process whose parent is a member;
    /// - what is in a session that a member has founded;
    /// - what is in a process group that the tree has for itself, has come up since the count, and has fallen to the process
    ///   that orphans of the tree fall to. A group in which the count finds anything else, zombies included, is not the tree's:
    ///   the two halves of a shell's pipeline share one. It is no longer the tree's when another process puts one of its own there.
    ///   Where the processes of others are hidden (`hidepid`) no group counts.
    ///
    /// Those that were found without a parent in the tree are [reported](Report::reparented) as such.
    ///
    /// **What may get away:** a descendant that has left such a session and group and has lost its parent before it was seen, as a
    /// daemon does. If it came up during the stop it is among the [strays](Report::strays), and left alone; one that had got away
    /// before is not known. A tree can be made to keep its own: [`Spawn::contained`](super::Spawn::contained), and on Linux
    /// `cgroup`; then `tree` knows of it if this program has started the root.
    ///
    /// On Windows nothing is frozen and nothing is guessed: what a process says of its parent is true after that one's end, too.
    ///
    /// # Errors
    ///
    /// As [`all`](Self::all).
    ///
    /// # Audit
    ///
    /// `os.kill` with `pid`, `sig`, for every signal, freezing included; not for making go on what was frozen.
    ///
    /// ```
    /// use ostler::process::{Child, Stop};
    ///
    /// let root = Child::spawn("sh", ["-c", "sleep 60 & sleep 60 & wait"])?;
    /// # std::thread::sleep(std::time::Duration::from_millis(200));
    /// let report = Stop::new().tree(root.process())?;
    /// assert_eq!((report.len(), report.is_complete()), (3, true));
    /// # Ok::<(), ostler::Error>(())
    /// ```
    pub fn tree(&self, root: Process) -> Result<Report> {
        system::stop_tree(self, root, child::find(root).as_deref())
    }

    /// The same of a child, whose supervisor keeps its descendants together if it has one.
    pub(crate) fn tree_of(&self, child: &Shared) -> Result<Report> {
        system::stop_tree(self, child.process(), Some(child))
    }

    /// Stops every process in a cgroup (version 2) and those below it: a directory like `/sys/fs/cgroup/batch`.
    ///
    /// Nothing escapes: where the signal is `SIGKILL` the kernel ends all of them at once, those included that are just being
    /// started (`cgroup.kill`, Linux 5.14). Other signals go to each in turn, and again to those that have come meanwhile.
    /// Processes outside of this program's PID namespace have no number to send a signal to: they are a
    /// [doubt](Report::doubts) as long as there are any.
    ///
    /// # Errors
    ///
    /// If the directory is no cgroup, or not ours to read; and as [`all`](Self::all).
    ///
    /// # Audit
    ///
    /// `os.kill` with `pid`, `sig`, for every process and signal.
    #[cfg(linux_kernel)]
    pub fn cgroup(&self, directory: impl AsRef<Path>) -> Result<Report> {
        system::stop_cgroup(self, directory.as_ref())
    }

    /// The signals, and how long to wait after each.
    pub(crate) fn steps(&self) -> impl Iterator<Item = (Signal, Duration)> + use<> {
        let then = self.then.map(|signal| (signal, self.last_wait));
        std::iter::once((self.first, self.grace)).chain(then)
    }

    /// On behalf of a program in another language: it is asked before every signal, and told of interruptions.
    #[doc(hidden)]
    pub fn on_behalf_of(
        mut self,
        audit: impl Fn(&'static str, &[Arg<'_>]) -> Result<()> + 'a,
        interrupted: impl Fn() -> Result<()> + 'a,
    ) -> Self {
        self.client = Some(Client { audit: Box::new(audit), interrupted: Box::new(interrupted) });
        self
    }

    /// Who it is done for.
    pub(crate) fn host(&self) -> impl Host + use<'_> {
        OnBehalf(self.client.as_ref())
    }

    /// Whether a process that is held is still to be stopped.
    pub(crate) fn still_matches(&self, held: &Held) -> Result<bool, Error> {
        self.test.as_ref().map_or(Ok(true), |test| test(held.process()))
    }
}

impl fmt::Debug for Stop<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Stop")
            .field("first", &self.first)
            .field("grace", &self.grace)
            .field("then", &self.then)
            .field("last_wait", &self.last_wait)
            .field("only_if", &self.test.is_some())
            .finish()
    }
}
