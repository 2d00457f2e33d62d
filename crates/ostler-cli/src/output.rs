//! Printing, and failing, in one way for every subcommand.

use std::io::{self, Write as _};
use std::process::ExitCode;

/// Why a subcommand stopped.
#[derive(Debug)]
pub(crate) enum Failure {
    /// Whoever read the output has had enough: `ostler info | head -1`.
    Closed,
    /// The system refused.
    System(String),
}

impl Failure {
    /// Says so on stderr and picks the exit status.
    pub(crate) fn report(self) -> ExitCode {
        match self {
            Self::Closed => ExitCode::SUCCESS,
            Self::System(message) => {
                // Nobody is left to tell if this fails too.
                let _ = writeln!(anstream::stderr(), "ostler: {message}");
                ExitCode::from(1)
            }
        }
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
        Self::System(error.to_string())
    }
}

/// Prints bytes as they are.
pub(crate) fn bytes(bytes: &[u8]) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    out.write_all(bytes)?;
    Ok(out.flush()?)
}

/// Prints text; colours in it are for terminals only (and `NO_COLOR` is obeyed).
pub(crate) fn text(text: &str) -> Result<(), Failure> {
    let mut out = anstream::stdout().lock();
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
