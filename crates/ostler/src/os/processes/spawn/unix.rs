//! Running programs the old way, which gives process ids.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use ostler_sys::processes::{Spawn, Strings};
use ostler_sys::{self as sys, cstr};

use super::SpawnMode;
use crate::audit::{Arg, events};
use crate::error::{Error, Result};
use crate::host::{Host, Native};
use crate::os::processes::image::{ChildEnv, check_name, pointers, with_event};
use crate::os::waitstatus_to_exitcode;

/// What a child exits with that could not become its program.
const NOT_EXECUTED: i32 = 127;

/// Runs a program in a new process: `os.spawnv(mode, path, args)`.
///
/// With [`P_WAIT`](super::P_WAIT) the result is the program's exit code, or the negated number of the signal that ended it;
/// with [`P_NOWAIT`](super::P_NOWAIT) the process id, to be waited for. What cannot be executed (a file that is missing or no
/// program, a NUL byte in an argument) is no error but the exit code 127; [`posix_spawn`](crate::os::posix_spawn) says why.
///
/// # Errors
///
/// `Value` for no arguments, an empty first one, or a mode that is none of the three (the stock interpreter waits then);
/// otherwise the system's if there can be no child.
///
/// # Audit
///
/// `os.spawn` with `mode`, `path`, `args`, `env` (`None`).
///
/// ```
/// use ostler::os;
/// assert_eq!(os::spawnv(os::P_WAIT, "/bin/sh", ["sh", "-c", "exit 3"])?, 3);
/// assert_eq!(os::spawnv(os::P_WAIT, "/bin/sh", ["sh", "-c", "kill -KILL $$"])?, -9);
/// assert_eq!(os::spawnv(os::P_WAIT, "/missing", ["missing"])?, 127);
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn spawnv<A: AsRef<OsStr>>(
    mode: SpawnMode,
    path: impl AsRef<Path>,
    args: impl IntoIterator<Item = A>,
) -> Result<i32> {
    let args = args.into_iter().collect();
    spawnve_on(&mut Native, mode, path.as_ref(), &args, &ChildEnv::inherited())
}

/// [`spawnv`] with an environment of its own: `os.spawnve(mode, path, args, env)`.
///
/// An environment that no program can have (a variable without a name, a NUL byte) is the exit code 127 too.
///
/// # Errors
///
/// As [`spawnv`].
///
/// # Audit
///
/// `os.spawn` with `mode`, `path`, `args`, `env`.
///
/// ```
/// use ostler::os;
/// let code = os::spawnve(os::P_WAIT, "/bin/sh", ["sh", "-c", "exit $N"], [("N", "4")])?;
/// assert_eq!(code, 4);
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn spawnve<A, K, V>(
    mode: SpawnMode,
    path: impl AsRef<Path>,
    args: impl IntoIterator<Item = A>,
    env: impl IntoIterator<Item = (K, V)>,
) -> Result<i32>
where
    A: AsRef<OsStr>,
    K: AsRef<OsStr>,
    V: AsRef<OsStr>,
{
    let args = args.into_iter().collect();
    spawnve_on(&mut Native, mode, path.as_ref(), &args, &env.into_iter().collect())
}

/// [`spawnv`] of a program that is looked for along `PATH`, as [`execvp`](crate::os::execvp) does it:
/// `os.spawnvp(mode, file, args)`.
///
/// # Errors
///
/// As [`spawnv`].
///
/// # Audit
///
/// `os.spawn` with `mode`, `file`, `args`, `env` (`None`).
///
/// ```
/// use ostler::os;
/// assert_eq!(os::spawnvp(os::P_WAIT, "false", ["false"])?, 1);
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn spawnvp<A: AsRef<OsStr>>(
    mode: SpawnMode,
    file: impl AsRef<Path>,
    args: impl IntoIterator<Item = A>,
) -> Result<i32> {
    let args = args.into_iter().collect();
    spawnvpe_on(&mut Native, mode, file.as_ref(), &args, &ChildEnv::inherited())
}

