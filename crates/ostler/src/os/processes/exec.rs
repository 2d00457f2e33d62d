//! Becoming another program.

use std::convert::Infallible;
use std::ffi::OsStr;
use std::path::Path;

use ostler_sys as sys;
use ostler_sys::processes::{Pointers, Strings};

use super::image::{ChildEnv, check_name, pointers, with_event};
use crate::audit::{Arg, events};
use crate::errno;
use crate::error::{Error, OrPath as _, Result};
use crate::fd::Fd;
use crate::host::{Host, Native};
use crate::os::Target;
use crate::os::at::{Spot, with_path};

/// Becomes another program, which gets this environment: `os.execv(path, args)`, `execve(2)`.
///
/// The process stays the same one: its id, its directory, its inheritable descriptors, the signals it ignores. (A Rust
/// program ignores `SIGPIPE` unless told otherwise, so the new one will.) Nothing is flushed and no destructor runs.
///
/// `path` is a path even without a slash in it: [`execvp`] is the one that searches. The first of `args` is what the
/// program calls itself. As `execl` it is called with a slice: [`execl`](super::execl).
///
/// Before it makes the call it allocates and, without an environment of its own, looks at this process's. The child of
/// `fork` in a process with other threads may do neither; `posix_spawn` is for that.
///
/// # Platforms
///
/// On Windows (`_wexecv`) no process becomes another: a new one runs the program and this one ends with exit code 0 at
/// once, whoever waits for it. Arguments are not quoted: one with a blank in it arrives as two. `path` may leave out `.exe`
/// and its like.
///
/// # Errors
///
/// The function only comes back with an error. `Value` for no arguments or an empty first one; `FileNotFound`,
/// `PermissionDenied`; `ENOEXEC` for a file in no known format, such as a script without `#!`.
///
/// # Audit
///
/// `os.exec` with `path`, `args`, `env` (`None`).
///
/// ```
/// use ostler::os;
/// os::execv("/bin/ls", ["ls", "-l"])?;
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn execv<A: AsRef<OsStr>>(
    path: impl AsRef<Path>,
    args: impl IntoIterator<Item = A>,
) -> Result<Infallible> {
    let args = args.into_iter().collect();
    exec_on(&mut Native, Spot::Path(path.as_ref()), &args, &ChildEnv::inherited())
}

/// [`execv`] with an environment of its own, and of a program that may be open already: `os.execve(path, args, env)`,
/// `execve(2)`, `fexecve(3)`.
///
/// A script (`#!`) cannot be executed through a close-on-exec descriptor: its interpreter would find it closed.
///
/// # Errors
///
/// As [`execv`]; `Value` for a variable without a name or with a `=` in it; `NotImplemented` for a descriptor on macOS and
/// Windows.
///
/// # Audit
///
/// `os.exec` with `path`, `args`, `env`.
///
/// ```
/// use ostler::os;
/// let env = std::fs::File::open("/usr/bin/env")?;
/// os::execve(&env, ["env"], [("LANG", "C")])?; // as much as with "/usr/bin/env"
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[doc(alias = "fexecve")]
pub fn execve<A, K, V>(
    path: impl Target,
    args: impl IntoIterator<Item = A>,
    env: impl IntoIterator<Item = (K, V)>,
) -> Result<Infallible>
where
    A: AsRef<OsStr>,
    K: AsRef<OsStr>,
    V: AsRef<OsStr>,
{
    let args = args.into_iter().collect();
    exec_on(&mut Native, path.spot(), &args, &env.into_iter().collect())
}

/// [`execv`] of a program that is looked for along `PATH`: `os.execvp(file, args)`, `execvp(3)`.
///
/// A name with a slash in it (on Windows a backslash or a colon too) is a path. An empty element of `PATH` is the current
/// directory. Without a `PATH`, `os::defpath` is searched. Files that are missing are passed over; if none executes, the first that was there but
/// refused (not executable, in no known format) is what the error tells about. If there was none, it is the name as given.
///
/// # Errors
///
/// As [`execv`].
///
/// # Audit
///
/// `os.exec` for each file that is tried.
///
/// ```
/// use ostler::os;
/// os::execvp("ls", ["ls", "-l"])?;
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn execvp<A: AsRef<OsStr>>(
    file: impl AsRef<Path>,
    args: impl IntoIterator<Item = A>,
) -> Result<Infallible> {
    let args = args.into_iter().collect();
    execvpe_on(&mut Native, file.as_ref(), &args, &ChildEnv::inherited())
}

