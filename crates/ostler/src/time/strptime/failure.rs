//! Why a text is none of a format's, or a format none at all.

use crate::error::{Error, quoted};

/// Why there is no time; a host language words it with its own objects.
#[doc(hidden)]
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Failure {
    /// There is no such directive; what follows the `%`.
    BadDirective(Box<[u8]>),
    /// Nothing follows a `%`, or white space.
    StrayPercent,
    /// A directive comes twice. Not a `ValueError` in the reference, but an error of its regular expressions.
    Redefinition {
        /// Which.
        name: &'static str,
        /// The numbers of both groups of the pattern.
        group: usize,
        /// The first one.
        was: usize,
        /// Where in the pattern.
        position: usize,
    },
    /// The text does not match the format.
    Mismatch,
    /// It matches up to this byte.
    Unconverted(usize),
    /// It matches up to this byte, and what matches has an offset with colons in it, which may go on without one.
    MissingColon(usize),
    /// It matches and is no time, for this reason.
    Value(String),
}

impl Failure {
    /// The reference's text.
    pub fn message(&self, text: &[u8], format: &[u8]) -> String {
        let show = String::from_utf8_lossy;
        match self {
            Self::BadDirective(directive) => {
                format!("'{}' is a bad directive in format '{}'", show(directive), show(format))
            }
            Self::StrayPercent => format!("stray % in format '{}'", show(format)),
            Self::Redefinition { name, group, was, position } => format!(
                "redefinition of group name '{name}' as group {group}; was group {was} at position {position}"
            ),
            Self::Mismatch => format!(
                "time data {} does not match format {}",
                quoted(&path(text)),
                quoted(&path(format))
            ),
            Self::Unconverted(at) => {
                format!("unconverted data remains: {}", show(text.get(*at..).unwrap_or_default()))
            }
            Self::MissingColon(at) => format!(
                "Missing colon in %:z before '{}', got '{}'",
                show(text.get(*at..).unwrap_or_default()),
                show(text)
            ),
            Self::Value(message) => message.clone(),
        }
    }

    /// Whether the format is none, whatever the text.
    pub fn is_of_format(&self) -> bool {
        matches!(self, Self::BadDirective(_) | Self::StrayPercent)
    }

    #[cold]
    pub(super) fn into_error(self, text: &[u8], format: &[u8]) -> Error {
        Error::value(self.message(text, format))
    }

    pub(super) fn value(message: impl Into<String>) -> Self {
        Self::Value(message.into())
    }
}

/// Bytes, to be shown as the reference shows a string.
pub(super) fn path(bytes: &[u8]) -> std::path::PathBuf {
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt as _;
        std::ffi::OsStr::from_bytes(bytes).into()
    }
    #[cfg(not(unix))]
    String::from_utf8_lossy(bytes).into_owned().into()
}
