//! Children: programs that this one starts.

#[cfg(linux_kernel)]
mod linux;
mod spawn;
mod table;
#[cfg(windows)]
mod windows;

#[cfg(linux_kernel)]
use linux as system;
#[cfg(windows)]
use windows as system;

pub use spawn::{Spawn, Stdio};
pub(crate) use system::{Shared, known};
pub(crate) use table::find;

use std::ffi::OsStr;
use std::fmt;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use super::control::{Ended, KILL, parent};
use super::{Handle, Process, Report, Stop};
use crate::error::{ErrorKind, Result};
use crate::fd::OwnedFd;
use crate::os::WaitStatus;
use crate::signal::{SIGTERM, Signal};

/// A program that this one has started, in a process of its own: what `multiprocessing.Process` and `subprocess.Popen` are to
/// the processes they start.
///
/// A child that has ended stays a zombie until it is collected, which [`wait`](Self::wait), [`poll`](Self::poll) and whatever
/// waits for its [`process`](Self::process) do. How it ended is kept, whoever asks first.
///
/// Dropping this value neither ends the child nor waits for it. Children dropped that way are collected by and by: when the
/// next is started, and by [`active_children`].
///
/// ```
/// use ostler::process::Child;
/// use std::time::Duration;
///
/// let child = Child::spawn("sh", ["-c", "exit 3"])?;
/// assert_eq!(child.wait(Some(Duration::from_secs(10)))?.exit_code(), Some(3));
/// assert_eq!(child.returncode(), Some(3));
/// # Ok::<(), ostler::Error>(())
/// ```
pub struct Child {
    shared: Arc<Shared>,
    /// This program's end of the child's standard input, where that is [`Stdio::Pipe`].
    pub stdin: Option<OwnedFd>,
    /// This program's end of the child's standard output, where that is [`Stdio::Pipe`].
    pub stdout: Option<OwnedFd>,
    /// This program's end of the child's standard error, where that is [`Stdio::Pipe`].
    pub stderr: Option<OwnedFd>,
}

impl Child {
    /// Starts a program, which is looked for along `PATH`, with these arguments after its name. [`Spawn`] says more about it.
    ///
    /// # Errors
    ///
    /// As [`Spawn::start`].
    ///
    /// # Audit
    ///
    /// As [`Spawn::start`].
    pub fn spawn<A: AsRef<OsStr>>(
        program: impl AsRef<Path>,
        args: impl IntoIterator<Item = A>,
    ) -> Result<Self> {
        Spawn::new(program).args(args).start()
    }

    pub(crate) fn new(shared: Arc<Shared>, [stdin, stdout, stderr]: [Option<OwnedFd>; 3]) -> Self {
        Self { shared, stdin, stdout, stderr }
    }

    /// The number of the process.
    pub fn pid(&self) -> i32 {
        self.process().pid()
    }

    /// The process: what there is to know of it, and what else there is to do with it.
    pub fn process(&self) -> Process {
        self.shared.process()
    }

    /// What it is held by, so that its end can be waited for beside other things: [`Handle`] has an example. There is one of a child
    /// that has ended, too, as long as it was not collected.
    ///
    /// # Errors
    ///
    /// As [`Process::handle`].
    pub fn handle(&self) -> Result<Handle> {
        self.shared.handle()
    }

    /// Waits for the child to end, that long at most, and collects it: `subprocess.Popen.wait(timeout)`,
    /// `multiprocessing.Process.join(timeout)`. Once it has ended, the answer is always the same.
    ///
    /// # Errors
    ///
    /// [`TimedOut`](ErrorKind::TimedOut) if it is still there when the time is up.
    ///
    /// ```
    /// use ostler::{ErrorKind, process::Child};
    /// use std::time::Duration;
    ///
    /// let child = Child::spawn("sleep", ["60"])?;
    /// let early = child.wait(Some(Duration::from_millis(10))).unwrap_err();
    /// assert_eq!(early.kind(), ErrorKind::TimedOut);
    /// child.kill()?;
    /// assert_eq!(child.wait(None)?.exit_code(), Some(-9));
    /// # Ok::<(), ostler::Error>(())
    /// ```
    #[doc(alias = "join")]
    pub fn wait(&self, timeout: Option<Duration>) -> Result<Ended> {
        self.process().wait(timeout)
    }

