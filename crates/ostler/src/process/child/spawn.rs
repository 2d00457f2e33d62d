//! [`Spawn`]: what a child is to be like.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use super::{Child, table};
use crate::audit::{self, Arg};
use crate::errno;
use crate::error::{Error, OrPath as _, Result};
use crate::fd::{AsFd as _, OwnedFd};
use crate::host::retry;
use crate::os::{self, ChildEnv, check_name, pointers, with_event};
use crate::process::Process;
use crate::process::error::Trouble;
use crate::process::identity::{Held, Identity};
use crate::sys::linux::process::supervisor;
use crate::sys::processes::{SignalSet, Strings};
use crate::sys::{self, c};

/// Where a standard stream of a child comes from or goes to.
#[derive(Debug, Default)]
pub enum Stdio {
    /// Where this program's does.
    #[default]
    Inherit,
    /// Nowhere: `/dev/null`.
    Null,
    /// A pipe, of which [`Child`] has the other end.
    Pipe,
    /// This file.
    File(OwnedFd),
}

/// This file.
impl From<OwnedFd> for Stdio {
    fn from(file: OwnedFd) -> Self {
        Self::File(file)
    }
}

/// This file.
impl From<std::fs::File> for Stdio {
    fn from(file: std::fs::File) -> Self {
        Self::File(file.into())
    }
}

/// A child to be: a program, its arguments, and how it differs from this one.
///
/// ```
/// use ostler::process::{Spawn, Stdio};
/// use std::io::Read;
///
/// let mut child = Spawn::new("sh")
///     .args(["-c", "echo $GREETING from $PWD"])
///     .envs([("GREETING", "hello")])
///     .cwd("/")
///     .stdout(Stdio::Pipe)
///     .start()?;
/// let mut text = String::new();
/// std::fs::File::from(child.stdout.take().expect("asked for")).read_to_string(&mut text)?;
/// assert_eq!(text, "hello from /\n");
/// assert_eq!(child.wait(None)?.exit_code(), Some(0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
#[must_use = "nothing is started before `start`"]
pub struct Spawn {
    program: PathBuf,
    args: Strings,
    env: Option<ChildEnv>,
    cwd: Option<PathBuf>,
    stdio: [Stdio; 3],
    session: bool,
    group: Option<i32>,
    contained: bool,
    cgroup: Option<PathBuf>,
}

impl Spawn {
    /// A program, looked for along `PATH` if its name has no slash, with its name as the only argument.
    pub fn new(program: impl AsRef<Path>) -> Self {
        let program = program.as_ref().to_owned();
        Self {
            args: std::iter::once(&program).collect(),
            program,
            env: None,
            cwd: None,
            stdio: [Stdio::Inherit, Stdio::Inherit, Stdio::Inherit],
            session: false,
            group: None,
            contained: false,
            cgroup: None,
        }
    }

    /// Adds an argument.
    pub fn arg(mut self, arg: impl AsRef<OsStr>) -> Self {
        self.args.push(arg.as_ref());
        self
    }

    /// Adds arguments.
    pub fn args<A: AsRef<OsStr>>(mut self, args: impl IntoIterator<Item = A>) -> Self {
        args.into_iter().for_each(|arg| self.args.push(arg.as_ref()));
        self
    }

    /// The environment, in the place of this program's own.
    pub fn envs<K: AsRef<OsStr>, V: AsRef<OsStr>>(
        mut self,
        variables: impl IntoIterator<Item = (K, V)>,
    ) -> Self {
        self.env = Some(variables.into_iter().collect());
        self
    }

    /// The directory it starts in. A program's name with a slash is looked for from there.
    pub fn cwd(mut self, directory: impl AsRef<Path>) -> Self {
        self.cwd = Some(directory.as_ref().to_owned());
        self
    }

    /// Its standard input.
    pub fn stdin(mut self, stdin: impl Into<Stdio>) -> Self {
        self.stdio[0] = stdin.into();
        self
    }

    /// Its standard output.
    pub fn stdout(mut self, stdout: impl Into<Stdio>) -> Self {
        self.stdio[1] = stdout.into();
        self
    }

    /// Its standard error.
    pub fn stderr(mut self, stderr: impl Into<Stdio>) -> Self {
        self.stdio[2] = stderr.into();
        self
    }

    /// It leads a session of its own, without a terminal.
    pub fn new_session(mut self) -> Self {
        self.session = true;
        self
    }

    /// It joins this process group; zero for one of its own.
    pub fn process_group(mut self, group: i32) -> Self {
        self.group = Some(group);
        self
    }

    /// Its descendants stay together, however they try to get away: [`Child::stop_tree`] reaches each of them.
    ///
    /// Between this program and the child stands a small process that nobody sees much of: the orphans among the child's
    /// descendants fall to it and not to the system (`PR_SET_CHILD_SUBREAPER`), it collects them, and ends after the last.
    /// It is a copy of this program that shares its memory until either writes there, takes no signals but `SIGKILL`, and is
    /// called `ostler-tree`. So the child is not this program's own: the calls of [`os`] that wait for children do not know
    /// it, [`Child`] does. It goes on when this program ends, as any child.
    pub fn contained(mut self) -> Self {
        self.contained = true;
        self
    }

