//! Splitting this process in two.

use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};

use ostler_sys as sys;

use crate::audit::{audit, events};
use crate::errno::Errno;
use crate::error::Result;
use crate::fd::OwnedFd;
use crate::host::retry;

/// Splits the process in two: `os.fork()`, `fork(2)`. Zero in the child, the child's process id in the parent.
///
/// What [`register_at_fork`] registered is called around the split.
///
/// # Safety
///
/// The child has one thread, the caller's. What other threads held at that moment (the allocator's lock, the lock of
/// standard output, one of yours) stays held in the child for ever. Unless the process has only one thread, the child may
/// do no more than a signal handler may (`signal-safety(7)`) until it executes a program or calls [`_exit`](super::_exit):
/// not allocate, not print, not panic. The hooks are bound by the same, and so is how it executes a program: the `exec`
/// functions of this module allocate. [`posix_spawn`](super::posix_spawn) is the safe way to a child with a program of its
/// own.
///
/// # Errors
///
/// `EAGAIN` at a limit of processes, `ENOMEM`.
///
/// # Audit
///
/// `os.fork` without arguments.
///
/// ```
/// use ostler::os;
/// // SAFETY: the child only exits.
/// match unsafe { os::fork() }? {
///     0 => os::_exit(os::EX_TEMPFAIL),
///     pid => {
///         let (_, status) = os::waitpid(pid, os::WaitOptions::empty())?;
///         assert_eq!(os::waitstatus_to_exitcode(status)?, os::EX_TEMPFAIL);
///     }
/// }
/// # Ok::<(), ostler::Error>(())
/// ```
#[allow(unsafe_code)]
pub unsafe fn fork() -> Result<i32> {
    audit!(events::Fork {});
    // SAFETY: the caller keeps the rules of `fork`.
    with_hooks(|| unsafe { sys::processes::fork() }, |&pid| pid == 0)
}

/// [`fork`] with a new terminal for the child: `os.forkpty()`, `forkpty(3)`.
///
/// The child leads a session of its own; the terminal is its standard input, output and error. The parent gets the
/// child's process id and the terminal's other side (not inheritable), the child gets zero and `None`.
///
/// # Safety
///
/// As [`fork`].
///
/// # Errors
///
/// As [`fork`]; `EAGAIN` also if there are no more terminals.
///
/// # Audit
///
/// `os.forkpty` without arguments.
///
/// ```
/// use ostler::os;
/// // SAFETY: the child only asks about its terminal and exits.
/// let (pid, terminal) = unsafe { os::forkpty() }?;
/// if pid == 0 {
///     os::_exit(i32::from(unsafe { libc::isatty(1) } != 1));
/// }
/// assert!(terminal.is_some());
/// assert!(os::waitpid(pid, os::WaitOptions::empty())?.1.success());
/// # Ok::<(), ostler::Error>(())
/// ```
#[allow(unsafe_code)]
pub unsafe fn forkpty() -> Result<(i32, Option<OwnedFd>)> {
    audit!(events::Forkpty {});
    // SAFETY: the caller keeps the rules of `fork`.
    with_hooks(|| unsafe { sys::processes::forkpty() }, |&(pid, _)| pid == 0)
}

type Hook = Box<dyn Fn() + Send + Sync>;

/// What to call around a fork, for [`register_at_fork`].
#[derive(Default)]
pub struct AtFork {
    before: Option<Hook>,
    after_in_parent: Option<Hook>,
    after_in_child: Option<Hook>,
}

impl AtFork {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Called in the parent before it forks.
    #[must_use]
    pub fn before(self, hook: impl Fn() + Send + Sync + 'static) -> Self {
        Self { before: Some(Box::new(hook)), ..self }
    }

    /// Called in the parent after it has forked, or failed to.
    #[must_use]
    pub fn after_in_parent(self, hook: impl Fn() + Send + Sync + 'static) -> Self {
        Self { after_in_parent: Some(Box::new(hook)), ..self }
    }

    /// Called in the child, under the rules of [`fork`].
    #[must_use]
    pub fn after_in_child(self, hook: impl Fn() + Send + Sync + 'static) -> Self {
        Self { after_in_child: Some(Box::new(hook)), ..self }
    }
}

impl fmt::Debug for AtFork {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AtFork")
            .field("before", &self.before.is_some())
            .field("after_in_parent", &self.after_in_parent.is_some())
            .field("after_in_child", &self.after_in_child.is_some())
            .finish()
    }
}

static HOOKS: Mutex<Vec<&'static AtFork>> = Mutex::new(Vec::new());

fn hooks() -> MutexGuard<'static, Vec<&'static AtFork>> {
    HOOKS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Registers what to call around every later [`fork`] and [`forkpty`] of this crate:
/// `os.register_at_fork(*, before=None, after_in_parent=None, after_in_child=None)`.
///
/// What is to happen before comes in the reverse order of registration, what is to happen after in that order. Children
/// that only execute a program (`posix_spawn`, `spawn*`, `popen`, `system`) call none of it. There is no way back.
///
/// ```
/// use ostler::os::{self, AtFork};
/// use std::sync::atomic::{AtomicU32, Ordering};
///
/// static FORKS: AtomicU32 = AtomicU32::new(0);
/// os::register_at_fork(AtFork::new().before(|| {
///     FORKS.fetch_add(1, Ordering::Relaxed);
/// }));
///
/// // SAFETY: the child only exits.
/// let pid = unsafe { os::fork() }?;
/// if pid == 0 {
///     os::_exit(0);
/// }
/// os::waitpid(pid, os::WaitOptions::empty())?;
/// assert_eq!(FORKS.load(Ordering::Relaxed), 1);
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn register_at_fork(at_fork: AtFork) {
    // Hooks live as long as the process: leaking them lets each fork call them without the lock held.
    hooks().push(Box::leak(Box::new(at_fork)));
}

/// Forks, and calls the hooks around it.
fn with_hooks<T>(
    split: impl FnMut() -> Result<T, Errno>,
    in_child: impl FnOnce(&T) -> bool,
) -> Result<T> {
    let around = hooks().clone();
    around.iter().rev().filter_map(|at| at.before.as_ref()).for_each(|hook| hook());

    // Held across the split, the lock is this thread's to release on both sides; any other's would stay locked.
    let guard = hooks();
    let result = retry(split);
    drop(guard);

    let child = result.as_ref().is_ok_and(in_child);
    let after = |at: &&'static AtFork| {
        if child { at.after_in_child.as_ref() } else { at.after_in_parent.as_ref() }
    };
    around.iter().filter_map(after).for_each(|hook| hook());
    if child {
        // Giving memory back is not for a child that may have lost the allocator's lock.
        std::mem::forget(around);
    }
    Ok(result?)
}
