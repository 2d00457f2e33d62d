//! Children: how they are started, and how they ended.

use std::ffi::{OsStr, OsString};
use std::os::windows::io::{AsHandle as _, BorrowedHandle, OwnedHandle};
use std::os::windows::process::CommandExt as _;
use std::process::{Command, Stdio as StdStdio};
use std::sync::OnceLock;

use ostler_sys::key::Key;
use ostler_sys::process::{handle, job};

use super::table::{self, find};
use crate::audit::{self, Arg, events};
use crate::error::{Error, OrPath as _, Result};
use crate::fd::OwnedFd;
use crate::host::{Host as _, Native};
use crate::os::WaitStatus;
use crate::process::code::Code;
use crate::process::identity::Held;
use crate::process::{Child, Handle, Process, Spawn, Stdio, Trouble};

/// What the handles of a child share.
#[derive(Debug)]
pub(crate) struct Shared {
    process: Process,
    /// As long as this is open the number is the child's, and how it ended is to be had.
    handle: OwnedHandle,
    /// What keeps its descendants together.
    job: Option<OwnedHandle>,
    leads_group: bool,
    /// How it ended, once somebody has asked.
    end: OnceLock<WaitStatus>,
}

impl Shared {
    pub(crate) fn process(&self) -> Process {
        self.process
    }

    /// What the process is held by.
    pub(crate) fn handle(&self) -> Result<Handle> {
        let cloned = self.handle.try_clone().map_err(|error| Code::of_io(&error))?;
        Ok(Handle::new(self.process, cloned))
    }

    pub(crate) fn job(&self) -> Option<BorrowedHandle<'_>> {
        self.job.as_ref().map(OwnedHandle::as_handle)
    }

    /// Whether it leads a process group of its own at its console.
    pub(crate) fn leads_group(&self) -> bool {
        self.leads_group
    }

    /// How it ended, if it has.
    pub(crate) fn look(&self) -> Option<WaitStatus> {
        if self.end.get().is_none()
            && let Ok(Some(code)) = handle::exit_code(self.handle.as_handle())
        {
            let _ = self.end.set(WaitStatus::exited(code));
        }
        self.end.get().copied()
    }

    #[allow(clippy::unnecessary_wraps)] // Elsewhere the system may not say.
    pub(super) fn has_ended(&self) -> Result<bool> {
        Ok(self.look().is_some())
    }

    /// Whether nothing remains to be done for it.
    pub(super) fn is_over(&self) -> bool {
        self.look().is_some()
    }

    /// How it ended, if that has been found out.
    #[allow(clippy::option_option)] // Elsewhere somebody else may have collected it.
    pub(crate) fn known(&self) -> Option<Option<WaitStatus>> {
        self.end.get().copied().map(Some)
    }
}

/// How a process that has ended did so, if it was a child, or somebody has a handle of it still.
pub(crate) fn known(process: Process) -> Option<WaitStatus> {
    if let Some(child) = find(process) {
        return child.look();
    }
    let held = Held::take_any(process.pid()).ok().filter(|held| held.process() == process)?;
    handle::exit_code(held.handle().ok()?).ok()?.map(WaitStatus::exited)
}

const CREATE_SUSPENDED: u32 = 0x4;
const CREATE_NEW_PROCESS_GROUP: u32 = 0x200;
/// `P_NOWAIT`, for the event.
const P_NOWAIT: i32 = 1;