/// [`spawnvp`] with an environment of its own, whose `PATH` is the one searched: `os.spawnvpe(mode, file, args, env)`.
///
/// # Errors
///
/// As [`spawnv`].
///
/// # Audit
///
/// `os.spawn` with `mode`, `file`, `args`, `env`.
///
/// ```
/// use ostler::os;
/// let env = [("PATH", "/bin:/usr/bin"), ("N", "5")];
/// assert_eq!(os::spawnvpe(os::P_WAIT, "sh", ["sh", "-c", "exit $N"], env)?, 5);
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn spawnvpe<A, K, V>(
    mode: SpawnMode,
    file: impl AsRef<Path>,
    args: impl IntoIterator<Item = A>,
    env: impl IntoIterator<Item = (K, V)>,
) -> Result<i32>
where
    A: AsRef<OsStr>,
    K: AsRef<OsStr>,
    V: AsRef<OsStr>,
{
    let args = args.into_iter().collect();
    spawnvpe_on(&mut Native, mode, file.as_ref(), &args, &env.into_iter().collect())
}

/// [`spawnv`] and [`spawnve`].
///
/// # Errors
///
/// As [`spawnv`].
#[doc(hidden)]
pub fn spawnve_on<H: Host>(
    host: &mut H,
    mode: SpawnMode,
    path: &Path,
    args: &Strings,
    env: &ChildEnv,
) -> Result<i32> {
    run(host, mode, path, args, env, || vec![path.into()])
}

/// [`spawnvp`] and [`spawnvpe`].
///
/// # Errors
///
/// As [`spawnv`].
#[doc(hidden)]
pub fn spawnvpe_on<H: Host>(
    host: &mut H,
    mode: SpawnMode,
    file: &Path,
    args: &Strings,
    env: &ChildEnv,
) -> Result<i32> {
    run(host, mode, file, args, env, || env.candidates(file.as_os_str()))
}

fn run<H: Host>(
    host: &mut H,
    mode: SpawnMode,
    program: &Path,
    args: &Strings,
    env: &ChildEnv,
    candidates: impl FnOnce() -> Vec<PathBuf>,
) -> Result<i32> {
    check_name("spawn", args)?;
    if ![SpawnMode::P_WAIT, SpawnMode::P_NOWAIT].contains(&mode) {
        return Err(Error::value(format!("spawn: no such mode: {}", mode.raw())));
    }
    with_event(Arg::Path(program), args, env, |[program, args, env]| {
        host.raise(events::Spawn { mode, path: program, args, env })
    })?;
    let pid = match start(host, &candidates(), args, env)? {
        Some(pid) => pid,
        // The exit code must be there to be waited for, so there must be a child to have it.
        None => host.retry(|| sys::processes::exited_child(NOT_EXECUTED))?,
    };
    if mode == SpawnMode::P_WAIT { exit_code(host, pid) } else { Ok(pid) }
}

/// Starts the first candidate that is a program, if one is.
fn start<H: Host>(
    host: &mut H,
    candidates: &[PathBuf],
    args: &Strings,
    env: &ChildEnv,
) -> Result<Option<i32>> {
    let (Ok(argv), Ok(envp)) = (pointers(args), env.pointers()) else {
        return Ok(None);
    };
    let mut spawn = Spawn::new()?;
    for path in candidates {
        let Ok(path) = cstr::owned(path.as_os_str()) else {
            continue;
        };
        if !sys::processes::is_there(&path) {
            continue;
        }
        match host.retry(|| spawn.spawn(&path, &argv, &envp)) {
            Ok(pid) => return Ok(Some(pid)),
            // The system's word on this file. The host's, on being interrupted, is not for the next to overrule.
            Err(error) if error.errno().is_some() => {}
            Err(error) => return Err(error),
        }
    }
    Ok(None)
}

/// Waits for a child to end.
pub(in crate::os::processes) fn exit_code<H: Host>(host: &mut H, pid: i32) -> Result<i32> {
    loop {
        let (_, status) = host.retry(|| sys::processes::waitpid(pid, 0))?;
        // A traced child is told of when it stops, too.
        if crate::os::WIFSTOPPED(status) {
            continue;
        }
        return waitstatus_to_exitcode(status);
    }
}
