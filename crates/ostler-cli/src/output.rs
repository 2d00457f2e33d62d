//! Printing, and failing, in one way for every subcommand.

#![cfg_attr(
    not(any(target_os = "linux", windows)),
    allow(dead_code, reason = "for the subcommands about processes")
)]

use std::ffi::OsStr;
use std::io::{self, Write as _};
use std::process::ExitCode;

/// Why a subcommand stopped.
#[derive(Debug)]
pub(crate) enum Failure {
    /// Whoever read the output has had enough: `ostler info | head -1`.
    Closed,
    /// The system refused.
    System(String),
    /// The command line was wrong, in a way that shows only when it is carried out.
    Usage(String),
    /// The system refused, or failed.
    Refused(ostler::Error),
    /// Nothing matched.
    Nothing(String),
    /// Nothing was found, and some could not be looked at: we are not allowed to.
    Denied(String),
    /// The same for another reason.
    Unreadable(String),
    /// All has been said.
    Silent(u8),
}

impl Failure {
    /// Says so on stderr and picks the exit status.
    pub(crate) fn report(self) -> ExitCode {
        let (message, code) = match self {
            Self::Closed => return ExitCode::SUCCESS,
            Self::Silent(code) => return ExitCode::from(code),
            Self::System(message) | Self::Nothing(message) => (message, 1),
            Self::Refused(error) => (error.to_string(), 1),
            Self::Usage(message) => (message, 2),
            Self::Denied(message) => (message, 3),
            Self::Unreadable(message) => (message, 4),
        };
        // Nobody is left to tell if this fails too.
        let _ = writeln!(anstream::stderr(), "ostler: {message}");
        ExitCode::from(code)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::Closed,
            _ => Self::System(format!("cannot write: {error}")),
        }
    }
}

impl From<ostler::Error> for Failure {
    fn from(error: ostler::Error) -> Self {
        match error.kind() {
            // What was asked for makes no sense.
            ostler::ErrorKind::Value => Self::Usage(error.to_string()),
            _ => Self::Refused(error),
        }
    }
}

/// Whoever read of what was done has had enough: that changes nothing about what came of it.
pub(crate) fn told(printed: Result<(), Failure>) -> Result<(), Failure> {
    match printed {
        Err(Failure::Closed) => Ok(()),
        printed => printed,
    }
}

/// Standard output, without what the runtime does for it: it takes a descriptor that cannot be written to for one that took
/// everything, and opens `/dev/null` in the place of one that was closed.
#[cfg(unix)]
fn out() -> io::Result<std::fs::File> {
    use std::os::fd::AsFd as _;

    #[cfg(target_os = "linux")]
    if ostler::raw::linux::startup::was_closed(1) {
        return Err(ostler::Error::from(ostler::errno::EBADF).into_raw_os());
    }
    Ok(io::stdout().as_fd().try_clone_to_owned()?.into())
}

#[cfg(not(unix))]
#[allow(clippy::unnecessary_wraps, reason = "elsewhere there may be none")]
fn out() -> io::Result<io::StdoutLock<'static>> {
    Ok(io::stdout().lock())
}

/// Prints bytes as they are.
pub(crate) fn bytes(bytes: &[u8]) -> Result<(), Failure> {
    if bytes.is_empty() {
        return Ok(());
    }
    let mut out = out()?;
    out.write_all(bytes)?;
    Ok(out.flush()?)
}

/// Prints text; colours in it are for terminals only (and `NO_COLOR` is obeyed).
pub(crate) fn text(text: &str) -> Result<(), Failure> {
    if text.is_empty() {
        return Ok(());
    }
    let mut out = anstream::AutoStream::auto(out()?);
    out.write_all(text.as_bytes())?;
    Ok(out.flush()?)
}

/// Prints a value as JSON.
pub(crate) fn json(value: &impl serde::Serialize) -> Result<(), Failure> {
    let mut json = serde_json::to_string_pretty(value)
        .map_err(|error| Failure::System(format!("cannot write JSON: {error}")))?;
    json.push('\n');
    bytes(json.as_bytes())
}

/// Says something to people, beside the output.
pub(crate) fn note(text: &str) {
    // Nobody is left to tell if this fails.
    let _ = writeln!(anstream::stderr(), "{text}");
}

/// Text without what would do something to a terminal.
pub(crate) fn printable(text: &OsStr) -> String {
    let text = text.to_string_lossy();
    if !text.chars().any(is_hidden) {
        return text.into_owned();
    }
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => shown.push_str("\\n"),
            '\t' => shown.push_str("\\t"),
            '\r' => shown.push_str("\\r"),
            c if is_hidden(c) => shown.extend(c.escape_unicode()),
            c => shown.push(c),
        }
    }
    shown
}

/// Controls, and the marks that turn the direction of text about.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_acts_on_the_terminal() {
        assert_eq!(printable(OsStr::new("a\n\x1b[31mb\u{202e}")), "a\\n\\u{1b}[31mb\\u{202e}");
    }
}
