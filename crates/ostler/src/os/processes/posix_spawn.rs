//! Children with programs of their own.

use std::ffi::OsStr;
use std::path::Path;

use ostler_sys::processes::{SignalSet, Spawn, Strings};

use super::image::{ChildEnv, check_name, pointers, with_event};
use crate::audit::{Arg, events};
use crate::errno::{self, Errno};
use crate::error::{Error, OrPath as _, Result};
use crate::fd::{BorrowedFd, RawFd};
use crate::host::{Host, Native};
use crate::os::at::with_path;
use crate::os::{OpenFlags, SchedPolicy};
use crate::signal::Signal;

codes! {
    /// The kinds of [`FileAction`], by their numbers in the reference.
    pub struct FileActionKind: i32 {
        /// [`FileAction::Open`].
        POSIX_SPAWN_OPEN = 0;
        /// [`FileAction::Close`].
        POSIX_SPAWN_CLOSE = 1;
        /// [`FileAction::Dup2`] and [`FileAction::Dup2InChild`].
        POSIX_SPAWN_DUP2 = 2;
        /// [`FileAction::CloseFrom`].
        POSIX_SPAWN_CLOSEFROM = 3;
    }
}

/// Something done to the descriptors of a child before its program starts. The actions are done in their order.
///
/// A number is one of the child's. What the child gets of this process is borrowed, so no safe program can hand on a file
/// that belongs to another part of it ([I/O safety](std::io#io-safety)).
///
/// ```
/// use ostler::os::{self, FileAction, SpawnAttrs};
/// use std::os::fd::AsFd;
///
/// // As in a shell: `>log 2>&1 <&listing`
/// let listing = std::fs::File::open("/etc/passwd")?;
/// let log = tempfile::NamedTempFile::new()?;
/// let actions = [
///     FileAction::Open { fd: 1, path: log.path(), flags: os::O_WRONLY, mode: 0 },
///     FileAction::Dup2InChild { fd: 1, newfd: 2 },
///     FileAction::Dup2 { fd: listing.as_fd(), newfd: 0 },
/// ];
/// let attrs = SpawnAttrs { file_actions: &actions, ..SpawnAttrs::default() };
/// let pid = os::posix_spawn_with("/bin/cat", ["cat"], os::INHERIT, &attrs)?;
/// assert!(os::waitpid(pid, os::WaitOptions::empty())?.1.success());
/// assert_eq!(std::fs::read(log.path())?, std::fs::read("/etc/passwd")?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum FileAction<'a> {
    /// Opens a file as the descriptor `fd`.
    Open {
        /// The number the file gets.
        fd: RawFd,
        /// The file.
        path: &'a Path,
        /// As for [`open`](crate::os::open). The child keeps the file open unless told [`O_CLOEXEC`](crate::os::O_CLOEXEC).
        flags: OpenFlags,
        /// Of a file that is made, less the umask.
        mode: u32,
    },
    /// Closes the descriptor `fd`. It is no error if that is not open.
    Close {
        /// The number.
        fd: RawFd,
    },
    /// Makes `newfd` the same file as `fd` of this process, and inheritable. With the number of `fd` itself, that becomes
    /// inheritable.
    Dup2 {
        /// What to copy.
        fd: BorrowedFd<'a>,
        /// The number the copy gets.
        newfd: RawFd,
    },
    /// Makes `newfd` the same file as `fd` of the child, and inheritable: `2>&1`. `fd` is a standard stream, or a number that
    /// an action before gave the child; any other is `EBADF`.
    Dup2InChild {
        /// The number to copy.
        fd: RawFd,
        /// The number the copy gets.
        newfd: RawFd,
    },
    /// Closes `fd` and every descriptor above. glibc 2.34 has this, musl and macOS have not: `NotImplemented`.
    CloseFrom {
        /// The lowest number.
        fd: RawFd,
    },
}

impl FileAction<'_> {
    /// Which kind it is.
    pub const fn kind(&self) -> FileActionKind {
        match self {
            Self::Open { .. } => POSIX_SPAWN_OPEN,
            Self::Close { .. } => POSIX_SPAWN_CLOSE,
            Self::Dup2 { .. } | Self::Dup2InChild { .. } => POSIX_SPAWN_DUP2,
            Self::CloseFrom { .. } => POSIX_SPAWN_CLOSEFROM,
        }
    }
}

