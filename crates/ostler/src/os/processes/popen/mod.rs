//! A command at the other end of a pipe.

use std::ffi::OsStr;
use std::io::{self, BufRead, BufReader, BufWriter, PipeReader, PipeWriter, Read, Write};
use std::mem;

use crate::error::{Error, Result, quoted};
use crate::host::{Host, Native};

#[cfg(unix)]
#[path = "unix.rs"]
mod shell;
#[cfg(windows)]
#[path = "windows.rs"]
mod shell;

use super::Pid;
use shell::{End, Shell, system_error};

/// A pipe to or from a command that the shell runs, from [`popen`].
///
/// It is to be read (line by line, too) or written as it was opened; the other is
/// [`Unsupported`](io::ErrorKind::Unsupported). What is written is kept until there is much of it, or until
/// [`flush`](Write::flush) or [`close`](Popen::close). When it is dropped, the pipe is closed and the command waited for.
#[derive(Debug)]
pub struct Popen {
    pipe: Pipe,
    shell: Shell,
}

#[derive(Debug)]
enum Pipe {
    From(BufReader<PipeReader>),
    To(BufWriter<PipeWriter>),
    /// And the command was waited for.
    Closed,
}

/// Has the shell run a command at the other end of a pipe: `os.popen(cmd, mode='r')`, `popen(3)`.
///
/// With mode `"r"` the result reads what the command prints; with `"w"` the command reads what is written. The command
/// has this process's other two of standard input, output and error, and no other descriptor where the system can see to
/// that (all but musl's). `SIGPIPE` ends it, though Rust programs ignore it.
///
/// On Windows the shell is the program that `ComSpec` names, or else `cmd.exe` of the system. It shows no window of its own.
///
/// # Errors
///
/// `Value` for another mode or a NUL byte in the command; otherwise the system's if there can be no pipe or no child.
///
/// # Audit
///
/// `os.posix_spawn` with the shell, its arguments and `None`; on Windows `subprocess.Popen` with the shell, its command
/// line, `None` and `None`.
///
/// ```
/// use ostler::os;
/// use std::io::{BufRead, Write};
///
/// let mut listing = os::popen("echo one; echo two", "r")?;
/// let lines: Vec<_> = (&mut listing).lines().collect::<Result<_, _>>()?;
/// assert_eq!(lines, ["one", "two"]);
/// assert_eq!(listing.close()?, None);
///
/// let mut check = os::popen("read word; test $word = swordfish", "w")?;
/// writeln!(check, "sesame")?;
/// assert_eq!(check.close()?, Some(1 << 8));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn popen(cmd: impl AsRef<OsStr>, mode: &str) -> Result<Popen> {
    popen_on(&mut Native, cmd.as_ref(), mode)
}

/// [`popen`].
///
/// # Errors
///
/// As [`popen`].
#[doc(hidden)]
pub fn popen_on<H: Host>(host: &mut H, cmd: &OsStr, mode: &str) -> Result<Popen> {
    let reads = match mode {
        "r" => true,
        "w" => false,
        _ => return Err(Error::value(format!("invalid mode {}", quoted(mode.as_ref())))),
    };
    let (reader, writer) = io::pipe().map_err(|error| system_error(&error))?;
    Ok(if reads {
        let shell = Shell::run(host, cmd, End::Output(writer))?;
        Popen { pipe: Pipe::From(BufReader::new(reader)), shell }
    } else {
        let shell = Shell::run(host, cmd, End::Input(reader))?;
        Popen { pipe: Pipe::To(BufWriter::new(writer)), shell }
    })
}

impl Popen {
    /// The shell's process id.
    pub fn pid(&self) -> Pid {
        self.shell.pid()
    }

    /// Closes the pipe and waits for the command.
    ///
    /// `None` if it succeeded. Otherwise a positive result is its exit code times 256, a negative one the negated number
    /// of the signal that ended it. (So says the reference. The stock interpreter multiplies that by 256 as well.) On
    /// Windows it is the exit code, with a sign.
    ///
    /// # Errors
    ///
    /// What is left to write could not be written; `ChildProcess` if somebody else has waited for the command.
    ///
    /// ```
    /// use ostler::os;
    /// assert_eq!(os::popen("exit 3", "r")?.close()?, Some(3 << 8));
    /// assert_eq!(os::popen("kill -KILL $$", "r")?.close()?, Some(-9));
    /// # Ok::<(), ostler::Error>(())
    /// ```
    pub fn close(mut self) -> Result<Option<i32>> {
        let flushed = self.flush();
        let ended = self.reap();
        flushed.map_err(|error| system_error(&error))?;
        ended
    }

    fn reap(&mut self) -> Result<Option<i32>> {
        // Dropped, a writer writes what is left; whoever wants to know whether it could has called `flush`.
        if let Pipe::Closed = mem::replace(&mut self.pipe, Pipe::Closed) {
            return Ok(None);
        }
        self.shell.wait()
    }
}

impl Drop for Popen {
    fn drop(&mut self) {
        let _ = self.reap();
    }
}

fn unsupported(what: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::Unsupported, what)
}

impl Read for Popen {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        match &mut self.pipe {
            Pipe::From(reader) => reader.read(buf),
            _ => Err(unsupported("not readable")),
        }
    }
}

impl BufRead for Popen {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        match &mut self.pipe {
            Pipe::From(reader) => reader.fill_buf(),
            _ => Err(unsupported("not readable")),
        }
    }

    fn consume(&mut self, amount: usize) {
        if let Pipe::From(reader) = &mut self.pipe {
            reader.consume(amount);
        }
    }
}

impl Write for Popen {
    fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
        match &mut self.pipe {
            Pipe::To(writer) => writer.write(buf),
            _ => Err(unsupported("not writable")),
        }
    }

    /// Reading has nothing to flush.
    fn flush(&mut self) -> io::Result<()> {
        match &mut self.pipe {
            Pipe::To(writer) => writer.flush(),
            _ => Ok(()),
        }
    }
}