    /// How the child ended, if it has, which collects it: `subprocess.Popen.poll()`.
    ///
    /// # Errors
    ///
    /// If the system does not say, for want of a descriptor for example.
    ///
    /// ```
    /// use ostler::process::Child;
    ///
    /// let child = Child::spawn("sleep", ["60"])?;
    /// assert!(child.poll()?.is_none());
    /// child.terminate()?;
    /// child.wait(None)?;
    /// assert_eq!(child.poll()?.and_then(|end| end.exit_code()), Some(-15));
    /// # Ok::<(), ostler::Error>(())
    /// ```
    pub fn poll(&self) -> Result<Option<Ended>> {
        match self.process().wait(Some(Duration::ZERO)) {
            Ok(ended) => Ok(Some(ended)),
            Err(error) if error.kind() == ErrorKind::TimedOut => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Whether it has not ended yet: `multiprocessing.Process.is_alive()`.
    ///
    /// # Errors
    ///
    /// As [`poll`](Self::poll).
    pub fn is_alive(&self) -> Result<bool> {
        Ok(self.poll()?.is_none())
    }

    /// How it ended, if that has been found out already: nothing is asked.
    pub fn status(&self) -> Option<WaitStatus> {
        self.shared.known().flatten()
    }

    /// What it exited with, or the negated number of the signal that ended it, if that has been found out already:
    /// `subprocess.Popen.returncode`, `multiprocessing.Process.exitcode`.
    #[doc(alias = "exitcode")]
    pub fn returncode(&self) -> Option<i32> {
        self.status().and_then(super::control::exit_code)
    }

    /// Sends it a signal; nothing happens if it has ended: `subprocess.Popen.send_signal(signal)`.
    ///
    /// # Errors
    ///
    /// [`PermissionDenied`](ErrorKind::PermissionDenied) if it has become somebody else's, `EINVAL` for a number that is no
    /// signal.
    ///
    /// # Audit
    ///
    /// `os.kill` with `pid`, `sig`.
    pub fn send_signal(&self, signal: impl Into<Signal>) -> Result<()> {
        match self.process().send_signal(signal) {
            Err(error)
                if matches!(error.kind(), ErrorKind::ProcessLookup | ErrorKind::ZombieProcess) =>
            {
                Ok(())
            }
            sent => sent,
        }
    }

    /// Asks it to end: `SIGTERM`.
    ///
    /// # Errors
    ///
    /// As [`send_signal`](Self::send_signal).
    ///
    /// # Audit
    ///
    /// As [`send_signal`](Self::send_signal).
    pub fn terminate(&self) -> Result<()> {
        self.send_signal(SIGTERM)
    }

    /// Ends it without its consent: `SIGKILL`.
    ///
    /// # Errors
    ///
    /// As [`send_signal`](Self::send_signal).
    ///
    /// # Audit
    ///
    /// As [`send_signal`](Self::send_signal).
    pub fn kill(&self) -> Result<()> {
        self.send_signal(KILL)
    }

    /// Stops it and all its descendants, as [`Stop::tree`]. Of a child started [contained](Spawn::contained), or on Linux in a
    /// control group (`Spawn::cgroup`) of its own, none escapes, also where the child itself has ended; where that cannot be made
    /// sure of the report has a [doubt](super::Doubt).
    ///
    /// # Errors
    ///
    /// As [`Stop::tree`].
    ///
    /// # Audit
    ///
    /// As [`Stop::tree`].
    ///
    /// ```
    /// use ostler::process::{Spawn, Stop};
    ///
    /// let child = Spawn::new("sh").args(["-c", "sleep 60 & sleep 60"]).contained().start()?;
    /// # std::thread::sleep(std::time::Duration::from_millis(100));
    /// let report = child.stop_tree(&Stop::new())?;
    /// assert!(report.is_complete());
    /// assert_eq!(child.wait(None)?.exit_code(), Some(-15));
    /// # Ok::<(), ostler::Error>(())
    /// ```
    pub fn stop_tree(&self, stop: &Stop<'_>) -> Result<Report> {
        stop.tree_of(&self.shared)
    }
}

impl fmt::Debug for Child {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Child")
            .field("process", &self.process())
            .field("returncode", &self.returncode())
            .finish_non_exhaustive()
    }
}

/// The processes that [`Child`] has started in this program and that have not ended, in the order of their start:
/// `multiprocessing.active_children()`. Those that have ended are collected.
///
/// # Errors
///
/// If the system does not say, for want of a descriptor for example.
///
/// ```
/// use ostler::process::{self, Child};
///
/// let child = Child::spawn("sleep", ["60"])?;
/// assert!(process::active_children()?.contains(&child.process()));
/// child.kill()?;
/// child.wait(None)?;
/// assert!(!process::active_children()?.contains(&child.process()));
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn active_children() -> Result<Vec<Process>> {
    table::active()
}

/// The process that started this one, or that it fell to: `multiprocessing.parent_process()`, for any program. `None` where
/// it is out of sight, in a container for example.
///
/// # Errors
///
/// If the system does not say, for want of a descriptor for example.
///
/// ```
/// let parent = ostler::process::parent_process()?;
/// assert_eq!(parent.map(|parent| parent.pid()), Some(ostler::os::getppid()));
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn parent_process() -> Result<Option<Process>> {
    parent(Process::current()?)
}
