//! Printing, and failing, in one way for every subcommand.

#![cfg_attr(
    not(any(target_os = "linux", windows)),
    allow(dead_code, reason = "for the subcommands about processes")
)]

mod json;

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
        // No stream is left to report it on if this fails too.
        let _ = writeln!(anstream::stderr(), "ostler: {}", lines(&message));
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
    if ostler_sys::linux::startup::was_closed(1) {
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

/// Prints a value as JSON, piece by piece as it is made.
pub(crate) fn json(value: &impl serde::Serialize) -> Result<(), Failure> {
    json::print(value, io::BufWriter::new(out()?))
}

/// Says something to people, beside the output.
pub(crate) fn note(text: &str) {
    // No stream is left to report it on if this fails.
    let _ = writeln!(anstream::stderr(), "{}", lines(text));
}

/// Text in one line, without what would act on a terminal or cannot be seen on it.
pub(crate) fn printable(text: &OsStr) -> String {
    let text = text.to_string_lossy();
    if text.chars().any(is_hidden) { escaped(&text, |_| false) } else { text.into_owned() }
}

/// The same in as many lines as the text has.
fn lines(text: &str) -> String {
    escaped(text, |c| c == '\n')
}

/// Text whose hidden characters are escaped, but for some.
fn escaped(text: &str, keeps: impl Fn(char) -> bool) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            c if !is_hidden(c) || keeps(c) => shown.push(c),
            '\n' => shown.push_str("\\n"),
            '\t' => shown.push_str("\\t"),
            '\r' => shown.push_str("\\r"),
            c => shown.extend(c.escape_unicode()),
        }
    }
    shown
}

/// Hangul's: letters that leave no mark.
const FILLERS: [char; 4] = ['\u{115f}', '\u{1160}', '\u{3164}', '\u{ffa0}'];

/// Whether a character acts on a terminal or leaves no mark on it: controls, format characters, ends of lines and paragraphs,
/// what is not assigned. The standard library's `Debug` knows them; it escapes spaces and quotes too.
fn is_hidden(c: char) -> bool {
    match c {
        ' '..='~' => false,
        '\0'..='\u{9f}' | '\u{2028}' | '\u{2029}' => true,
        c if FILLERS.contains(&c) => true,
        c if c.is_whitespace() => false,
        // A mark that is written onto a letter is escaped where it comes first only.
        c => String::from_iter(['a', c]).escape_debug().count() > 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_acts_on_the_terminal() {
        assert_eq!(printable(OsStr::new("a\n\x1b[31mb\u{202e}")), "a\\n\\u{1b}[31mb\\u{202e}");
        let hidden = "\u{7f}\u{9b}\u{ad}\u{61c}\u{200b}\u{200e}\u{2028}\u{2029}\u{2066}\u{3164}\u{feff}\u{e0041}";
        for c in hidden.chars() {
            assert_eq!(printable(OsStr::new(&format!("a{c}"))), format!("a{}", c.escape_unicode()));
        }
        for seen in
            ["a b\u{a0}c\u{3000}", "'\"\\", "e\u{301}", "\u{301}e", "日本語", "\u{1f600}", "नमस्ते"]
        {
            assert_eq!(printable(OsStr::new(seen)), seen);
        }
        assert_eq!(lines("a\nb\x1b"), "a\nb\\u{1b}");
    }
}
