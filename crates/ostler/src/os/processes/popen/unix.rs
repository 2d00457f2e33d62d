//! The shell at the other end, started as by `posix_spawn`.

use std::ffi::OsStr;
use std::io::{self, PipeReader, PipeWriter};

use ostler_sys::c;
use ostler_sys::processes::{SHELL, SignalSet, Spawn, Strings};

use crate::errno::{self, Errno};
use crate::error::{Error, Result};
use crate::fd::{AsFd as _, BorrowedFd, RawFd};
use crate::host::{Host, Native};
use crate::os::processes::Pid;
use crate::os::processes::image::ChildEnv;
use crate::os::processes::posix_spawn::{Lookup, spawn_program};
use crate::os::processes::spawn::exit_code;

/// The shell's end of the pipe.
pub(super) enum End {
    Input(PipeReader),
    Output(PipeWriter),
}

impl End {
    fn place(&self) -> (BorrowedFd<'_>, RawFd) {
        match self {
            Self::Input(pipe) => (pipe.as_fd(), c::STDIN_FILENO),
            Self::Output(pipe) => (pipe.as_fd(), c::STDOUT_FILENO),
        }
    }
}

/// A shell that was started.
#[derive(Debug)]
pub(super) struct Shell(Pid);

impl Shell {
    /// Starts it with one end of the pipe in the place of one of its standard descriptors.
    pub(super) fn run<H: Host>(host: &mut H, cmd: &OsStr, end: End) -> Result<Self> {
        let shell = SHELL.to_str().unwrap_or_default();
        let mut args: Strings = [shell, "-c"].into_iter().collect();
        args.push(cmd);

        let mut spawn = Spawn::new()?;
        let (pipe, place) = end.place();
        spawn.dup2(pipe.into(), place)?;
        match spawn.only_standard() {
            // Descriptors of this crate and of the standard library are not inheritable in the first place.
            Err(errno::ENOSYS) => {}
            other => other?,
        }
        let mut signals = SignalSet::empty();
        signals.add(c::SIGPIPE)?;
        spawn.default_signals(&signals)?;
        let env = ChildEnv::inherited();
        let pid = spawn_program(host, shell.as_ref(), &args, &env, &mut spawn, Lookup::Path)?;
        // The shell has it now, and is to be the only one.
        drop(end);
        Ok(Self(pid))
    }

    pub(super) fn pid(&self) -> Pid {
        self.0
    }

    /// What the reference makes of how it ended.
    pub(super) fn wait(&mut self) -> Result<Option<i32>> {
        Ok(match exit_code(&mut Native, self.0)? {
            0 => None,
            code @ 1.. => Some(code << 8),
            signal => Some(signal),
        })
    }
}

/// The error of a call that the standard library made.
pub(super) fn system_error(error: &io::Error) -> Error {
    error.raw_os_error().map_or(errno::EIO, Errno::from_raw).into()
}