    /// It starts in this cgroup (version 2), a directory below `/sys/fs/cgroup`, and is [`contained`](Self::contained).
    /// [`Stop::cgroup`](crate::process::Stop::cgroup) then ends all that is in there, by one order to the kernel.
    pub fn cgroup(mut self, directory: impl AsRef<Path>) -> Self {
        self.cgroup = Some(directory.as_ref().to_owned());
        self
    }

    /// Starts it.
    ///
    /// The child has standard input, output and error and the inheritable descriptors of this program. Signals have their
    /// default effects in it as far as this program has not chosen to ignore them; `SIGPIPE` and `SIGCHLD` have it in any
    /// case.
    ///
    /// # Errors
    ///
    /// As [`os::posix_spawnp`]: with the program's name if it cannot be executed. `NotImplemented` for a directory on a C
    /// library that cannot start a program there.
    ///
    /// # Audit
    ///
    /// `os.posix_spawn` with `path`, `argv`, `env`.
    pub fn start(self) -> Result<Child> {
        check_name("spawn", &self.args)?;
        table::tidy();
        let inherited = self.env.is_none();
        let env = self.env.unwrap_or_else(ChildEnv::inherited);
        let (argv, envp) = (pointers(&self.args)?, env.pointers()?);

        let mut spawn = sys::processes::Spawn::new()?;
        let mut kept = Vec::new();
        let mut ours = [None, None, None];
        for ((fd, stdio), ours) in (0..).zip(self.stdio).zip(&mut ours) {
            let theirs = match stdio {
                Stdio::Inherit => continue,
                Stdio::Null => {
                    os::open("/dev/null", if fd == 0 { os::O_RDONLY } else { os::O_WRONLY })?
                }
                Stdio::Pipe => {
                    let (read, write) = os::pipe()?;
                    let (theirs, our) = if fd == 0 { (read, write) } else { (write, read) };
                    *ours = Some(our);
                    theirs
                }
                Stdio::File(file) => file,
            };
            kept.push((fd, above_standard(theirs)?));
        }
        for (fd, theirs) in &kept {
            spawn.dup2(theirs.as_fd().into(), *fd)?;
        }
        if let Some(cwd) = &self.cwd {
            os::with_path(cwd, |path| match spawn.chdir(path) {
                Err(errno::ENOSYS) => {
                    Err(Error::not_implemented("spawn: cwd unavailable on this platform"))
                }
                done => Ok(done?),
            })?;
        }
        if self.session {
            spawn.new_session()?;
        }
        if let Some(group) = self.group {
            spawn.process_group(group)?;
        }
        let mut default = SignalSet::empty();
        default.add(c::SIGPIPE)?;
        default.add(c::SIGCHLD)?;
        spawn.default_signals(&default)?;

        let cgroup = self.cgroup.as_deref().map(entrance).transpose()?;
        // The descriptor that will tell the child: for want of it nothing is to have been started.
        let room = Held::take(os::getpid())
            .map_err(|errno| Trouble::of(errno, "getting hold").about(os::getpid()))?;
        let contained = self.contained || cgroup.is_some();
        let program = self.program.as_path();
        let (process, supervisor) = os::with_path(program, |name| {
            with_event(Arg::Path(program), &self.args, &env, |[path, argv, env]| {
                let env = if inherited { Arg::None } else { env };
                audit::raise("os.posix_spawn", &[path, argv, env])
            })?;
            if contained {
                let entrance = cgroup.as_ref().map(|fd| fd.as_fd());
                let (supervisor, pid) =
                    supervisor::start(&mut spawn, name, &argv, &envp, entrance)?;
                drop(room);
                let process = identify(pid);
                supervisor.go()?;
                Ok::<_, Error>((process?, Some(supervisor)))
            } else {
                let pid = retry(|| spawn.spawnp(name, &argv, &envp))?;
                drop(room);
                Ok((identify(pid)?, None))
            }
        })
        .or_path(program)?;
        Ok(Child::new(table::enter(process, supervisor), ours))
    }
}

/// A child that has just been started. Where the system collects children by itself (`SIGCHLD` ignored) it may be gone.
fn identify(pid: i32) -> Result<Process> {
    match Held::take(pid) {
        Ok(held) => Ok(held.process()),
        Err(errno::ESRCH) => Ok(Process::from_parts(pid, Identity::Inode(0))),
        Err(errno) => Err(Trouble::of(errno, "getting hold").about(pid)),
    }
}

/// A descriptor that no other of the child's standard streams will be put in the place of.
fn above_standard(fd: OwnedFd) -> Result<OwnedFd> {
    use std::os::fd::AsRawFd as _;

    if fd.as_raw_fd() > 2 {
        return Ok(fd);
    }
    Ok(retry(|| sys::descriptors::dup_above(fd.as_fd().into(), 3))?)
}

/// Where a process writes its number to enter a cgroup.
fn entrance(directory: &Path) -> Result<OwnedFd> {
    os::open(directory.join("cgroup.procs"), os::O_WRONLY)
}
