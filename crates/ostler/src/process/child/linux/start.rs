//! Starting a child.

use ostler_sys::key::Key;
use ostler_sys::linux::process::supervisor;
use ostler_sys::processes::{SignalSet, Strings};
use ostler_sys::{self as sys, c};

use super::super::table;
use super::entrance::Entrance;
use super::shared::Shared;
use crate::audit::{Arg, events};
use crate::errno;
use crate::error::{Error, OrPath as _, Result};
use crate::fd::{AsFd as _, OwnedFd};
use crate::host::{Host as _, Native, retry};
use crate::os::{self, ChildEnv, check_name, pointers, with_event};
use crate::process::error::Trouble;
use crate::process::identity::Held;
use crate::process::{Child, Process, Spawn, Stdio};

/// Starts it: [`Spawn::start`].
pub(crate) fn start(wanted: Spawn) -> Result<Child> {
    let args: Strings = wanted.args.iter().collect();
    check_name("spawn", &args)?;
    table::tidy();
    let variables = wanted.env.variables();
    let inherited = variables.is_none();
    let env = variables.map_or_else(ChildEnv::inherited, ChildEnv::from_iter);
    let (argv, envp) = (pointers(&args)?, env.pointers()?);

    let mut spawn = sys::processes::Spawn::new()?;
    let mut kept = Vec::new();
    let mut ours = [None, None, None];
    for ((fd, stdio), ours) in (0..).zip(wanted.stdio).zip(&mut ours) {
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
    if let Some(cwd) = &wanted.cwd {
        os::with_path(cwd, |path| match spawn.chdir(path) {
            Err(errno::ENOSYS) => {
                Err(Error::not_implemented("spawn: cwd unavailable on this platform"))
            }
            done => Ok(done?),
        })?;
    }
    if wanted.session {
        spawn.new_session()?;
    }
    if let Some(group) = wanted.group {
        spawn.process_group(group)?;
    }
    let mut default = SignalSet::empty();
    default.add(c::SIGPIPE)?;
    default.add(c::SIGCHLD)?;
    spawn.default_signals(&default)?;

    let mut entrance = wanted.cgroup.as_deref().map(Entrance::of).transpose()?;
    // The descriptor that will tell the child: for want of it nothing is to have been started.
    let room = Held::by_number(os::getpid())?;
    let apart = wanted.session || wanted.group.is_some_and(|group| group != os::getpgrp());
    let contained = wanted.contained || entrance.is_some();
    let program = wanted.program.as_path();
    let (process, supervisor) = os::with_path(program, |name| {
        with_event(Arg::Path(program), &args, &env, |[path, argv, env]| {
            let env = if inherited { Arg::None } else { env };
            Native.raise(events::PosixSpawn { path, argv, env })
        })?;
        if contained {
            let cgroup = entrance.as_ref().map(Entrance::as_cgroup);
            let (supervisor, pid) =
                supervisor::start(&mut spawn, name, &argv, &envp, cgroup, apart)?;
            drop(room);
            let process = identify(pid).inspect_err(|_| supervisor.end_with(pid))?;
            // Otherwise the number may have been another's by then.
            if !supervisor.goes_on() {
                return Err(errno::ECHILD.into());
            }
            match supervisor.go() {
                // It has been killed since: stopping the tree reports that.
                Ok(()) | Err(errno::EPIPE | errno::ECONNRESET) => {}
                Err(errno) => {
                    supervisor.end_with(pid);
                    return Err(errno.into());
                }
            }
            Ok::<_, Error>((process, Some(supervisor)))
        } else {
            let pid = retry(|| spawn.spawnp(name, &argv, &envp))?;
            drop(room);
            let process = identify(pid).inspect_err(|_| end(pid))?;
            Ok((process, None))
        }
    })
    .or_path(program)?;
    let own = entrance.as_mut().and_then(|entrance| entrance.own.take());
    Ok(Child::new(table::enter(Shared::new(process, supervisor, own)), ours))
}

/// Ends a child of which the caller never hears, and collects it. One that another has collected is not there any more, and its
/// number may be another's.
fn end(pid: i32) {
    let (kind, id) = (c::P_PID as u32, pid as u32);
    let look = || sys::processes::waitid(kind, id, c::WEXITED | c::WNOHANG | c::WNOWAIT);
    if retry(look).is_ok() {
        let _ = sys::processes::kill(pid, c::SIGKILL);
        let _ = retry(|| sys::processes::waitpid(pid, 0));
    }
}

/// A child that has just been started. Where the system collects children by itself (`SIGCHLD` ignored) it may be gone.
fn identify(pid: i32) -> Result<Process> {
    match Held::take(pid) {
        Ok(held) => Ok(held.process()),
        Err(errno::ESRCH) => Ok(Process::from_parts(pid, Key::Pidfd(0))),
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