/// How a child of [`posix_spawn_with`] differs from its parent: the keyword arguments of the reference.
///
/// ```
/// use ostler::os::{self, FileAction, SpawnAttrs};
///
/// let quiet = FileAction::Open { fd: 1, path: "/dev/null".as_ref(), flags: os::O_WRONLY, mode: 0 };
/// let attrs = SpawnAttrs { file_actions: &[quiet], setsid: true, ..SpawnAttrs::default() };
/// let pid = os::posix_spawn_with("/bin/ls", ["ls"], os::INHERIT, &attrs)?;
/// assert!(os::waitpid(pid, os::WaitOptions::empty())?.1.success());
/// # Ok::<(), ostler::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct SpawnAttrs<'a> {
    /// Done to the child's descriptors, in this order.
    pub file_actions: &'a [FileAction<'a>],
    /// The process group the child joins; zero for one of its own.
    pub setpgroup: Option<i32>,
    /// The effective user and group become the real ones.
    pub resetids: bool,
    /// The child leads a session of its own.
    pub setsid: bool,
    /// The signals that are blocked in the child; otherwise the same as in its parent.
    pub setsigmask: Option<&'a [Signal]>,
    /// The signals that have their default effect in the child, although its parent ignores them.
    ///
    /// (Those the parent catches have it anyway. A Rust program ignores `SIGPIPE` unless told otherwise.)
    pub setsigdef: &'a [Signal],
    /// The scheduling policy (`SCHED_…`), if it is to change, and the priority within it. glibc takes `SCHED_OTHER`,
    /// `SCHED_FIFO` and `SCHED_RR`; macOS and musl have no such thing: `NotImplemented`.
    pub scheduler: Option<(Option<SchedPolicy>, i32)>,
}

impl SpawnAttrs<'_> {
    /// As the C library has it.
    fn prepare(&self, function: &str) -> Result<Spawn> {
        let offered = |what: &str, result: Result<(), Errno>| match result {
            Err(errno::ENOSYS) => {
                let message = format!("{function}: {what} unavailable on this platform");
                Err(Error::not_implemented(message))
            }
            other => Ok(other?),
        };
        let mut spawn = Spawn::new()?;
        for action in self.file_actions {
            match *action {
                FileAction::Open { fd, path, flags, mode } => {
                    with_path(path, |path| spawn.open(fd, path, flags.bits(), mode))?;
                }
                FileAction::Close { fd } => spawn.close(fd)?,
                FileAction::Dup2 { fd, newfd } => spawn.dup2(fd.into(), newfd)?,
                FileAction::Dup2InChild { fd, newfd } => spawn.dup2_in_child(fd, newfd)?,
                FileAction::CloseFrom { fd } => {
                    offered("POSIX_SPAWN_CLOSEFROM", spawn.close_from(fd))?;
                }
            }
        }
        if let Some(pgid) = self.setpgroup {
            spawn.process_group(pgid)?;
        }
        if self.resetids {
            spawn.reset_ids();
        }
        if self.setsid {
            offered("setsid", spawn.new_session())?;
        }
        if let Some(signals) = self.setsigmask {
            spawn.signal_mask(&signal_set(signals)?)?;
        }
        if !self.setsigdef.is_empty() {
            spawn.default_signals(&signal_set(self.setsigdef)?)?;
        }
        if let Some((policy, priority)) = self.scheduler {
            offered("scheduler", spawn.scheduler(policy.map(SchedPolicy::raw), priority))?;
        }
        Ok(spawn)
    }
}

fn signal_set(signals: &[Signal]) -> Result<SignalSet> {
    let mut set = SignalSet::empty();
    for signal in signals {
        let refused = |_| Error::value(format!("signal number {} out of range", signal.raw()));
        set.add(signal.raw()).map_err(refused)?;
    }
    Ok(set)
}

/// Starts a program in a new process, and tells its process id: `os.posix_spawn(path, argv, env)`, `posix_spawn(3)`.
///
/// The child has the inheritable descriptors of its parent and no others. [`posix_spawn_with`] says more about it.
///
/// `env` is `Some` of the environment or [`INHERIT`](super::INHERIT).
///
/// # Errors
///
/// As [`execve`](super::execve), and there is no child then.
///
/// # Audit
///
/// `os.posix_spawn` with `path`, `argv`, `env`.
///
/// ```
/// use ostler::os;
/// let pid = os::posix_spawn("/bin/sh", ["sh", "-c", "exit $CODE"], Some([("CODE", "7")]))?;
/// assert_eq!(os::waitpid(pid, os::WaitOptions::empty())?.1.code(), Some(7));
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn posix_spawn<A, K, V>(
    path: impl AsRef<Path>,
    argv: impl IntoIterator<Item = A>,
    env: Option<impl IntoIterator<Item = (K, V)>>,
) -> Result<i32>
where
    A: AsRef<OsStr>,
    K: AsRef<OsStr>,
    V: AsRef<OsStr>,
{
    posix_spawn_with(path, argv, env, &SpawnAttrs::default())
}

