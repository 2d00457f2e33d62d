//! Signals to one process and no other.

use super::system::{self, KILL};
use crate::audit::{audit, events};
use crate::error::{Error, Result};
use crate::host::{Host, Native, raise};
use crate::process::Process;
use crate::process::error::Trouble;
use crate::process::identity::Held;
use crate::signal::{SIGTERM, Signal};

impl Process {
    /// Sends a signal to this process and no other: `psutil.Process.send_signal(sig)`, `pidfd_send_signal(2)`.
    ///
    /// It does as it is told, whatever the process is: [`is_protected`](super::is_protected) tells of the ones to be careful
    /// with. Signal number zero is not sent; the permission to is checked. Where the kernel gives no hold of a process
    /// ([`Binding::Checked`](crate::process::Binding)), the process is looked at right before the signal goes to its number.
    ///
    /// On Windows it does what `os.kill` does: `CTRL_C_EVENT` (0) and `CTRL_BREAK_EVENT` (1) go to the group that the process
    /// leads at this program's console, and are an error where it leads none; any other number ends the process, and is its exit
    /// code.
    ///
    /// # Errors
    ///
    /// [`ProcessLookup`](crate::ErrorKind::ProcessLookup) if the process is gone, whoever has its number by now;
    /// [`ZombieProcess`](crate::ErrorKind::ZombieProcess) if it has ended and waits to be collected, when no signal has an
    /// effect any more; [`PermissionDenied`](crate::ErrorKind::PermissionDenied) if it is somebody else's; `EINVAL` for a
    /// number that is no signal.
    ///
    /// # Audit
    ///
    /// `os.kill` with `pid`, `sig`.
    ///
    /// ```
    /// use ostler::{ErrorKind, process::Child, signal};
    ///
    /// let sleeper = Child::spawn("sleep", ["60"])?;
    /// let process = sleeper.process();
    /// process.send_signal(signal::SIGTERM)?;
    /// assert_eq!(process.wait(None)?.exit_code(), Some(-15));
    /// assert_eq!(process.send_signal(signal::SIGTERM).unwrap_err().kind(), ErrorKind::ProcessLookup);
    /// # Ok::<(), ostler::Error>(())
    /// ```
    pub fn send_signal(&self, signal: impl Into<Signal>) -> Result<()> {
        deliver(&Held::of(*self)?, signal.into())
    }

    /// Stops the process where it is, until it is told to go on: `SIGSTOP`, on Windows `NtSuspendProcess`;
    /// `psutil.Process.suspend()`.
    ///
    /// # Errors
    ///
    /// As [`send_signal`](Self::send_signal).
    ///
    /// # Audit
    ///
    /// As [`send_signal`](Self::send_signal); none on Windows.
    ///
    /// ```
    /// use ostler::process::Child;
    ///
    /// let sleeper = Child::spawn("sleep", ["60"])?;
    /// sleeper.process().suspend()?;
    /// sleeper.process().resume()?;
    /// # sleeper.process().kill()?;
    /// # sleeper.wait(None)?;
    /// # Ok::<(), ostler::Error>(())
    /// ```
    pub fn suspend(&self) -> Result<()> {
        system::suspend(&Held::of(*self)?)
    }

    /// Makes the process go on after a stop: `SIGCONT`, on Windows `NtResumeProcess`; `psutil.Process.resume()`.
    ///
    /// # Errors
    ///
    /// As [`send_signal`](Self::send_signal).
    ///
    /// # Audit
    ///
    /// As [`send_signal`](Self::send_signal).
    pub fn resume(&self) -> Result<()> {
        system::resume(&Held::of(*self)?)
    }

    /// Asks the process to end: `SIGTERM`, `psutil.Process.terminate()`. It may have other ideas;
    /// [`Stop`](crate::process::Stop) insists.
    ///
    /// On Windows nobody is asked: the process ends, with exit code 15. `Process::close` asks there.
    ///
    /// # Errors
    ///
    /// As [`send_signal`](Self::send_signal).
    ///
    /// # Audit
    ///
    /// As [`send_signal`](Self::send_signal).
    ///
    /// ```
    /// use ostler::process::Child;
    ///
    /// let sleeper = Child::spawn("sleep", ["60"])?;
    /// sleeper.process().terminate()?;
    /// assert_eq!(sleeper.wait(None)?.exit_code(), Some(-15));
    /// # Ok::<(), ostler::Error>(())
    /// ```
    pub fn terminate(&self) -> Result<()> {
        self.send_signal(SIGTERM)
    }

    /// Ends the process without its consent: [`KILL`](crate::process::KILL), `psutil.Process.kill()`.
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
}

/// Whether a process that is held has ended.
pub(crate) fn has_ended(held: &Held) -> Result<bool> {
    let pid = held.process().pid();
    held.has_ended().map_err(|code| Trouble::of(code, "looking at the state").about(pid))
}

/// Sends a signal to a process that is held and has not ended: the event, the signal, the error.
pub(super) fn deliver(held: &Held, signal: Signal) -> Result<()> {
    let pid = held.process().pid();
    if has_ended(held)? {
        audit!(events::Kill { pid, sig: signal });
        let trouble = match held.still_there() {
            Ok(true) => Trouble::Zombie,
            Ok(false) => Trouble::Gone,
            Err(code) => Trouble::of(code, "looking at the state"),
        };
        return Err(trouble.about(pid));
    }
    send_now(held, signal, &mut Native)
}

/// The same without a look at it: a zombie takes any signal.
pub(crate) fn send_now(held: &Held, signal: Signal, host: &mut dyn Host) -> Result<()> {
    let pid = held.process().pid();
    raise(host, events::Kill { pid, sig: signal })?;
    held.send_signal(signal).map_err(|code| Trouble::of(code, "sending a signal").about(pid))
}

/// That a process can be ended by force only.
pub(crate) fn no_way(pid: i32) -> Error {
    Trouble::NotImplemented { what: "asking to end, without a window or a console in common," }
        .about(pid)
}
