//! Labelled lines under headings, for people.

use std::fmt::Write as _;

use anstyle::{Effects, Style};
use ostler::os;

const HEADING: Style = Style::new().effects(Effects::BOLD);
const LABEL: Style = Style::new().effects(Effects::DIMMED);

/// Where values begin.
const COLUMN: usize = 19;

/// Narrower than this, wrapped text is harder to read than what the terminal makes of it.
const NARROWEST: usize = COLUMN + 12;

/// Text that grows section by section.
#[derive(Debug)]
pub(crate) struct Report {
    text: String,
    width: usize,
}

impl Report {
    /// For standard output: as wide as its terminal, if it is one.
    pub(crate) fn new() -> Self {
        let columns = os::get_terminal_size().map_or(0, |size| size.columns.into());
        Self::with_width(if columns < NARROWEST { usize::MAX } else { columns })
    }

    fn with_width(width: usize) -> Self {
        Self { text: String::new(), width }
    }

    /// Starts a section.
    pub(crate) fn section(&mut self, title: &str) -> Section<'_> {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        let _ = writeln!(self.text, "{HEADING}{title}{HEADING:#}");
        Section { report: self }
    }

    /// Adds lines made elsewhere.
    #[cfg(unix)]
    pub(crate) fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Adds a paragraph, its lines after the first indented.
    pub(crate) fn paragraph(&mut self, text: &str, indent: usize) {
        let lines = wrapped(text, self.width, indent);
        let _ = writeln!(self.text, "{:indent$}{lines}", "");
    }

    /// The finished text.
    pub(crate) fn finish(self) -> String {
        self.text
    }
}

/// A section that takes lines.
#[derive(Debug)]
pub(crate) struct Section<'a> {
    report: &'a mut Report,
}

impl Section<'_> {
    /// A line: what, and how it stands.
    pub(crate) fn line(&mut self, label: &str, value: impl std::fmt::Display) -> &mut Self {
        let value = wrapped(&value.to_string(), self.report.width, COLUMN);
        // Writing to a string cannot fail.
        let _ = writeln!(self.report.text, "  {LABEL}{label:<17}{LABEL:#}{value}");
        self
    }

    /// A line that may have nothing to say.
    pub(crate) fn maybe<T: std::fmt::Display>(
        &mut self,
        label: &str,
        value: Option<T>,
        otherwise: &str,
    ) -> &mut Self {
        match value {
            Some(value) => self.line(label, value),
            None => self.line(label, otherwise),
        }
    }
}

/// The text in lines of no more than `width` characters that all begin at column `indent`, broken at spaces. A word that is
/// longer stays whole. What fits is left as it is.
fn wrapped(text: &str, width: usize, indent: usize) -> String {
    let room = width.saturating_sub(indent);
    if text.chars().count() <= room {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut used = 0;
    for word in text.split_whitespace() {
        let length = word.chars().count();
        if used > 0 && used + 1 + length > room {
            let _ = write!(out, "\n{:indent$}", "");
            used = 0;
        } else if used > 0 {
            out.push(' ');
            used += 1;
        }
        out.push_str(word);
        used += length;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_at_spaces_under_their_value() {
        let mut report = Report::with_width(40);
        report.section("Clocks").line("boottime", "5812.574215215 s  (resolution 1 ns)");
        let text = anstream::adapter::strip_str(&report.finish()).to_string();
        let expected =
            "Clocks\n  boottime         5812.574215215 s\n                   (resolution 1 ns)\n";
        assert_eq!(text, expected);
    }

    #[test]
    fn what_fits_is_left_alone_and_a_long_word_stays_whole() {
        assert_eq!(wrapped("1  2", 23, 19), "1  2");
        assert_eq!(
            wrapped("a /a/long/path b", 24, 19),
            "a\n                   /a/long/path\n                   b"
        );
        assert_eq!(wrapped("a b", usize::MAX, 19), "a b");
        assert_eq!(wrapped("a b", 0, 0), "a\nb");
    }
}
