//! [`Spawn`]: what a child is to be like.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use super::Child;
use crate::error::Result;
use crate::fd::OwnedFd;

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

/// This file. On Windows it becomes a descriptor first, by `OwnedFd::try_from`.
#[cfg(unix)]
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
///     .env("GREETING", "hello")
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
    pub(crate) program: PathBuf,
    /// The program's name among them.
    pub(crate) args: Vec<OsString>,
    pub(crate) env: Environment,
    pub(crate) cwd: Option<PathBuf>,
    pub(crate) stdio: [Stdio; 3],
    #[cfg(linux_kernel)]
    pub(crate) session: bool,
    pub(crate) group: Option<i32>,
    pub(crate) contained: bool,
    #[cfg(linux_kernel)]
    pub(crate) cgroup: Option<PathBuf>,
}

/// How the environment of a child differs from this program's.
#[derive(Debug, Default)]
pub(crate) struct Environment {
    cleared: bool,
    changes: Vec<(OsString, Option<OsString>)>,
}

impl Environment {
    fn change(&mut self, name: &OsStr, value: Option<&OsStr>) {
        self.changes.push((name.to_owned(), value.map(OsStr::to_owned)));
    }

    /// All its variables; `None` if they are this program's.
    pub(crate) fn variables(self) -> Option<Vec<(OsString, OsString)>> {
        if !self.cleared && self.changes.is_empty() {
            return None;
        }
        let mut variables = Vec::new();
        if !self.cleared {
            variables.extend(std::env::vars_os());
        }
        for (name, value) in self.changes {
            variables.retain(|(known, _)| !is_same_variable(known, &name));
            variables.extend(value.map(|value| (name, value)));
        }
        Some(variables)
    }
}

/// Whether two names are of one variable: on Windows case makes no difference.
fn is_same_variable(a: &OsStr, b: &OsStr) -> bool {
    if cfg!(windows) { a.eq_ignore_ascii_case(b) } else { a == b }
}

impl Spawn {
    /// A program, looked for along `PATH` if its name has no slash, with its name as the only argument.
    pub fn new(program: impl AsRef<Path>) -> Self {
        let program = program.as_ref().to_owned();
        Self {
            args: vec![program.clone().into()],
            program,
            env: Environment::default(),
            cwd: None,
            stdio: [Stdio::Inherit, Stdio::Inherit, Stdio::Inherit],
            #[cfg(linux_kernel)]
            session: false,
            group: None,
            contained: false,
            #[cfg(linux_kernel)]
            cgroup: None,
        }
    }

    /// Adds an argument.
    pub fn arg(mut self, arg: impl AsRef<OsStr>) -> Self {
        self.args.push(arg.as_ref().to_owned());
        self
    }

    /// Adds arguments.
    pub fn args<A: AsRef<OsStr>>(mut self, args: impl IntoIterator<Item = A>) -> Self {
        self.args.extend(args.into_iter().map(|arg| arg.as_ref().to_owned()));
        self
    }

    /// Sets a variable of its environment. The others are this program's, as with [`std::process::Command::env`].
    pub fn env(mut self, name: impl AsRef<OsStr>, value: impl AsRef<OsStr>) -> Self {
        self.env.change(name.as_ref(), Some(value.as_ref()));
        self
    }

    /// Sets variables of its environment.
    pub fn envs<K: AsRef<OsStr>, V: AsRef<OsStr>>(
        mut self,
        variables: impl IntoIterator<Item = (K, V)>,
    ) -> Self {
        for (name, value) in variables {
            self.env.change(name.as_ref(), Some(value.as_ref()));
        }
        self
    }

    /// Takes a variable out of its environment.
    pub fn env_remove(mut self, name: impl AsRef<OsStr>) -> Self {
        self.env.change(name.as_ref(), None);
        self
    }

    /// Takes all variables out of its environment: it has those that are set after this.
    pub fn env_clear(mut self) -> Self {
        self.env = Environment { cleared: true, changes: Vec::new() };
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
    #[cfg(linux_kernel)]
    pub fn new_session(mut self) -> Self {
        self.session = true;
        self
    }

    /// It joins this process group; zero for one of its own. On Windows there is only zero: the child leads a group at its console
    /// (`CREATE_NEW_PROCESS_GROUP`) and can be asked to end by Ctrl-Break.
    pub fn process_group(mut self, group: i32) -> Self {
        self.group = Some(group);
        self
    }

    /// Its descendants stay together, however they try to get away: [`Child::stop_tree`] reaches each of them. On Windows a job
    /// object sees to that, which the child is put in before its first step. On Linux:
    ///
    /// Between this program and the child stands a small process: the orphans among the child's descendants fall to it and not to
    /// the system (`PR_SET_CHILD_SUBREAPER`), it collects them, and ends after the last. It is a copy of this program that
    /// shares its memory until either writes there, takes no signals but `SIGKILL` and `SIGSTOP`, and is called `ostler-tree`. It
    /// has a process group of its own: a kill of this program's group spares it. So the child is not this program's own: the
    /// calls of [`os`](crate::os) that wait for children do not know it, [`Child`] does. It goes on when this program ends, as
    /// any child.
    ///
    /// The promise ends with that process, and whatever may signal it can end it: another program of the user, and the child. A
    /// stop then reports a [doubt](crate::process::Doubt), and is not [complete](crate::process::Report::is_complete). Where it
    /// was only stopped it is made to go on.
    pub fn contained(mut self) -> Self {
        self.contained = true;
        self
    }

    /// It starts in this cgroup (version 2), a directory below `/sys/fs/cgroup`, and is [`contained`](Self::contained).
    ///
    /// If there is nothing in the cgroup and those below it at the start, it is the child's own: [`Child::stop_tree`] takes all
    /// that is in there for the tree's, wherever it has fallen to, and has the kernel end it by one order where the signal is
    /// `SIGKILL` (Linux 5.14). It does not where a [test](crate::process::Stop::only_if) is to be made, or this program is in there
    /// itself. A cgroup that had others in it is never the child's; [`Stop::cgroup`](crate::process::Stop::cgroup) ends all that is
    /// in one, whatever it is.
    ///
    /// What may write to the `cgroup.procs` of another cgroup can leave. The process that keeps the descendants together goes back
    /// to the cgroup of this program; where it may not, it stays in this one, and does not tell how the child ended if both are
    /// killed by one order.
    #[cfg(linux_kernel)]
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
    /// As `os::posix_spawnp`: with the program's name if it cannot be executed. `NotImplemented` for a directory on a C
    /// library that cannot start a program there. A child that was started and cannot be told of is killed. `ChildProcess` if
    /// the process that keeps a [contained](Self::contained) child together was killed before it could tell which one it has
    /// started: if the child did that, it goes on.
    ///
    /// # Audit
    ///
    /// `os.posix_spawn` with `path`, `argv`, `env`; on Windows `os.spawn` with `mode`, `path`, `args`, `env`.
    pub fn start(self) -> Result<Child> {
        super::system::start(self)
    }
}
