//! Waiting for processes to end.

use std::time::{Duration, Instant};

use super::{Collect, Ended, Watch, how_it_ended};
use crate::error::{Error, ErrorKind, Result};
use crate::host::Native;
use crate::process::Process;
use crate::process::child;
use crate::process::error::Trouble;
use crate::process::identity::Held;
use crate::process::this;

impl Process {
    /// Waits for the process to end, that long at most, and says how it ended: `psutil.Process.wait(timeout=None)`.
    ///
    /// Any process can be waited for, whoever's child it is. A process has ended when it is a zombie, collected by its parent
    /// or not. Nothing is polled: the call sleeps until the kernel says that it has ended.
    ///
    /// How it ended is known
    /// - of a child of this program, which is thereby collected: whoever else in the program waits for it is told there is no
    ///   such child (except a [`Child`](crate::process::Child), which knows);
    /// - of another since Linux 6.15, and before that of one that has not been collected yet and that this program may trace;
    /// - not of one that was gone before.
    ///
    /// [`wait_unreaped`](Self::wait_unreaped) leaves a child to what in this program has started it: a
    /// [`std::process::Child`] for example, whose `wait` fails once the child has been collected here.
    ///
    /// # Errors
    ///
    /// [`TimedOut`](ErrorKind::TimedOut) if it is still there when the time is up; `Value` if the process is the caller itself,
    /// which would wait for ever.
    ///
    /// # Platforms
    ///
    /// Without process descriptors (before Linux 5.3) the process is looked at now and then, every 40 ms at least.
    ///
    /// ```
    /// use ostler::{ErrorKind, process::Child};
    /// use std::time::Duration;
    ///
    /// let process = Child::spawn("sleep", ["0.2"])?.process();
    /// let early = process.wait(Some(Duration::from_millis(10))).unwrap_err();
    /// assert_eq!(early.kind(), ErrorKind::TimedOut);
    /// assert_eq!(process.wait(None)?.exit_code(), Some(0));
    /// # Ok::<(), ostler::Error>(())
    /// ```
    pub fn wait(&self, timeout: Option<Duration>) -> Result<Ended> {
        self.wait_and(Collect::Yes, timeout)
    }

    /// Waits for the process to end as [`wait`](Self::wait) does, says how it ended, and does not reap it: a child remains a
    /// zombie until what has started it waits for it, and is told how it ended as if nothing had been asked before (`waitid(2)`
    /// with `WNOWAIT`). A child that a [`Child`](crate::process::Child) has started is collected all the same: that one knows how it
    /// ended.
    ///
    /// # Errors
    ///
    /// As [`wait`](Self::wait).
    ///
    /// # Platforms
    ///
    /// On Windows the same as [`wait`](Self::wait), which takes nothing away there.
    ///
    /// ```
    /// # #[cfg(unix)] {
    /// use ostler::process::Process;
    ///
    /// let mut child = std::process::Command::new("sh").args(["-c", "exit 3"]).spawn()?;
    /// let process = Process::new(child.id() as i32)?;
    /// assert_eq!(process.wait_unreaped(None)?.exit_code(), Some(3));
    /// assert_eq!(child.wait()?.code(), Some(3));
    /// # }
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[doc(alias = "WNOWAIT")]
    pub fn wait_unreaped(&self, timeout: Option<Duration>) -> Result<Ended> {
        self.wait_and(Collect::No, timeout)
    }

    fn wait_and(&self, collect: Collect, timeout: Option<Duration>) -> Result<Ended> {
        not_oneself(*self)?;
        let deadline = timeout.and_then(|timeout| Instant::now().checked_add(timeout));
        let held = match Held::of(*self) {
            Ok(held) => held,
            Err(error) if error.kind() == ErrorKind::ProcessLookup => {
                let status = child::known(*self);
                return Ok(Ended { process: *self, status });
            }
            Err(error) => return Err(error),
        };
        if super::system::ends(&held, deadline)? {
            Ok(Ended { process: *self, status: how_it_ended(&held, collect) })
        } else {
            Err(Trouble::TimedOut { after: timeout.unwrap_or_default() }.about(self.pid()))
        }
    }
}

