//! The shell at the other end, started by the standard library.

use std::ffi::{OsStr, OsString};
use std::io::{self, PipeReader, PipeWriter};
use std::os::windows::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};

use crate::audit::{Arg, events};
use crate::errno::{self, WinError};
use crate::error::{Error, Result};
use crate::host::Host;
use crate::os::at::with_str;
use crate::os::processes::Pid;

/// The shell's end of the pipe.
pub(super) enum End {
    Input(PipeReader),
    Output(PipeWriter),
}

/// A shell that was started.
#[derive(Debug)]
pub(super) struct Shell(Child);

impl Shell {
    /// Starts it with one end of the pipe in the place of one of its standard streams.
    pub(super) fn run<H: Host>(host: &mut H, cmd: &OsStr, end: End) -> Result<Self> {
        /// `CREATE_NO_WINDOW`
        const NO_WINDOW: u32 = 0x0800_0000;
        with_str(cmd, |_| Ok::<_, Error>(()))?;
        let program = program()?;
        let mut tail = OsString::from("/c \"");
        tail.push(cmd);
        tail.push("\"");
        let mut line = program.as_os_str().to_owned();
        line.push(" ");
        line.push(&tail);
        host.raise(events::Popen {
            executable: Arg::Path(&program),
            args: Arg::Str(&line),
            cwd: Arg::None,
            env: Arg::None,
        })?;
        let mut command = Command::new(&program);
        // The shell has quoting of its own: it takes what is between the first and the last mark as it is.
        command.raw_arg(&tail);
        if !has_console() {
            command.creation_flags(NO_WINDOW);
        }
        match end {
            End::Input(pipe) => command.stdin(pipe),
            End::Output(pipe) => command.stdout(pipe),
        };
        match command.spawn() {
            Ok(child) => Ok(Self(child)),
            Err(error) => Err(system_error(&error).with_filename(program)),
        }
    }

    pub(super) fn pid(&self) -> Pid {
        self.0.id()
    }

    /// The exit code, unless it is 0.
    pub(super) fn wait(&mut self) -> Result<Option<i32>> {
        let status = self.0.wait().map_err(|error| system_error(&error))?;
        Ok(status.code().filter(|code| *code != 0))
    }
}

/// A window would come up for a shell that has no console to share.
fn has_console() -> bool {
    ostler_sys::descriptors::code_page(true) != 0
}

/// The shell, by a path that leaves nothing to be looked for.
fn program() -> Result<PathBuf> {
    let of = |name| std::env::var_os(name).filter(|value| !value.is_empty());
    let program = of("ComSpec")
        .map(PathBuf::from)
        .or_else(|| of("SystemRoot").map(|root| Path::new(&root).join("System32").join("cmd.exe")));
    program
        .filter(|path| path.is_absolute())
        .ok_or_else(|| Error::from(errno::ENOENT).with_filename("cmd.exe"))
}

/// The error of a call that the standard library made.
pub(super) fn system_error(error: &io::Error) -> Error {
    match error.raw_os_error() {
        Some(code) => WinError::from_raw(code as u32).into(),
        None => errno::EIO.into(),
    }
}
