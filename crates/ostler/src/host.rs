//! Who a composite operation works for.

use crate::audit::events::{List, Named};
use crate::audit::{self, Arg};
use crate::errno::{self, Errno};
use crate::error::{Error, Result};

/// The program on whose behalf a composite (`makedirs`, `walk`, `spawn*` …) makes its calls.
///
/// A composite raises the events of its parts and may be interrupted between them. A Rust program wants its own hooks
/// asked and interrupted calls repeated: that is [`Native`]. A host language answers with its own hooks and its own
/// signal handlers, per call: no process-wide state stands in for it.
#[doc(hidden)]
pub trait Host {
    /// An event is about to happen; an error refuses it.
    fn audit(&mut self, name: &'static str, args: &[Arg<'_>]) -> Result<()>;

    /// Raises an event of this library: see [`events`](crate::audit::events).
    #[inline]
    fn raise<'a, E: Named>(&mut self, event: E) -> Result<()>
    where
        E::Arguments: List<'a>,
        Self: Sized,
    {
        event.arguments().with(|args| self.audit(E::NAME, args))
    }

    /// A call was interrupted by a signal; an error ends the operation, otherwise the call is repeated.
    fn interrupted(&mut self) -> Result<()>;

    /// Makes a call that may wait: a host may let the rest of its program run meanwhile. The call does not ask the host.
    #[inline]
    fn aside<T: Send>(&mut self, call: impl FnOnce() -> T + Send) -> T
    where
        Self: Sized,
    {
        call()
    }

    /// Makes a call until it is not interrupted.
    fn retry<T, E: Code>(&mut self, mut call: impl FnMut() -> Result<T, E>) -> Result<T>
    where
        Self: Sized,
    {
        loop {
            match call() {
                Err(code) if code.is_interruption() => self.interrupted()?,
                other => return other.map_err(Into::into),
            }
        }
    }
}

/// Raises an event for a host whose type is not known. For others there is [`Host::raise`].
#[cfg(all(feature = "process", any(linux_kernel, windows)))]
pub(crate) fn raise<'a, E: Named>(host: &mut dyn Host, event: E) -> Result<()>
where
    E::Arguments: List<'a>,
{
    event.arguments().with(|args| host.audit(E::NAME, args))
}

/// What a system call answers that fails: an error number, or a code of Win32.
#[doc(hidden)]
pub trait Code: Copy + Into<Error> {
    /// Whether a signal came in between, and the call is to be repeated.
    fn is_interruption(self) -> bool;

    /// The number it is or stands for.
    fn errno(self) -> Errno;
}

impl Code for Errno {
    #[inline]
    fn is_interruption(self) -> bool {
        self == errno::EINTR
    }

    #[inline]
    fn errno(self) -> Errno {
        self
    }
}

/// Nothing interrupts calls of Win32.
#[cfg(windows)]
impl Code for errno::WinError {
    fn is_interruption(self) -> bool {
        false
    }

    fn errno(self) -> Errno {
        Self::errno(self)
    }
}

/// A Rust program: this crate's audit hooks, and interrupted calls are repeated.
#[doc(hidden)]
#[derive(Clone, Copy, Default, Debug)]
pub struct Native;

impl Host for Native {
    #[inline]
    fn audit(&mut self, name: &'static str, args: &[Arg<'_>]) -> Result<()> {
        audit::raise(name, args)
    }

    #[inline]
    fn interrupted(&mut self) -> Result<()> {
        Ok(())
    }
}

/// Makes a call until it is not interrupted by a signal (PEP 475).
#[inline]
pub(crate) fn retry<T, E: Code>(mut call: impl FnMut() -> Result<T, E>) -> Result<T, E> {
    loop {
        match call() {
            Err(code) if code.is_interruption() => {}
            other => return other,
        }
    }
}
