//! Labelled lines under headings, for people.

use std::fmt::Write as _;

use anstyle::{Effects, Style};

const HEADING: Style = Style::new().effects(Effects::BOLD);
const LABEL: Style = Style::new().effects(Effects::DIMMED);

/// Text that grows section by section.
#[derive(Debug, Default)]
pub(crate) struct Report {
    text: String,
}

impl Report {
    /// Starts a section.
    pub(crate) fn section(&mut self, title: &str) -> Section<'_> {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        let _ = writeln!(self.text, "{HEADING}{title}{HEADING:#}");
        Section { report: self }
    }

    /// Adds lines made elsewhere.
    pub(crate) fn push(&mut self, text: &str) {
        self.text.push_str(text);
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
