//! What is wrong with the text of a query, and where.

use std::fmt;
use std::ops::Range;

use crate::error::{Error, ErrorKind, Reason};

/// A place in the text, and what is wrong there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Mistake {
    place: Range<usize>,
    message: String,
}

impl Mistake {
    pub(super) fn at(place: Range<usize>, message: impl Into<String>) -> Self {
        Self { place, message: message.into() }
    }

    /// The error, with the text and a mark under the place.
    pub(super) fn into_error(self, text: &str) -> Error {
        // What cannot be shown on one line is no help there.
        let shown: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let column = text.get(..self.place.start).unwrap_or(text).chars().count();
        let width = text.get(self.place).map_or(1, |part| part.chars().count().max(1));
        Error::from_reason(NotAQuery { message: self.message, shown, column, width })
    }
}

#[derive(Debug)]
struct NotAQuery {
    message: String,
    shown: String,
    column: usize,
    width: usize,
}

impl fmt::Display for NotAQuery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { message, shown, column, width } = self;
        let (place, mark) = (" ".repeat(*column), "^".repeat(*width));
        write!(f, "{message} (column {})\n  {shown}\n  {place}{mark}", column + 1)
    }
}

impl std::error::Error for NotAQuery {}

impl Reason for NotAQuery {
    fn kind(&self) -> ErrorKind {
        ErrorKind::Value
    }
}
