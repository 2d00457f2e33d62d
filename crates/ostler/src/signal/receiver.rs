//! [`Receiver`]: signals as something to wait for.

use std::time::Duration;

use ostler_sys::receiver as platform;

use super::Signal;
use crate::error::{Error, Result};

/// Receives signals, in the place of what they would do: a program takes them when it is ready, from any of its threads, and nothing
/// of it runs in a signal handler. Where it is dropped they do again what they did before.
///
/// It can be waited for beside other things: it is readable (Unix, `AsFd`) or signalled (Windows, `AsHandle`) while there is a signal
/// to take. A signal is received by one `Receiver` at a time.
///
/// **Unix.** System calls that a signal meets go on. Programs that are started meanwhile have the signals as they are by default, and
/// so has a child made by `fork`. The same signal again, before the first was taken, is received again, up to some thousands.
///
/// **Windows.** The events of the program's console: Ctrl-C is `SIGINT`, Ctrl-Break `SIGBREAK`. `SIGTERM` is received when the console is
/// closed, the user logs off or the machine shuts down: the system gives the program a few seconds then, and ends it.
///
/// ```
/// use std::time::Duration;
/// use ostler::signal::{Receiver, SIGINT, SIGTERM};
///
/// let stop = Receiver::new([SIGINT, SIGTERM])?;
/// let mut rounds = 0;
/// loop {
///     rounds += 1; // Some work.
/// #   #[cfg(unix)]
/// #   ostler::process::Process::current()?.send_signal(SIGTERM)?;
///     if let Some(signal) = stop.recv(Some(Duration::from_millis(5)))? {
///         println!("{signal} after {rounds} rounds");
///         break;
///     }
/// #   #[cfg(windows)]
/// #   break;
/// }
/// # Ok::<(), ostler::Error>(())
/// ```
#[derive(Debug)]
pub struct Receiver(platform::Receiver);

impl Receiver {
    /// Receives these signals from now on.
    ///
    /// # Errors
    ///
    /// `EBUSY` (on Windows `ERROR_BUSY`) if another `Receiver` receives one of them. `EINVAL` (on Windows `ERROR_INVALID_PARAMETER`)
    /// if one cannot be received: `SIGKILL`, `SIGSTOP`, faults such as `SIGSEGV`; on Windows all others than the three above.
    #[doc(alias = "signalfd")]
    #[doc(alias = "set_wakeup_fd")]
    #[doc(alias = "SetConsoleCtrlHandler")]
    pub fn new(signals: impl IntoIterator<Item = Signal>) -> Result<Self> {
        let numbers: Vec<i32> = signals.into_iter().map(Signal::raw).collect();
        platform::Receiver::new(&numbers).map(Self).map_err(Error::from)
    }

    /// The next signal: waits that long at most, for good without a time. `None` if none came.
    ///
    /// # Errors
    ///
    /// If the system refuses to wait, for want of memory for example.
    #[doc(alias = "sigwait")]
    #[doc(alias = "sigtimedwait")]
    pub fn recv(&self, timeout: Option<Duration>) -> Result<Option<Signal>> {
        Ok(self.0.next(timeout)?.map(Signal::from_raw))
    }

    /// The next signal, if it has come already.
    ///
    /// # Errors
    ///
    /// As [`recv`](Self::recv).
    pub fn try_recv(&self) -> Result<Option<Signal>> {
        self.recv(Some(Duration::ZERO))
    }
}

#[cfg(unix)]
impl std::os::fd::AsFd for Receiver {
    fn as_fd(&self) -> std::os::fd::BorrowedFd<'_> {
        self.0.as_fd()
    }
}

#[cfg(unix)]
impl std::os::fd::AsRawFd for Receiver {
    fn as_raw_fd(&self) -> std::os::fd::RawFd {
        std::os::fd::AsFd::as_fd(self).as_raw_fd()
    }
}

#[cfg(windows)]
impl std::os::windows::io::AsHandle for Receiver {
    fn as_handle(&self) -> std::os::windows::io::BorrowedHandle<'_> {
        self.0.as_handle()
    }
}

#[cfg(windows)]
impl std::os::windows::io::AsRawHandle for Receiver {
    fn as_raw_handle(&self) -> std::os::windows::io::RawHandle {
        std::os::windows::io::AsHandle::as_handle(self).as_raw_handle()
    }
}
