//! Running programs the old way, which gives handles.

use std::ffi::OsStr;
use std::os::windows::io::AsHandle as _;
use std::os::windows::io::{BorrowedHandle, FromRawHandle as _, OwnedHandle, RawHandle};
use std::path::Path;

use ostler_sys as sys;
use ostler_sys::c;
use ostler_sys::processes::Strings;

use super::SpawnMode;
use crate::audit::{Arg, events};
use crate::error::{Error, OrPath as _, Result};
use crate::host::{Host, Native};
use crate::os::at::with_path;
use crate::os::processes::image::{ChildEnv, check_name, pointers, with_event};

/// What became of a program that [`spawnv`] or one of its kin has run.
#[derive(Debug)]
pub enum Spawned {
    /// It has ended with this exit code: [`P_WAIT`](super::P_WAIT).
    Ended(i32),
    /// It goes on, and this is a handle of it: [`P_NOWAIT`](super::P_NOWAIT), [`P_NOWAITO`](super::P_NOWAITO).
    Running(OwnedHandle),
    /// It goes on by itself: [`P_DETACH`](super::P_DETACH).
    Detached,
}

impl Spawned {
    /// The exit code of what has ended.
    pub const fn code(&self) -> Option<i32> {
        match self {
            Self::Ended(code) => Some(*code),
            _ => None,
        }
    }

    /// The handle of what goes on.
    pub fn handle(&self) -> Option<BorrowedHandle<'_>> {
        match self {
            Self::Running(handle) => Some(handle.as_handle()),
            _ => None,
        }
    }

    /// The handle of what goes on, for [`waitpid`](crate::os::waitpid).
    pub fn into_handle(self) -> Option<OwnedHandle> {
        match self {
            Self::Running(handle) => Some(handle),
            _ => None,
        }
    }

    /// The process id of what goes on, for [`kill`](crate::os::kill): `GetProcessId`.
    pub fn pid(&self) -> Option<u32> {
        sys::processes::process_id(self.handle()?).ok()
    }
}

/// Runs a program in a new process: `os.spawnv(mode, path, args)`, `_wspawnv`.
///
/// With [`P_WAIT`](super::P_WAIT) the result is its exit code, with [`P_NOWAIT`](super::P_NOWAIT) a handle (the reference's
/// "process id"), to be waited for by [`waitpid`](crate::os::waitpid). The program is `path`, with `.com`, `.exe`, `.bat` or
/// `.cmd` behind it if it is without; it is not looked for along `PATH`. It gets the inheritable handles, and the numbers of
/// those descriptors that [`dup2`](crate::os::dup2) has made inheritable.
///
/// **Arguments are not quoted.** The runtime puts them one behind the other with blanks between them, and the program
/// splits that line again: an argument with a blank in it arrives as two, and one with quotation marks without them.
/// [`std::process::Command`] quotes.
///
/// # Errors
///
/// `FileNotFound`; `PermissionDenied`, for a directory too; `ENOEXEC` for what is no program; `E2BIG`; `Value` for no
/// arguments or an empty first one, for a NUL in one of them, and for a mode that is none of the five.
///
/// # Audit
///
/// `os.spawn` with `mode`, `path`, `args`, `env` (`None`).
///
/// ```no_run
/// use ostler::os;
/// let shell = r"C:\Windows\System32\cmd.exe";
/// assert_eq!(os::spawnv(os::P_WAIT, shell, ["cmd", "/c", "exit", "3"])?.code(), Some(3));
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn spawnv<A: AsRef<OsStr>>(
    mode: SpawnMode,
    path: impl AsRef<Path>,
    args: impl IntoIterator<Item = A>,
) -> Result<Spawned> {
    let args = args.into_iter().collect();
    spawn(mode, path.as_ref(), &args, &ChildEnv::inherited())
}

/// [`spawnv`] with an environment of its own: `os.spawnve(mode, path, args, env)`, `_wspawnve`.
///
/// # Errors
///
/// As [`spawnv`]; `Value` for a variable without a name or with a `=` in it.
///
/// # Audit
///
/// `os.spawn` with `mode`, `path`, `args`, `env`.
///
/// ```no_run
/// use ostler::os;
/// let shell = r"C:\Windows\System32\cmd.exe";
/// let env = [("SystemRoot", r"C:\Windows"), ("N", "4")];
/// assert_eq!(os::spawnve(os::P_WAIT, shell, ["cmd", "/c", "exit", "%N%"], env)?.code(), Some(4));
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn spawnve<A, K, V>(
    mode: SpawnMode,
    path: impl AsRef<Path>,
    args: impl IntoIterator<Item = A>,
    env: impl IntoIterator<Item = (K, V)>,
) -> Result<Spawned>
where
    A: AsRef<OsStr>,
    K: AsRef<OsStr>,
    V: AsRef<OsStr>,
{
    let args = args.into_iter().collect();
    spawn(mode, path.as_ref(), &args, &env.into_iter().collect())
}

fn spawn(mode: SpawnMode, path: &Path, args: &Strings, env: &ChildEnv) -> Result<Spawned> {
    let answer = spawnve_on(&mut Native, mode, path, args, env)?;
    Ok(match mode {
        SpawnMode::P_WAIT => Spawned::Ended(answer as i32),
        SpawnMode::P_NOWAIT | SpawnMode::P_NOWAITO => {
            #[allow(unsafe_code)]
            // SAFETY: the handle is new and nobody else's.
            Spawned::Running(unsafe { OwnedHandle::from_raw_handle(answer as RawHandle) })
        }
        _ => Spawned::Detached,
    })
}

/// [`spawnv`] and [`spawnve`], with the answer as a number: a handle is the caller's.
///
/// # Errors
///
/// As [`spawnve`].
#[doc(hidden)]
pub fn spawnve_on<H: Host>(
    host: &mut H,
    mode: SpawnMode,
    path: &Path,
    args: &Strings,
    env: &ChildEnv,
) -> Result<isize> {
    check_name("spawn", args)?;
    // The runtime takes others, and does what nobody has written down.
    if !(c::P_WAIT..=c::P_DETACH).contains(&mode.raw()) {
        return Err(Error::value(format!("spawn: no such mode: {}", mode.raw())));
    }
    with_path(path, |name| {
        let (argv, envp) = (pointers(args)?, env.pointers()?);
        with_event(Arg::Path(path), args, env, |[program, args, env]| {
            host.raise(events::Spawn { mode, path: program, args, env })
        })?;
        // Never repeated: the program might run twice.
        sys::processes::spawnve(mode.raw(), name, &argv, &envp).map_err(Error::from)
    })
    .or_path(path)
}