/// Starts it: [`Spawn::start`].
pub(crate) fn start(mut wanted: Spawn) -> Result<Child> {
    let leads_group = match wanted.group {
        None => false,
        Some(0) => true,
        Some(_) => {
            return Err(Error::not_implemented(
                "spawn: joining a process group unavailable on this platform",
            ));
        }
    };
    let variables = std::mem::take(&mut wanted.env).variables();
    raise(&wanted, variables.as_deref())?;
    table::tidy();
    let mut command = Command::new(&wanted.program);
    command.args(wanted.args.iter().skip(1));
    if let Some(variables) = &variables {
        command.env_clear().envs(variables.iter().map(|(name, value)| (name, value)));
    }
    if let Some(directory) = &wanted.cwd {
        command.current_dir(directory);
    }
    let [stdin, stdout, stderr] = wanted.stdio;
    let mut streams = [None, None, None];
    command.stdin(stream(stdin, true, &mut streams[0])?);
    command.stdout(stream(stdout, false, &mut streams[1])?);
    command.stderr(stream(stderr, false, &mut streams[2])?);
    // What is in a job before its first step has not started anybody outside of it.
    let job = wanted.contained.then(job::create).transpose()?;
    let mut flags = if leads_group { CREATE_NEW_PROCESS_GROUP } else { 0 };
    if job.is_some() {
        flags |= CREATE_SUSPENDED;
    }
    let mut ours = [None, None, None];
    for (ours, stream) in ours.iter_mut().zip(streams) {
        *ours = stream.map(descriptor).transpose()?;
    }
    let child = command
        .creation_flags(flags)
        .spawn()
        .map_err(|error| Code::of_io(&error))
        .or_path(&wanted.program)?;
    let pid = child.id().cast_signed();
    let handle = OwnedHandle::from(child);
    // What is said not to have started does not go on.
    let failed = |code: crate::errno::WinError| {
        let _ = handle::terminate(handle.as_handle(), 1);
        Trouble::of(code.into(), "starting").about(pid)
    };
    let created = handle::times(handle.as_handle()).map_err(failed)?.created;
    if let Some(job) = &job {
        let assigned = job::assign(job.as_handle(), handle.as_handle());
        assigned.and_then(|()| handle::resume(handle.as_handle())).map_err(failed)?;
    }
    let process = Process::from_parts(pid, Key::Created(created));
    let end = OnceLock::new();
    let shared = table::enter(Shared { process, handle, job, leads_group, end });
    Ok(Child::new(shared, ours))
}

fn raise(wanted: &Spawn, variables: Option<&[(OsString, OsString)]>) -> Result<()> {
    if !audit::active() {
        return Ok(());
    }
    let args: Vec<&OsStr> = wanted.args.iter().map(OsString::as_os_str).collect();
    let env: Option<Vec<OsString>> = variables.map(|variables| {
        let joined = |(name, value): &(OsString, OsString)| {
            let mut text = name.clone();
            text.push("=");
            text.push(value);
            text
        };
        variables.iter().map(joined).collect()
    });
    let env: Option<Vec<&OsStr>> =
        env.as_ref().map(|env| env.iter().map(OsString::as_os_str).collect());
    let env = env.as_deref().map_or(Arg::None, Arg::Strs);
    Native.raise(events::Spawn {
        mode: P_NOWAIT,
        path: Arg::Path(&wanted.program),
        args: Arg::Strs(&args),
        env,
    })
}

/// What the child gets, and of a pipe our end. Pipes of the standard library's are for overlapped calls, which descriptors do not
/// make.
fn stream(stream: Stdio, reads: bool, ours: &mut Option<OwnedHandle>) -> Result<StdStdio> {
    Ok(match stream {
        Stdio::Inherit => StdStdio::inherit(),
        Stdio::Null => StdStdio::null(),
        Stdio::Pipe => {
            let (read, write) = std::io::pipe().map_err(|error| Code::of_io(&error))?;
            let (read, write) = (OwnedHandle::from(read), OwnedHandle::from(write));
            let (theirs, own) = if reads { (read, write) } else { (write, read) };
            *ours = Some(own);
            theirs.into()
        }
        Stdio::File(file) => {
            OwnedHandle::try_from(file).map_err(|error| Code::of_io(&error))?.into()
        }
    })
}

fn descriptor(handle: OwnedHandle) -> Result<OwnedFd> {
    OwnedFd::try_from(handle).map_err(|error| Code::of_io(&error))
}