/// [`posix_spawn`] of a child that differs from its parent: `os.posix_spawn(path, argv, env, *, file_actions=None,
/// setpgroup=None, resetids=False, setsid=False, setsigmask=(), setsigdef=(), scheduler=None)`.
///
/// # Errors
///
/// As [`posix_spawn`], and those of the actions; `Value` for a signal that is none, `NotImplemented` for what this
/// system's library cannot do.
///
/// # Audit
///
/// As [`posix_spawn`].
///
/// ```
/// use ostler::os::{self, FileAction, SpawnAttrs};
/// use std::io::Read;
/// use std::os::fd::AsFd;
///
/// let (mut read, write) = std::io::pipe()?;
/// let output = FileAction::Dup2 { fd: write.as_fd(), newfd: 1 };
/// let attrs = SpawnAttrs { file_actions: &[output], ..SpawnAttrs::default() };
/// let pid = os::posix_spawn_with("/bin/echo", ["echo", "hello"], os::INHERIT, &attrs)?;
/// drop(write);
///
/// let mut text = String::new();
/// read.read_to_string(&mut text)?;
/// assert_eq!(text, "hello\n");
/// # os::waitpid(pid, os::WaitOptions::empty())?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn posix_spawn_with<A, K, V>(
    path: impl AsRef<Path>,
    argv: impl IntoIterator<Item = A>,
    env: Option<impl IntoIterator<Item = (K, V)>>,
    attrs: &SpawnAttrs<'_>,
) -> Result<i32>
where
    A: AsRef<OsStr>,
    K: AsRef<OsStr>,
    V: AsRef<OsStr>,
{
    let argv = argv.into_iter().collect();
    let mut spawn = attrs.prepare("posix_spawn")?;
    spawn_program(&mut Native, path.as_ref(), &argv, &ChildEnv::new(env), &mut spawn, Lookup::Path)
}

/// [`posix_spawn`] of a program that is looked for along this process's `PATH`: `os.posix_spawnp(path, argv, env)`,
/// `posix_spawnp(3)`.
///
/// # Errors
///
/// As [`posix_spawn`].
///
/// # Audit
///
/// `os.posix_spawn` with `path`, `argv`, `env`.
///
/// ```
/// use ostler::os;
/// let pid = os::posix_spawnp("true", ["true"], os::INHERIT)?;
/// assert!(os::waitpid(pid, os::WaitOptions::empty())?.1.success());
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn posix_spawnp<A, K, V>(
    path: impl AsRef<Path>,
    argv: impl IntoIterator<Item = A>,
    env: Option<impl IntoIterator<Item = (K, V)>>,
) -> Result<i32>
where
    A: AsRef<OsStr>,
    K: AsRef<OsStr>,
    V: AsRef<OsStr>,
{
    posix_spawnp_with(path, argv, env, &SpawnAttrs::default())
}

/// [`posix_spawnp`] of a child that differs from its parent, as [`posix_spawn_with`].
///
/// # Errors
///
/// As [`posix_spawn_with`].
///
/// # Audit
///
/// As [`posix_spawnp`].
///
/// ```
/// use ostler::os::{self, SpawnAttrs};
/// let attrs = SpawnAttrs { setpgroup: Some(0), ..SpawnAttrs::default() };
/// let pid = os::posix_spawnp_with("true", ["true"], os::INHERIT, &attrs)?;
/// assert!(os::waitpid(pid, os::WaitOptions::empty())?.1.success());
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn posix_spawnp_with<A, K, V>(
    path: impl AsRef<Path>,
    argv: impl IntoIterator<Item = A>,
    env: Option<impl IntoIterator<Item = (K, V)>>,
    attrs: &SpawnAttrs<'_>,
) -> Result<i32>
where
    A: AsRef<OsStr>,
    K: AsRef<OsStr>,
    V: AsRef<OsStr>,
{
    let argv = argv.into_iter().collect();
    let mut spawn = attrs.prepare("posix_spawnp")?;
    spawn_program(
        &mut Native,
        path.as_ref(),
        &argv,
        &ChildEnv::new(env),
        &mut spawn,
        Lookup::Search,
    )
}

/// How a program is found.
#[derive(Clone, Copy)]
pub(super) enum Lookup {
    Path,
    Search,
}

/// `posix_spawn` in the public manner: the event, the interruptions, the path.
pub(super) fn spawn_program<H: Host>(
    host: &mut H,
    path: &Path,
    args: &Strings,
    env: &ChildEnv,
    spawn: &mut Spawn,
    lookup: Lookup,
) -> Result<i32> {
    check_name("posix_spawn", args)?;
    let (argv, envp) = (pointers(args)?, env.pointers()?);
    with_path(path, |name| {
        with_event(Arg::Path(path), args, env, |[path, argv, env]| {
            host.raise(events::PosixSpawn { path, argv, env })
        })?;
        host.retry(|| match lookup {
            Lookup::Path => spawn.spawn(name, &argv, &envp),
            Lookup::Search => spawn.spawnp(name, &argv, &envp),
        })
    })
    .or_path(path)
}