/// [`execvp`] with an environment of its own, whose `PATH` is the one searched: `os.execvpe(file, args, env)`.
///
/// # Errors
///
/// As [`execve`].
///
/// # Audit
///
/// `os.exec` for each file that is tried.
///
/// ```
/// use ostler::os;
/// os::execvpe("env", ["env"], [("PATH", "/usr/bin"), ("LANG", "C")])?;
/// # Ok::<(), ostler::Error>(())
/// ```
pub fn execvpe<A, K, V>(
    file: impl AsRef<Path>,
    args: impl IntoIterator<Item = A>,
    env: impl IntoIterator<Item = (K, V)>,
) -> Result<Infallible>
where
    A: AsRef<OsStr>,
    K: AsRef<OsStr>,
    V: AsRef<OsStr>,
{
    let args = args.into_iter().collect();
    execvpe_on(&mut Native, file.as_ref(), &args, &env.into_iter().collect())
}

fn exec_on<H: Host>(
    host: &mut H,
    program: Spot<'_>,
    args: &Strings,
    env: &ChildEnv,
) -> Result<Infallible> {
    let image = Image::new(args, env)?;
    match program {
        Spot::Path(path) => image.execute(host, path),
        Spot::Fd(fd) => image.execute_open(host, fd.into()),
    }
}

/// [`execvp`] and [`execvpe`].
///
/// # Errors
///
/// As [`execvpe`].
#[doc(hidden)]
pub fn execvpe_on<H: Host>(
    host: &mut H,
    file: &Path,
    args: &Strings,
    env: &ChildEnv,
) -> Result<Infallible> {
    let image = Image::new(args, env)?;
    let mut missing = errno::ENOENT;
    let mut refused = None;
    for candidate in env.candidates(file.as_os_str()) {
        let Err(error) = image.execute(host, &candidate);
        match error.errno() {
            Some(errno @ (errno::ENOENT | errno::ENOTDIR)) => missing = errno,
            Some(_) => refused = refused.or(Some(error)),
            // Not the system's word on this file: a bad argument, a hook's refusal.
            None => return Err(error),
        }
    }
    Err(refused.unwrap_or_else(|| Error::from_errno(missing).with_filename(file)))
}

/// A program's arguments and environment in every form they are needed.
struct Image<'a> {
    args: &'a Strings,
    env: &'a ChildEnv,
    argv: Pointers<'a>,
    envp: Pointers<'a>,
}

impl<'a> Image<'a> {
    fn new(args: &'a Strings, env: &'a ChildEnv) -> Result<Self> {
        check_name("exec", args)?;
        Ok(Self { args, env, argv: pointers(args)?, envp: env.pointers()? })
    }

    fn execute<H: Host>(&self, host: &mut H, path: &Path) -> Result<Infallible> {
        with_path(path, |name| {
            self.audit(host, Arg::Path(path))?;
            host.retry(|| sys::processes::execve(name, &self.argv, &self.envp))
        })
        .or_path(path)
    }

    fn execute_open<H: Host>(&self, host: &mut H, program: Fd<'_>) -> Result<Infallible> {
        self.audit(host, Arg::Fd(program.raw()))?;
        host.retry(|| sys::processes::fexecve(program, &self.argv, &self.envp)).map_err(|error| {
            match error.errno() {
                Some(errno::ENOSYS) => {
                    Error::not_implemented("execve: path should be path-like, not a descriptor")
                }
                _ => error,
            }
        })
    }

    fn audit<H: Host>(&self, host: &mut H, program: Arg<'_>) -> Result<()> {
        with_event(program, self.args, self.env, |[path, args, env]| {
            host.raise(events::Exec { path, args, env })
        })
    }
}