/// What is left until a deadline; nothing after it.
pub(crate) fn left(deadline: Option<Instant>) -> Option<Duration> {
    deadline.map(|deadline| deadline.saturating_duration_since(Instant::now()))
}

/// How long at most to look away from a process that cannot be waited for.
pub(crate) const LONGEST_NAP: Duration = Duration::from_millis(40);

fn not_oneself(process: Process) -> Result<()> {
    if process.pid() == this() && process == Process::current()? {
        return Err(Error::value("a process cannot wait for itself"));
    }
    Ok(())
}

/// What [`wait_all`] came to.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Waited {
    /// Those that have ended, in the order in which it was found out.
    pub gone: Vec<Ended>,
    /// Those that were still there when the time was up, in the order given.
    pub alive: Vec<Process>,
}

/// Waits for many processes to end, all together that long at most, and says which have:
/// `psutil.wait_procs(procs, timeout=None, callback=None)`.
///
/// `each` is called for every process that has ended, soon after. What [`Process::wait`] says of one holds of each: children are
/// collected, whatever has started them, which [`wait_all_unreaped`] does not do.
///
/// There may be many more of them than descriptors are to be had: as many as fit are waited for, up to 512 and half the
/// limit, others move up as those end, and are looked at now and then meanwhile.
///
/// # Errors
///
/// If not even one descriptor is to be had; `Value` if the caller is among the processes.
///
/// ```
/// use ostler::process::{self, Child};
/// use std::time::Duration;
///
/// let (quick, slow) = (Child::spawn("true", [""; 0])?, Child::spawn("sleep", ["60"])?);
/// let both = [quick.process(), slow.process()];
/// let waited = process::wait_all(both, Some(Duration::from_millis(300)), |ended| {
///     println!("{} is gone", ended.pid());
/// })?;
/// assert_eq!(waited.gone[0].process(), quick.process());
/// assert_eq!(waited.alive, [slow.process()]);
/// # slow.kill()?;
/// # slow.wait(None)?;
/// # Ok::<(), ostler::Error>(())
/// ```
#[doc(alias = "wait_procs")]
pub fn wait_all(
    processes: impl IntoIterator<Item = Process>,
    timeout: Option<Duration>,
    each: impl FnMut(&Ended),
) -> Result<Waited> {
    wait_for(processes, Collect::Yes, timeout, each)
}

/// Waits for many processes to end as [`wait_all`] does, and reaps none of them: see [`Process::wait_unreaped`].
///
/// # Errors
///
/// As [`wait_all`].
///
/// # Platforms
///
/// On Windows the same as [`wait_all`].
///
/// ```
/// # #[cfg(unix)] {
/// use ostler::process::{Process, wait_all_unreaped};
///
/// let mut child = std::process::Command::new("sh").args(["-c", "exit 3"]).spawn()?;
/// let waited = wait_all_unreaped([Process::new(child.id() as i32)?], None, |_| ())?;
/// assert_eq!(waited.gone[0].exit_code(), Some(3));
/// assert_eq!(child.wait()?.code(), Some(3));
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn wait_all_unreaped(
    processes: impl IntoIterator<Item = Process>,
    timeout: Option<Duration>,
    each: impl FnMut(&Ended),
) -> Result<Waited> {
    wait_for(processes, Collect::No, timeout, each)
}

fn wait_for(
    processes: impl IntoIterator<Item = Process>,
    collect: Collect,
    timeout: Option<Duration>,
    mut each: impl FnMut(&Ended),
) -> Result<Waited> {
    let deadline = timeout.and_then(|timeout| Instant::now().checked_add(timeout));
    let mut watch = Watch::new(collect)?;
    for process in processes {
        not_oneself(process)?;
        watch.push(process);
    }
    let mut gone = Vec::new();
    watch.wait(deadline, &mut Native, |_, ended| {
        each(&ended);
        gone.push(ended);
        Ok(())
    })?;
    Ok(Waited { gone, alive: watch.alive().collect() })
}
